package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.script.ScriptFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A plot of several steps, in every dialect; and what becomes of thoughts that do not come back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StepsTest {
  private static final String FILE =
      """
      models:
        agent:
          signatures: verify
          steps:
            - think: I look first.
              say: Let me look.
              call:
                - tool: [Bash, run_shell_command]
                  arguments: {command: ls, timeout: 9}
                - tool: shell
                  arguments: {command: [bash, -lc, ls]}
            - think: Now both.
              calls:
                - tool: [Bash, run_shell_command, shell]
                  arguments: {command: "cat '{{result}}'"}
                - tool: [Bash, run_shell_command, shell]
                  arguments: {command: "echo {{user}}"}
            - think: That is it.
              say: "It says: {{result}}"
        strict:
          signatures: strict
          steps:
            - think: Hm.
              call: {tool: Bash}
            - Done.
      """;

  private final Simulator simulator;

  StepsTest() throws IOException {
    simulator = Simulator.start("127.0.0.1", 0, ScriptFile.read(FILE));
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @EnumSource
  void aTaskIsDoneStepByStep(Client client) throws Exception {
    var task = client.run(simulator, "agent", "run_shell_command");
    assertThat(task.calls())
        .containsExactly(
            "run_shell_command {\"command\":\"ls\",\"timeout\":9}",
            "run_shell_command {\"command\":\"cat 'result 0'\"}",
            "run_shell_command {\"command\":\"echo Do it\"}");
    assertThat(task.said()).isEqualTo("It says: result 2");
  }

  @ParameterizedTest
  @EnumSource
  void aCallTakesTheFormOfTheToolThatIsOffered(Client client) throws Exception {
    assertThat(client.run(simulator, "agent", "shell").calls().getFirst())
        .isEqualTo("shell {\"command\":[\"bash\",\"-lc\",\"ls\"]}");
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheToolItSaysWhichWasMissing(Client client) throws Exception {
    var task = client.run(simulator, "agent", "weather");
    assertThat(task.said())
        .isEqualTo("None of these tools was offered: Bash, run_shell_command, shell.");
  }

  @ParameterizedTest
  @EnumSource
  void aNewQuestionBeginsAgain(Client client) throws Exception {
    var messages = new ArrayList<>(client.run(simulator, "agent", "Bash").messages());
    messages.add(client.user("Once more"));
    var response = client.post(simulator, "agent", messages, "Bash");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("Let me look.");
  }

  private String refusal(Client client, String model, List<String> messages) throws Exception {
    var response = client.post(simulator, model, messages, "Bash");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return String.valueOf(at(response.body(), "error message"));
  }

  /** The conversation up to the results of the first step, one of its texts replaced. */
  private List<String> spoilt(Client client, String pattern, String replacement) throws Exception {
    var messages = new ArrayList<>(client.run(simulator, "agent", "Bash").messages());
    var all = String.join("\u0000", messages);
    var changed = all.replaceFirst(pattern, replacement);
    assertThat(changed).isNotEqualTo(all);
    var left = new ArrayList<>(List.of(changed.split("\u0000", -1)));
    left.removeIf(String::isEmpty);
    return left;
  }

  @Test
  void anthropicWantsTheThoughtFirst() throws Exception {
    var messages = spoilt(Client.MESSAGES, "\\{\"type\":\"thinking\"[^}]*\\},", "");
    assertThat(refusal(Client.MESSAGES, "agent", messages))
        .startsWith(
            "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found"
                + " `text`. When `thinking` is enabled");
  }

  @Test
  void anthropicWantsTheSignatureItGave() throws Exception {
    var messages = spoilt(Client.MESSAGES, "\"signature\":\"..", "\"signature\":\"??");
    assertThat(refusal(Client.MESSAGES, "agent", messages))
        .isEqualTo("messages.1.content.0: Invalid `signature` in `thinking` block");
  }

  @Test
  void anthropicWantsTheThoughtUnchanged() throws Exception {
    var messages = spoilt(Client.MESSAGES, "Now both", "Now three");
    assertThat(refusal(Client.MESSAGES, "agent", messages))
        .startsWith("messages.3.content.0: `thinking` or `redacted_thinking` blocks in the latest");
  }

  @Test
  void anthropicWantsAResultForEachCall() throws Exception {
    var messages = spoilt(Client.MESSAGES, "\"tool_use_id\":\"", "\"tool_use_id\":\"x");
    assertThat(refusal(Client.MESSAGES, "agent", messages))
        .startsWith("messages.1: `tool_use` ids were found without `tool_result` blocks");
  }

  @Test
  void openAiWantsTheReasoningBeforeItsCall() throws Exception {
    var messages = spoilt(Client.RESPONSES, "\\{\"id\":\"rs_[^}]*\\}\u0000", "");
    assertThat(refusal(Client.RESPONSES, "agent", messages))
        .matches(
            "Item 'fc_\\w+' of type 'function_call' was provided without its required 'reasoning'"
                + " item: 'rs_\\w+'\\.");
  }

  @Test
  void openAiWantsTheEncryptedContentItGave() throws Exception {
    var messages = spoilt(Client.RESPONSES, "gAAAAA..", "gAAAAA??");
    assertThat(refusal(Client.RESPONSES, "agent", messages))
        .matches(
            "The encrypted content gAAA\\.\\.\\..{4} could not be verified\\. Reason: Encrypted"
                + " content could not be decrypted or parsed\\.");
  }

  @Test
  void openAiWantsAnOutputForEachCall() throws Exception {
    var messages =
        spoilt(Client.RESPONSES, "\\{\"type\":\"function_call_output\"[^}]*\\}(\u0000|$)", "");
    assertThat(refusal(Client.RESPONSES, "agent", messages))
        .matches("No tool output found for function call call_\\w+\\.");
  }

  @Test
  void googleWantsTheSignatureOnTheFirstCall() throws Exception {
    var messages = spoilt(Client.GEMINI, ",\"thoughtSignature\":\"[^\"]*\"", "");
    assertThat(refusal(Client.GEMINI, "agent", messages))
        .startsWith("Function call is missing a thought_signature in functionCall parts.")
        .contains("function call `default_api:Bash` , position 2.");
  }

  @Test
  void googleWantsTheSignatureItGaveThere() throws Exception {
    var changed = spoilt(Client.GEMINI, "\"thoughtSignature\":\"..", "\"thoughtSignature\":\"AA");
    assertThat(refusal(Client.GEMINI, "agent", changed)).isEqualTo("Corrupted thought signature.");
    var moved =
        spoilt(
            Client.GEMINI,
            "\\{\"text\":\"Let me look.\"\\},(.*?),(\"thoughtSignature\":\"[^\"]*\")",
            "{\"text\":\"Let me look.\",$2},$1");
    assertThat(refusal(Client.GEMINI, "agent", moved)).isEqualTo("Corrupted thought signature.");
  }

  @Test
  void googlesWayRoundIsOpenUnlessTheScriptIsStrict() throws Exception {
    var skip = "\"thoughtSignature\":\"skip_thought_signature_validator\"";
    var messages = spoilt(Client.GEMINI, "\"thoughtSignature\":\"[^\"]*\"", skip);
    assertThat(Client.GEMINI.post(simulator, "agent", messages, "Bash").statusCode())
        .isEqualTo(200);
    assertThat(refusal(Client.GEMINI, "strict", messages))
        .isEqualTo("Corrupted thought signature.");
  }

  @ParameterizedTest
  @EnumSource(names = {"RESPONSES", "MESSAGES", "GEMINI"})
  void theThoughtsOfAnotherSeedAreNotTaken(Client client) throws Exception {
    var messages = client.run(simulator, "agent", "Bash").messages();
    var settings = Simulator.Settings.STANDARD.script(ScriptFile.read(FILE));
    try (var other = Simulator.start(settings.seed(7))) {
      assertThat(client.post(other, "agent", messages, "Bash").statusCode()).isEqualTo(400);
    }
    try (var same = Simulator.start(settings)) {
      assertThat(client.post(same, "agent", messages, "Bash").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFreeToolGetsItsText() throws Exception {
    var body =
        "{\"model\":\"patching\",\"input\":\"world\",\"tools\":[{\"type\":\"custom\",\"name\":\"apply_patch\"}]}";
    var script =
        """
        models:
          patching:
            steps:
              - call: {tool: apply_patch, input: "*** Begin Patch\\n+hello {{user}}"}
        """;
    try (var patching = Simulator.start("127.0.0.1", 0, ScriptFile.read(script))) {
      var answer = Caller.send(patching, "/v1/responses", body).body();
      assertThat(at(answer, "output 0 type")).isEqualTo("custom_tool_call");
      assertThat(at(answer, "output 0 input")).isEqualTo("*** Begin Patch\n+hello world");
    }
  }
}
