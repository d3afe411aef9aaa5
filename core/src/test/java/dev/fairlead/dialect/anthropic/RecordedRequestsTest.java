package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.FailureException;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests that were recorded, read and written again. */
class RecordedRequestsTest {
  @TestFactory
  List<DynamicTest> aRecordedRequestIsWrittenAsItWasRead() {
    return Recording.all().stream()
        .filter(r -> r.request() != null && r.status() == 200)
        .map(r -> DynamicTest.dynamicTest(r.toString(), () -> sameAgain(r)))
        .toList();
  }

  private static void sameAgain(Recording recording) {
    var body = recording.request();
    assertThat(body).isNotNull();
    var model = model(recording, body);
    var named = Wholes.with(body, "model", Raw.quoted(model));
    var warnings = new Warnings(false);
    var request = Fixture.read(named.text(), warnings);
    var to = Fixture.to(model);
    var upstream = Fixture.upstream(recording.api());

    var written = upstream.write(request, to, warnings).outgoing().body();

    assertThat(Canon.of(Node.strict(written, 0, written.length))).isEqualTo(Canon.of(body));
    assertThat(warnings.list()).isEmpty();
    assertThat(upstream.write(request, to, warnings).outgoing().body()).isEqualTo(written);
  }

  private static String model(Recording recording, Node body) {
    var model = body.text("model");
    return model.isEmpty() ? recording.id().replaceAll("-[ns]-[0-9a-f]{8}$", "") : model;
  }

  @Test
  void theRequestThatAnthropicRefusedIsRefused() {
    var refused =
        Recording.all().stream().filter(r -> r.id().equals("claude-3-opus-20240229-n-0c0153d9"));
    var body = refused.findFirst().map(r -> String.valueOf(r.request())).orElse("");
    assumeFalse(body.isEmpty(), "no recordings");
    assertThatThrownBy(() -> Fixture.read(body))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("messages[0]");
  }
}
