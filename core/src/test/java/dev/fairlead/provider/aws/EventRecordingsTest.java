package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.json.Tree;
import dev.fairlead.provider.aws.EventStreamTest.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recorded streams of Bedrock: the frames are the recorded events, wherever the bytes are cut. */
final class EventRecordingsTest {

  @TestFactory
  Stream<DynamicTest> everyRecordedStreamIsReadWhereverItIsCut() throws IOException {
    var folder = System.getProperty("recordings", "");
    assumeTrue(!folder.isEmpty(), "no recordings");
    var tests = new ArrayList<DynamicTest>();
    try (var files = Files.walk(Path.of(folder), 2)) {
      for (var file : files.filter(EventRecordingsTest::ofBedrock).sorted().toList()) {
        var json = Files.readAllBytes(file);
        var answer = (Map<?, ?>) member(Tree.json(json, 0, json.length), "response");
        if (answer.get("eventstream_base64") instanceof String stream) {
          var bytes = Base64.getDecoder().decode(stream);
          var events = (List<?>) member(answer, "events");
          var name = Path.of(folder).relativize(file).toString();
          tests.add(DynamicTest.dynamicTest(name, () -> prove(bytes, events)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(5);
    return tests.stream();
  }

  private static boolean ofBedrock(Path file) {
    return file.toString().matches(".*/bedrock\\.[a-z]+/[^/]+\\.json");
  }

  private static Object member(@Nullable Object object, String name) {
    return requireNonNull(((Map<?, ?>) requireNonNull(object)).get(name));
  }

  private static void prove(byte[] bytes, List<?> events) {
    var whole = EventStreamTest.read(bytes, bytes.length);
    assertThat(whole).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      same(whole.get(i), (Map<?, ?>) requireNonNull(events.get(i)));
    }
    assertThat(EventStreamTest.read(bytes, 1)).isEqualTo(whole);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(count(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  private static List<Frame> count(byte[] bytes, int cut) {
    var frames = new ArrayList<Frame>();
    var stream = new EventStream();
    stream.feed(bytes, 0, cut, EventStreamTest.collect(frames));
    stream.feed(bytes, cut, bytes.length, EventStreamTest.collect(frames));
    stream.end();
    return frames;
  }

  private static void same(Frame frame, Map<?, ?> event) {
    assertThat(frame.headers())
        .contains(new EventHeader(":event-type", (String) member(event, "event")));
    var payload = tree(frame.payload().getBytes(UTF_8));
    if (payload.get("bytes") instanceof String wrapped) {
      payload = tree(Base64.getDecoder().decode(wrapped));
    }
    assertThat(payload).isEqualTo(event.get("payload"));
  }

  private static Map<?, ?> tree(byte[] json) {
    return (Map<?, ?>) requireNonNull(Tree.json(json, 0, json.length));
  }
}
