package dev.fairlead.edge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No key, neither the caller's nor a provider's, comes out of the gateway. */
final class SecretsTest {

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 429, 500})
  void aProviderThatRepeatsOurKeyDoesNotTellItToTheCaller(int status) throws Exception {
    var body =
        "{\"error\":{\"message\":\"wrong key %s given, é\",\"type\":\"x\"}}".formatted(Pair.SECRET);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    try (var pair = Pair.start(Mode.LOOP, Pair.replaying(_ -> Reply.json(status, bytes)))) {
      for (var request : new String[] {Pair.body(""), Pair.stream("")}) {
        var answer = pair.chat(request);
        assertThat(answer.text()).contains("wrong key *** given, é");
        assertThat(answer.toString()).doesNotContain(Pair.SECRET);
        assertThat(pair.settled().toString()).doesNotContain(Pair.SECRET).contains("***");
      }
    }
  }

  @Test
  void aKeyThatIsNotKnownIsNotRepeated() throws Exception {
    var key = "fl-wrong-0123456789";
    try (var pair = Pair.start(Mode.LOOP, Pair.echo());
        var wire = pair.connect()) {
      wire.send(Pair.chatPost(Pair.body("")).replace(Pair.KEY, key));
      var answer = wire.answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.toString()).doesNotContain(key);
      assertThat(pair.settled().toString()).doesNotContain(key);
      assertThat(pair.chat(Pair.body("")).status()).isEqualTo(200);
      assertThat(pair.settled().toString()).doesNotContain(Pair.KEY).contains("key=key-1");
    }
  }

  @Test
  void aProviderKeyThatCannotBeSentIsAnErrorAtOnce() throws Exception {
    try (var pair = Pair.start(Mode.LOOP, k -> k.secret = "sk-bad\nkey", Pair.echo())) {
      var answer = pair.chat(Pair.body(""));
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("cannot be sent").doesNotContain("sk-bad");
      assertThat(pair.providers.getFirst().requests()).isEmpty();
    }
  }
}
