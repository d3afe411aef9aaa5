package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.provider.aws.EventHeader.Blob;
import dev.fairlead.provider.aws.EventHeader.Flag;
import dev.fairlead.provider.aws.EventHeader.Int16;
import dev.fairlead.provider.aws.EventHeader.Int32;
import dev.fairlead.provider.aws.EventHeader.Int64;
import dev.fairlead.provider.aws.EventHeader.Int8;
import dev.fairlead.provider.aws.EventHeader.Text;
import dev.fairlead.provider.aws.EventHeader.Time;
import dev.fairlead.provider.aws.EventHeader.Uuid;
import java.util.List;
import java.util.zip.CRC32;

/** Writes frames of {@code application/vnd.amazon.eventstream}. */
public final class EventWriter {
  private EventWriter() {}

  /** An event with a payload of JSON, as Bedrock sends them. */
  public static byte[] event(String type, byte[] json) {
    return frame(
        List.of(
            new EventHeader(":event-type", type),
            new EventHeader(":content-type", "application/json"),
            new EventHeader(":message-type", "event")),
        json);
  }

  /** An exception with a payload of JSON: the stream broke. */
  public static byte[] exception(String type, byte[] json) {
    return frame(
        List.of(
            new EventHeader(":exception-type", type),
            new EventHeader(":content-type", "application/json"),
            new EventHeader(":message-type", "exception")),
        json);
  }

  /** Any frame. */
  public static byte[] frame(List<EventHeader> headers, byte[] payload) {
    var fields = new Bytes(128);
    headers.forEach(header -> header(header, fields));
    int size = EventStream.PRELUDE + fields.length() + payload.length + EventStream.CHECKSUM;
    if (size > EventStream.MAX_FRAME) {
      throw new IllegalArgumentException(
          "frame of %d bytes (expected: at most %d)".formatted(size, EventStream.MAX_FRAME));
    }
    var out = new Bytes(size);
    out.add(size, 4).add(fields.length(), 4);
    checksum(out);
    out.add(fields.array(), 0, fields.length()).add(payload, 0, payload.length);
    checksum(out);
    return out.array();
  }

  private static void checksum(Bytes out) {
    var checksum = new CRC32();
    checksum.update(out.array(), 0, out.length());
    out.add(checksum.getValue(), 4);
  }

  private static void header(EventHeader header, Bytes out) {
    var name = header.name().getBytes(UTF_8);
    if (name.length == 0 || name.length > 255) {
      throw new IllegalArgumentException(
          "header name: \"%s\" (expected: 1 to 255 bytes)".formatted(header.name()));
    }
    out.add(name.length).add(name, 0, name.length);
    switch (header.value()) {
      case Flag(var yes) -> out.add(yes ? 0 : 1);
      case Int8(var value) -> out.add(2).add(value);
      case Int16(var value) -> out.add(3).add(value, 2);
      case Int32(var value) -> out.add(4).add(value, 4);
      case Int64(var value) -> out.add(5).add(value, 8);
      case Blob(var value) -> lengthened(6, value, out);
      case Text(var value) -> lengthened(7, value.getBytes(UTF_8), out);
      case Time(var value) -> out.add(8).add(value.toEpochMilli(), 8);
      case Uuid(var value) ->
          out.add(9).add(value.getMostSignificantBits(), 8).add(value.getLeastSignificantBits(), 8);
    }
  }

  private static void lengthened(int type, byte[] value, Bytes out) {
    if (value.length > 0xffff) {
      throw new IllegalArgumentException(
          "header value of %d bytes (expected: at most 65535)".formatted(value.length));
    }
    out.add(type).add(value.length, 2).add(value, 0, value.length);
  }
}
