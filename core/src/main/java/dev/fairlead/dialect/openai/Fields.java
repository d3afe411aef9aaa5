package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Fate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;

/** What becomes of each field of a chat completions request in another protocol. */
final class Fields {
  private static final String MAPPED =
      """
      model messages messages[].role messages[].content messages[].content[].type
      messages[].content[].text messages[].content[].image_url messages[].content[].image_url.url
      messages[].content[].image_url.detail messages[].content[].input_audio
      messages[].content[].input_audio.data messages[].content[].input_audio.format
      messages[].content[].file messages[].content[].file.file_data
      messages[].content[].file.file_id messages[].content[].file.filename
      messages[].content[].refusal messages[].content[].video_url
      messages[].content[].video_url.url messages[].content[].cache_control
      messages[].content[].prompt_cache_breakpoint messages[].cache_control messages[].refusal
      messages[].tool_calls messages[].tool_calls[].id messages[].tool_calls[].type
      messages[].tool_calls[].function messages[].tool_calls[].function.name
      messages[].tool_calls[].function.arguments messages[].tool_calls[].custom
      messages[].tool_calls[].custom.name messages[].tool_calls[].custom.input
      messages[].tool_calls[].extra_content messages[].tool_call_id messages[].is_error
      messages[].function_call messages[].function_call.name messages[].function_call.arguments
      messages[].reasoning messages[].reasoning_content messages[].reasoning_text
      messages[].reasoning_details messages[].images messages[].audio messages[].audio.id
      messages[].name tools tools[].type tools[].function tools[].function.name
      tools[].function.description tools[].function.parameters tools[].function.strict
      tools[].function.cache_control tools[].cache_control tools[].custom tools[].custom.name
      tools[].custom.description tools[].custom.format tools[].custom.format.type
      tools[].custom.format.grammar tools[].custom.format.grammar.definition
      tools[].custom.format.grammar.syntax tool_choice tool_choice.type tool_choice.function
      tool_choice.function.name tool_choice.custom tool_choice.custom.name
      tool_choice.allowed_tools tool_choice.allowed_tools.mode tool_choice.allowed_tools.tools
      functions functions[].name functions[].description functions[].parameters function_call
      function_call.name parallel_tool_calls response_format response_format.type
      response_format.json_schema response_format.json_schema.name
      response_format.json_schema.description response_format.json_schema.schema
      response_format.json_schema.strict max_completion_tokens max_tokens temperature top_p top_k
      frequency_penalty presence_penalty seed random_seed stop n logprobs top_logprobs user
      safety_identifier metadata service_tier verbosity modalities prompt_cache_key cache_control
      reasoning_effort reasoning reasoning.effort reasoning.max_tokens reasoning.exclude
      reasoning.enabled reasoning.summary reasoning.generate_summary include_reasoning thinking
      thinking.type thinking.budget_tokens enable_thinking thinking_budget stream stream_options
      stream_options.include_usage web_search_options web_search_options.search_context_size
      web_search_options.user_location web_search_options.user_location.type
      web_search_options.user_location.approximate
      """;

  private static final String DROPPED =
      """
      plugins logit_bias prediction moderation prompt_cache_options prompt_cache_retention min_p top_a
      repetition_penalty typical_p image_config transforms trace safe_prompt prompt_mode
      extra_body google chat_template_kwargs structured_outputs guided_json guided_regex
      guided_choice guided_grammar search_parameters search_domain_filter search_recency_filter
      reasoning_format reasoning_split tool_stream context_length_exceeded_behavior min_tokens
      length_penalty top_n debug messages[].tools
      """;

  private static final String REJECTED =
      """
      audio audio.format audio.voice
      """;

  private static final String IGNORED =
      """
      store stream_options.include_obfuscation messages[].annotations messages[].prefix
      messages[].partial messages[].content[].prompt_cache_breakpoint.mode
      messages[].content[].prompt_cache_breakpoint.ttl
      """;

  private static final String GATEWAY =
      """
      models route provider usage usage.include session_id
      """;

  /** By path; members below values that stay as they are, as schemas, are not here. */
  static final Map<String, Fate> CHAT = all();

  private Fields() {}

  private static Map<String, Fate> all() {
    var fields = new LinkedHashMap<String, Fate>();
    add(fields, MAPPED, Fate.MAPPED);
    add(fields, DROPPED, Fate.DROPPED);
    add(fields, REJECTED, Fate.REJECTED);
    add(fields, IGNORED, Fate.IGNORED);
    add(fields, GATEWAY, Fate.GATEWAY);
    return Collections.unmodifiableMap(fields);
  }

  private static void add(Map<String, Fate> fields, String names, Fate fate) {
    new StringTokenizer(names)
        .asIterator()
        .forEachRemaining(name -> fields.put((String) name, fate));
  }
}
