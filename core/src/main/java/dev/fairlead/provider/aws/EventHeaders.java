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
import dev.fairlead.provider.aws.EventHeader.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The headers of a frame where they lie in its bytes, checked. Valid while the sink is called; what
 * its methods give may be kept.
 */
public final class EventHeaders {
  static final VarHandle SHORT = big(short[].class);
  static final VarHandle INT = big(int[].class);
  static final VarHandle LONG = big(long[].class);

  /** Bytes of a value by its type; -1: two bytes of length come first. */
  private static final int[] WIDTHS = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

  private static final int TEXT = 7;

  private final byte[] bytes;
  private final int from;
  private final int to;

  EventHeaders(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    for (int at = from; at < to; ) {
      at = check(at);
    }
  }

  private static VarHandle big(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  /** {@code event}, {@code exception} or {@code error}. */
  public String messageType() {
    return text(":message-type");
  }

  /** What kind of event; empty if it is none. */
  public String eventType() {
    return text(":event-type");
  }

  /** What kind of exception; empty if it is none. */
  public String exceptionType() {
    return text(":exception-type");
  }

  /** The text of the first header of this name; empty if there is none or it is no text. */
  public String text(String name) {
    for (int at = from; at < to; at = next(at)) {
      int type = typeAt(at);
      if (bytes[type] == TEXT && named(at, name)) {
        int length = (short) SHORT.get(bytes, type + 1) & 0xffff;
        return new String(bytes, type + 3, length, UTF_8);
      }
    }
    return "";
  }

  /** All of them, in order. */
  public List<EventHeader> all() {
    var all = new ArrayList<EventHeader>();
    for (int at = from; at < to; at = next(at)) {
      int type = typeAt(at);
      all.add(new EventHeader(new String(bytes, at + 1, type - at - 1, UTF_8), value(type)));
    }
    return all;
  }

  /** Where a header's type lies, behind its name. */
  private int typeAt(int at) {
    return at + 1 + (bytes[at] & 0xff);
  }

  private int next(int at) {
    int type = typeAt(at);
    int width = WIDTHS[bytes[type]];
    return type + 1 + (width < 0 ? 2 + ((short) SHORT.get(bytes, type + 1) & 0xffff) : width);
  }

  private int check(int at) {
    int type = typeAt(at);
    if (bytes[at] == 0 || type >= to) {
      throw new EventStreamFault(
          "header name: %d bytes (expected: 1 to 255, within the headers)"
              .formatted(bytes[at] & 0xff));
    }
    if (bytes[type] < 0 || bytes[type] >= WIDTHS.length) {
      throw new EventStreamFault("header type: %d (expected: 0 to 9)".formatted(bytes[type]));
    }
    if (WIDTHS[bytes[type]] < 0 && type + 3 > to || next(at) > to) {
      throw new EventStreamFault("header value beyond the headers' end");
    }
    return next(at);
  }

  private boolean named(int at, String name) {
    if ((bytes[at] & 0xff) != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[at + 1 + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Value value(int type) {
    int at = type + 1;
    return switch (bytes[type]) {
      case 0 -> new Flag(true);
      case 1 -> new Flag(false);
      case 2 -> new Int8(bytes[at]);
      case 3 -> new Int16((short) SHORT.get(bytes, at));
      case 4 -> new Int32((int) INT.get(bytes, at));
      case 5 -> new Int64((long) LONG.get(bytes, at));
      case 6 -> new Blob(Arrays.copyOfRange(bytes, at + 2, lengthened(at)));
      case 7 -> new Text(new String(bytes, at + 2, lengthened(at) - at - 2, UTF_8));
      case 8 -> new Time(Instant.ofEpochMilli((long) LONG.get(bytes, at)));
      default -> new Uuid(new UUID((long) LONG.get(bytes, at), (long) LONG.get(bytes, at + 8)));
    };
  }

  private int lengthened(int at) {
    return at + 2 + ((short) SHORT.get(bytes, at) & 0xffff);
  }
}
