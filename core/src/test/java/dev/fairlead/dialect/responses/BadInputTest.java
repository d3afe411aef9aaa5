package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BadInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "model | {'input':'hi'}",
        "model | {'model':3,'input':'hi'}",
        "model | {'model':'','input':'hi'}",
        "model | {'model':'a b','input':'hi'}",
        "models[0] | {'models':[''],'input':'hi'}",
        "input | {'model':'m'}",
        "input | {'model':'m','input':3}",
        "input | {'model':'m','input':{}}",
        "input[0] | {'model':'m','input':['hi']}",
        "input[0].type | {'model':'m','input':[{}]}",
        "input[0].role | {'model':'m','input':[{'type':'message','content':'x'}]}",
        "input[0].role | {'model':'m','input':[{'role':'critic','content':'x'}]}",
        "input[0].content | {'model':'m','input':[{'role':'user'}]}",
        "input[0].content | {'model':'m','input':[{'role':'user','content':7}]}",
        "input[1].content[0] | {'model':'m','input':[{'role':'user','content':'a'},{'role':'user','content':[7]}]}",
        "input[0].content[0].type | {'model':'m','input':[{'role':'user','content':[{}]}]}",
        "input[0].content[1].text | {'model':'m','input':[{'role':'user','content':[{'type':'input_text','text':''},{'type':'input_text'}]}]}",
        "input[0].content[0].image_url | {'model':'m','input':[{'role':'user','content':[{'type':'input_image'}]}]}",
        "input[0].content[0].file_data | {'model':'m','input':[{'role':'user','content':[{'type':'input_file'}]}]}",
        "input[0].content[0].input_audio.data | {'model':'m','input':[{'role':'user','content':[{'type':'input_audio'}]}]}",
        "input[0].call_id | {'model':'m','input':[{'type':'function_call','name':'f','arguments':'{}'}]}",
        "input[0].name | {'model':'m','input':[{'type':'function_call','call_id':'c','arguments':'{}'}]}",
        "input[0].arguments | {'model':'m','input':[{'type':'function_call','call_id':'c','name':'f'}]}",
        "input[0].input | {'model':'m','input':[{'type':'custom_tool_call','call_id':'c','name':'f'}]}",
        "input[0].output | {'model':'m','input':[{'type':'function_call_output','call_id':'c'}]}",
        "input[0].call_id | {'model':'m','input':[{'type':'function_call_output','output':'x'}]}",
        "input[0].encrypted_content | {'model':'m','input':[{'type':'reasoning','encrypted_content':7}]}",
        "input[0].id | {'model':'m','input':[{'type':'item_reference','id':'msg_1'}]}",
        "instructions | {'model':'m','input':'hi','instructions':7}",
        "stream | {'model':'m','input':'hi','stream':'yes'}",
        "temperature | {'model':'m','input':'hi','temperature':'hot'}",
        "top_p | {'model':'m','input':'hi','top_p':1e999999}",
        "max_output_tokens | {'model':'m','input':'hi','max_output_tokens':0}",
        "max_output_tokens | {'model':'m','input':'hi','max_output_tokens':1.5}",
        "max_output_tokens | {'model':'m','input':'hi','max_output_tokens':'9'}",
        "top_logprobs | {'model':'m','input':'hi','top_logprobs':21}",
        "parallel_tool_calls | {'model':'m','input':'hi','parallel_tool_calls':1}",
        "metadata | {'model':'m','input':'hi','metadata':[]}",
        "include | {'model':'m','input':'hi','include':'all'}",
        "text | {'model':'m','input':'hi','text':'x'}",
        "text.format | {'model':'m','input':'hi','text':{'format':'json'}}",
        "text.format.type | {'model':'m','input':'hi','text':{'format':{}}}",
        "text.format.type | {'model':'m','input':'hi','text':{'format':{'type':'yaml'}}}",
        "text.format.schema | {'model':'m','input':'hi','text':{'format':{'type':'json_schema','name':'n'}}}",
        "text.verbosity | {'model':'m','input':'hi','text':{'verbosity':1}}",
        "reasoning | {'model':'m','input':'hi','reasoning':'high'}",
        "reasoning.effort | {'model':'m','input':'hi','reasoning':{'effort':'huge'}}",
        "tools | {'model':'m','input':'hi','tools':{}}",
        "tools[0] | {'model':'m','input':'hi','tools':['x']}",
        "tools[0].type | {'model':'m','input':'hi','tools':[{}]}",
        "tools[0].name | {'model':'m','input':'hi','tools':[{'type':'function'}]}",
        "tools[0].name | {'model':'m','input':'hi','tools':[{'type':'function','name':''}]}",
        "tools[0].parameters | {'model':'m','input':'hi','tools':[{'type':'function','name':'f','parameters':'x'}]}",
        "tools[0].strict | {'model':'m','input':'hi','tools':[{'type':'function','name':'f','strict':'x'}]}",
        "tools[1].tools | {'model':'m','input':'hi','tools':[{'type':'custom','name':'c'},{'type':'namespace','name':'n'}]}",
        "tools[0].tools[0].name | {'model':'m','input':'hi','tools':[{'type':'namespace','name':'n','tools':[{'type':'function'}]}]}",
        "tool_choice | {'model':'m','input':'hi','tool_choice':'maybe'}",
        "tool_choice | {'model':'m','input':'hi','tool_choice':7}",
        "tool_choice.type | {'model':'m','input':'hi','tool_choice':{}}",
        "tool_choice.name | {'model':'m','input':'hi','tool_choice':{'type':'function'}}",
        "provider | {'model':'m','input':'hi','provider':'openai'}",
        "provider.sort | {'model':'m','input':'hi','provider':{'sort':'price'}}",
      })
  void whatIsWrongIsNamed(String param, String body) {
    assertThatThrownBy(() -> Samples.asked(body.strip()))
        .isInstanceOf(FailureException.class)
        .extracting(e -> ((FailureException) e).failure())
        .asInstanceOf(InstanceOfAssertFactories.type(BadRequest.class))
        .satisfies(bad -> {
          assertThat(bad.param()).isEqualTo(param.strip());
          assertThat(bad.message())
              .contains(param.strip().startsWith("input[0].id") ? "msg_1" : param.strip());
          assertThat(bad.code()).isNotEmpty();
        });
  }

  @Test
  void aBodyThatIsNoJsonObjectIsRefused() {
    for (var body : new String[] {"", "[]", "{", "3", "{'model':'m','model':'n','input':''}"}) {
      assertThatThrownBy(() -> Samples.asked(body)).as(body).isInstanceOf(FailureException.class);
    }
  }

  @Test
  void aStoredPromptOrAnEarlierResponseMayStandForInput() {
    assertThat(Samples.asked("{'model':'m','prompt':{'id':'p'}}").items()).isEmpty();
    assertThat(Samples.asked("{'model':'m','previous_response_id':'resp_1'}").items()).isEmpty();
  }
}
