package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.provider.aws.EventHeader.Blob;
import dev.fairlead.provider.aws.EventHeader.Flag;
import dev.fairlead.provider.aws.EventHeader.Int16;
import dev.fairlead.provider.aws.EventHeader.Int32;
import dev.fairlead.provider.aws.EventHeader.Int64;
import dev.fairlead.provider.aws.EventHeader.Int8;
import dev.fairlead.provider.aws.EventHeader.Text;
import dev.fairlead.provider.aws.EventHeader.Time;
import dev.fairlead.provider.aws.EventHeader.Uuid;
import dev.fairlead.provider.aws.EventHeader.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

final class EventStreamTest {

  /** A frame as the sink got it. */
  record Frame(List<EventHeader> headers, String payload) {}

  /** What comes of the bytes when they are cut into pieces of this size. */
  static List<Frame> read(byte[] bytes, int size) {
    var frames = new ArrayList<Frame>();
    var stream = new EventStream();
    for (int from = 0; from < bytes.length; from += size) {
      stream.feed(bytes, from, Math.min(bytes.length, from + size), collect(frames));
    }
    stream.end();
    return frames;
  }

  static EventStream.Sink collect(List<Frame> frames) {
    return (headers, bytes, from, to) ->
        frames.add(new Frame(headers.all(), new String(bytes, from, to - from, UTF_8)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Value value(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> new Flag(true);
      case 1 -> new Flag(false);
      case 2 -> new Int8((byte) random.nextInt());
      case 3 -> new Int16((short) random.nextInt());
      case 4 -> new Int32(random.nextInt());
      case 5 -> new Int64(random.nextLong());
      case 6 -> new Blob(blob(random, 1, 400));
      case 7 -> new Text("é".repeat(1 + random.nextInt(300)));
      case 8 -> new Time(Instant.ofEpochMilli(random.nextLong(1L << 42)));
      default -> new Uuid(new UUID(random.nextLong(), random.nextLong()));
    };
  }

  private static byte[] blob(SplittableRandom random, int shortest, int longest) {
    var bytes = new byte[random.nextInt(shortest, longest)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<EventHeader> headers(SplittableRandom random) {
    var headers = new ArrayList<EventHeader>();
    for (int n = random.nextInt(6); n > 0; n--) {
      headers.add(new EventHeader("n" + n, value(random)));
    }
    return headers;
  }

  @Test
  void whatIsWrittenIsReadHoweverItIsCut() {
    var random = new SplittableRandom(1);
    var all = new ByteArrayOutputStream();
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < 300; i++) {
      var headers = headers(random);
      var payload = "p".repeat(random.nextInt(500));
      all.writeBytes(EventWriter.frame(headers, bytes(payload)));
      frames.add(new Frame(headers, payload));
    }
    for (int size : new int[] {1, 2, 3, 11, 12, 13, 16, 100, 1000, 1 << 20}) {
      assertThat(read(all.toByteArray(), size)).as("pieces of %d", size).isEqualTo(frames);
    }
  }

  @Test
  void amazonsOwnReaderTakesWhatIsWritten() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 500; i++) {
      var headers = headers(random);
      var payload = blob(random, 0, 300);
      var message = Message.decode(ByteBuffer.wrap(EventWriter.frame(headers, payload)));
      assertThat(message.getPayload()).isEqualTo(payload);
      assertThat(message.getHeaders()).hasSameSizeAs(headers);
      for (var header : headers) {
        assertThat(message.getHeaders()).containsEntry(header.name(), amazons(header.value()));
      }
      if (headers.stream().noneMatch(EventStreamTest::lostByAmazon)) {
        assertThat(read(message.toByteBuffer().array(), 7).getFirst().headers())
            .containsExactlyInAnyOrderElementsOf(headers);
      }
    }
  }

  /** Amazon's writer 1.0.1 writes these types without their values. */
  private static boolean lostByAmazon(EventHeader header) {
    return header.value() instanceof Int8 || header.value() instanceof Int16;
  }

  private static HeaderValue amazons(Value value) {
    return switch (value) {
      case Flag(var yes) -> HeaderValue.fromBoolean(yes);
      case Int8(var n) -> HeaderValue.fromByte(n);
      case Int16(var n) -> HeaderValue.fromShort(n);
      case Int32(var n) -> HeaderValue.fromInteger(n);
      case Int64(var n) -> HeaderValue.fromLong(n);
      case Blob(var bytes) -> HeaderValue.fromByteArray(bytes);
      case Text(var text) -> HeaderValue.fromString(text);
      case Time(var time) -> HeaderValue.fromTimestamp(time);
      case Uuid(var id) -> HeaderValue.fromUuid(id);
    };
  }

  @Test
  void aFrameSaysWhatItIs() {
    var seen = new ArrayList<String>();
    EventStream.Sink sink =
        (headers, _, from, to) ->
            seen.add(
                "%s|%s|%s|%d"
                    .formatted(
                        headers.messageType(),
                        headers.eventType(),
                        headers.exceptionType(),
                        to - from));
    var stream = new EventStream();
    var event = EventWriter.event("contentBlockDelta", bytes("{}"));
    var exception = EventWriter.exception("throttlingException", bytes("{\"a\":1}"));
    stream.feed(event, 0, event.length, sink);
    stream.feed(exception, 0, exception.length, sink);
    assertThat(seen)
        .containsExactly("event|contentBlockDelta||2", "exception||throttlingException|7");
  }

  @Test
  void everyFlippedBitIsNoticed() {
    var good = EventWriter.event("chunk", bytes("{\"bytes\":\"aGk=\"}"));
    for (int bit = 0; bit < 8 * good.length; bit++) {
      var bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(bad, bad.length))
          .as("bit %d", bit)
          .isInstanceOf(EventStreamFault.class);
    }
  }

  @Test
  void aStreamThatEndsWithinAFrameIsNoticed() {
    var frame = EventWriter.event("chunk", bytes("{}"));
    for (int length = 1; length < frame.length; length++) {
      var part = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> read(part, 5)).hasMessageContaining("stream ended within a frame");
    }
    assertThatCode(() -> read(new byte[0], 1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "15 | 0 | frame of 15 bytes (expected: 16 to 16777216)",
        "16777217 | 0 | frame of 16777217 bytes (expected: 16 to 16777216)",
        "-1 | 0 | frame of 4294967295 bytes (expected: 16 to 16777216)",
        "20 | 5 | headers of 5 bytes in a frame of 20",
        "20 | -1 | headers of 4294967295 bytes in a frame of 20",
      })
  void aLengthOutOfBoundsIsRefusedBeforeTheFrameIsAwaited(int total, int headers, String why) {
    assertThatThrownBy(() -> read(prelude(total, headers), 12)).hasMessage(why);
  }

  /** With the checksum of the frame's bytes behind them. */
  private static byte[] checksummed(byte[] frame) {
    var checksum = new CRC32();
    checksum.update(frame);
    var out = ByteBuffer.wrap(Arrays.copyOf(frame, frame.length + 4));
    out.putInt(frame.length, (int) checksum.getValue());
    return out.array();
  }

  private static byte[] prelude(int total, int headers) {
    var lengths = new byte[8];
    ByteBuffer.wrap(lengths).putInt(total).putInt(headers);
    return checksummed(lengths);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00 | header name: 0 bytes (expected: 1 to 255, within the headers)",
        "0161 | header name: 1 bytes (expected: 1 to 255, within the headers)",
        "05616263 | header name: 5 bytes (expected: 1 to 255, within the headers)",
        "01610a | header type: 10 (expected: 0 to 9)",
        "0161ff | header type: -1 (expected: 0 to 9)",
        "01610400 | header value beyond the headers' end",
        "016107 | header value beyond the headers' end",
        "016107ffff61 | header value beyond the headers' end",
        "016109000000000000000000000000000000 | header value beyond the headers' end",
      })
  void headersThatAreNoneAreRefused(String hex, String why) {
    var headers = HexFormat.of().parseHex(hex);
    var frame = new ByteArrayOutputStream();
    frame.writeBytes(prelude(16 + headers.length, headers.length));
    frame.writeBytes(headers);
    assertThatThrownBy(() -> read(checksummed(frame.toByteArray()), 9)).hasMessage(why);
  }

  @Test
  void theLargestFramePasses() {
    var payload = new byte[EventStream.MAX_FRAME - 16];
    Arrays.fill(payload, (byte) 'x');
    var frame = EventWriter.frame(List.of(), payload);
    assertThat(read(frame, 1 << 16).getFirst().payload()).hasSize(payload.length);
    assertThatThrownBy(() -> EventWriter.frame(List.of(), new byte[EventStream.MAX_FRAME]))
        .hasMessage("frame of 16777232 bytes (expected: at most 16777216)");
  }
}
