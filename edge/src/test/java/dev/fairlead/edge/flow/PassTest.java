package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes, passes byte for byte; what must change, changes alone. */
@ParameterizedClass
@EnumSource(Mode.class)
final class PassTest {
  @Parameter Mode mode;

  @Test
  void onlyTheModelsNameChangesInAPlainRequest() throws Exception {
    var sent =
        "{ \"x\" : [1.0E+2, 1.10, -0, {\"b\":1,\"a\":2}] ,\n\t\"model\":\"test\\/model\",\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"\\u00e9\\/\\ud83d\\ude00 é\"}], \"seed\":12345678901234567890 }";
    try (var pair = Pair.start(mode, Pair.echo())) {
      var answer = pair.chat(sent);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(pair.providers.getFirst().lastRequest().text())
          .isEqualTo(sent.replace("\"test\\/model\"", "\"model-p1\""));
      assertThat(pair.settled().end()).isEqualTo(End.ANSWERED);
    }
  }

  @Test
  void anAnswerPassesByteForByteWhateverItsPieces() throws Exception {
    var body =
        "{\"id\" : \"x\",\r\n \"choices\":[ {\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\\u00e9\\/é\"},"
            + "\"finish_reason\":\"stop\"}],\"n\":1.500e-3,\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10} }\n";
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int longest : new int[] {1, 7, 1000}) {
      try (var pair =
          Pair.start(mode, Pair.replaying(_ -> Reply.json(200, bytes).split(longest, longest)))) {
        var answer = pair.chat(Pair.body(""));
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.header("x-fairlead-endpoint")).isEqualTo("test/model@p1");
        assertThat(answer.header("x-fairlead-attempts")).isEqualTo("1");
        var settled = pair.settled();
        assertThat(answer.header("x-fairlead-id")).isEqualTo(settled.id());
        assertThat(settled.usage().inputs()).isEqualTo(7);
        assertThat(settled.usage().outputs()).isEqualTo(3);
        assertThat(settled.cost().picos()).isEqualTo(7 * 1_000_000 + 3 * 10_000_000);
        assertThat(settled.finish()).isEqualTo("stop");
        assertThat(settled.served()).isEqualTo("test/model@p1");
        assertThat(settled.credential()).isEqualTo("p1#1");
      }
    }
  }
}
