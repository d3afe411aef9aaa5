package dev.fairlead.it.sdk;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.anthropic.AnthropicMessages;
import dev.fairlead.dialect.gemini.GeminiGenerate;
import dev.fairlead.dialect.openai.OpenAiChat;
import dev.fairlead.dialect.responses.OpenAiResponses;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every field that an official SDK can send is in {@link Inbound#fields}, at whatever depth. What
 * lies below a field that is not carried over shares its fate; what lies below a value that is kept
 * as it stands needs no entry, and those values are listed here.
 */
final class FieldsTest {
  /** By path: a value that is carried over whole or left out whole, and why. */
  private static final Map<String, String> KEPT =
      Map.ofEntries(
          entry("web_search_options.user_location.approximate", "a place, for any web search"),
          entry("tools[].user_location", "a place, for any web search"),
          entry("input[].content[].annotations[]", "a citation, kept for who made it"),
          entry("input[].content[].logprobs[]", "all members are read, at both depths"),
          entry("input[].output", "a screenshot, which is left out with its call"),
          entry("tools[].input_schema", "a JSON schema"),
          entry("messages[].content[].content", "what a hosted tool found, left out with its call"),
          entry("tools[].functionDeclarations[].parameters", "a schema, translated as a whole"),
          entry("generationConfig.responseSchema", "a schema, translated as a whole"));

  /** By path: what is read by the same code as another place, whose fields are listed. */
  private static final Map<String, String> ALIKE =
      Map.of(
          "tools[].tools[]", "tools[]",
          "input[].tools[]", "tools[]",
          "input[].tools[].tools[]", "tools[]",
          "input[].output[]", "input[].content[]",
          "messages[].content[].source.content[]", "messages[].content[].content[]",
          "messages[].content[].content[].content[]", "messages[].content[].content[]",
          "messages[].content[].content[].source.content[]", "messages[].content[].content[]",
          "contents[].parts[].functionResponse.parts[]", "contents[].parts[]");

  /** Settings of Google's SDK that stay in it. */
  private static final Set<String> CLIENT =
      Set.of("httpOptions", "shouldReturnHttpResponse", "automaticFunctionCalling");

  @Test
  void everyFieldOfAChatIsListed() {
    var sent = SentFields.of(ChatCompletionCreateParams.Body.class);
    assertThat(sent).contains("messages[].content[].image_url.url");
    assertThat(gaps(new OpenAiChat(InstantSource.system()), sent)).isEmpty();
  }

  @Test
  void everyFieldOfAResponsesRequestIsListed() {
    var sent = SentFields.of(ResponseCreateParams.Body.class);
    assertThat(sent).contains("input[].content[].image_url", "tools[].format.syntax");
    assertThat(gaps(new OpenAiResponses(InstantSource.system()), sent)).isEmpty();
  }

  @Test
  void everyFieldOfAMessagesRequestIsListed() {
    var sent = SentFields.of(com.anthropic.models.messages.MessageCreateParams.Body.class);
    assertThat(sent).contains("messages[].content[].source.media_type");
    assertThat(gaps(new AnthropicMessages(), sent)).isEmpty();
  }

  @Test
  void everyFieldOfABetaMessagesRequestIsListed() {
    var sent = SentFields.of(com.anthropic.models.beta.messages.MessageCreateParams.Body.class);
    assertThat(sent).contains("messages[].content[].tool_use_id", "mcp_servers[].url");
    assertThat(gaps(new AnthropicMessages(), sent)).isEmpty();
  }

  @Test
  void everyFieldOfAGeminiRequestIsListed() {
    var sent = gemini();
    assertThat(sent).contains("contents[].parts[].inlineData.mimeType");
    assertThat(gaps(new GeminiGenerate(), sent)).isEmpty();
  }

  @Test
  void nothingIsExcusedThatNoSdkSends() {
    var sent = gemini();
    sent.addAll(SentFields.of(ChatCompletionCreateParams.Body.class));
    sent.addAll(SentFields.of(ResponseCreateParams.Body.class));
    sent.addAll(SentFields.of(com.anthropic.models.messages.MessageCreateParams.Body.class));
    var excused = new TreeSet<>(KEPT.keySet());
    excused.addAll(ALIKE.keySet());
    excused.removeIf(path -> sent.stream().anyMatch(one -> one.startsWith(path + ".")));
    assertThat(excused).isEmpty();
  }

  private static Set<String> gemini() {
    var sent = new TreeSet<String>();
    sent.addAll(SentFields.of("contents[].", Content.class));
    sent.addAll(SentFields.of("systemInstruction.", Content.class));
    sent.addAll(SentFields.of("tools[].", Tool.class));
    sent.addAll(SentFields.of("toolConfig.", ToolConfig.class));
    sent.addAll(SentFields.of("generationConfig.", GenerationConfig.class));
    return sent;
  }

  /** The SDK's settings are one flat list; on the wire some of them are in generationConfig. */
  @Test
  void everySettingOfAGeminiRequestIsListed() {
    var fields = new GeminiGenerate().fields();
    var missing = new TreeSet<>(SentFields.names(GenerateContentConfig.class));
    assertThat(missing).contains("systemInstruction", "temperature");
    missing.removeIf(name ->
        CLIENT.contains(name)
            || fields.containsKey(name)
            || fields.containsKey("generationConfig." + name));
    assertThat(missing).isEmpty();
  }

  /** What neither has an entry nor lies below one that decides for all of its members. */
  private static Set<String> gaps(Inbound inbound, Set<String> sent) {
    var fields = inbound.fields();
    var gaps = new TreeSet<String>();
    for (var path : sent) {
      if (!decided(fields, path) && !decided(fields, elsewhere(path))) {
        gaps.add(path);
      }
    }
    return gaps;
  }

  private static String elsewhere(String path) {
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      var same = ALIKE.get(path.substring(0, dot));
      if (same != null) {
        return same + path.substring(dot);
      }
    }
    return path;
  }

  private static boolean decided(Map<String, Fate> fields, String path) {
    if (fields.containsKey(path)) {
      return true;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      var above = path.substring(0, dot);
      var value = above.endsWith("[]") ? above.substring(0, above.length() - 2) : above;
      if (fields.containsKey(value)
          && (KEPT.containsKey(above) || fields.get(value) != Fate.MAPPED)) {
        return true;
      }
    }
    return false;
  }
}
