package dev.fairlead.edge.flow;

import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.StreamConverter;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own dialect in another framing: events that come in binary frames, or that are to go
 * out as an array. Their JSON stays as it is. Not thread-safe.
 */
final class Reframed implements StreamConverter {
  private static final byte[] NOTHING = {};
  private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

  private final InboundWire inbound;
  private final StreamMeter meter;
  private boolean begun;
  private @Nullable Fault fault;

  Reframed(InboundWire inbound, StreamMeter meter) {
    this.inbound = inbound;
    this.meter = meter;
  }

  @Override
  public byte[] event(String type, byte[] data, int from, int to) {
    if (type.startsWith("exception:")) {
      fault = new Fault(Cause.ERROR_INSIDE, 0, message(data, from, to));
      return begun ? said() : NOTHING;
    }
    return type.equals("chunk") ? chunk(data, from, to) : passed("", data, from, to);
  }

  /** Bedrock wraps the events of others: {@code {"bytes": BASE64}}. */
  private byte[] chunk(byte[] data, int from, int to) {
    byte[] json;
    String name;
    try {
      json = Base64.getDecoder().decode(Node.lenient(data, from, to).text("bytes"));
      name = Node.lenient(json, 0, json.length).text("type");
    } catch (JsonFault | IllegalArgumentException e) {
      fault = new Fault(Cause.GARBLED, 0, "a frame without an event in it");
      return NOTHING;
    }
    return passed(name, json, 0, json.length);
  }

  private byte[] passed(String name, byte[] json, int from, int to) {
    switch (meter.event(json, from, to)) {
      case CONTENT -> begun = true;
      case ERROR -> fault = new Fault(Cause.ERROR_INSIDE, 0, meter.message());
      case GARBLED -> {
        fault = new Fault(Cause.GARBLED, 0, meter.message());
        return begun ? said() : NOTHING;
      }
      case QUIET, USAGE, DONE -> {
        // Passes like any other.
      }
    }
    var out = new ByteArrayOutputStream(to - from + name.length() + 24);
    if (!name.isEmpty()) {
      out.writeBytes(EVENT);
      out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    }
    out.writeBytes(DATA);
    out.write(json, from, to - from);
    out.write('\n');
    out.write('\n');
    return out.toByteArray();
  }

  private static String message(byte[] data, int from, int to) {
    try {
      return Node.lenient(data, from, to).text("message");
    } catch (JsonFault e) {
      return "an exception in the stream";
    }
  }

  private byte[] said() {
    var what = fault;
    return what == null ? NOTHING : said(what.cause(), what.message());
  }

  private byte[] said(Cause cause, String why) {
    var attempt = new Failure.Attempt("", "", 0, cause, why, Duration.ZERO);
    return inbound.streamError(new AllFailed("", List.of(attempt)));
  }

  @Override
  public byte[] end() {
    return NOTHING;
  }

  @Override
  public byte[] stop(Cause cause, String why) {
    return said(cause, why);
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public boolean complete() {
    return meter.complete();
  }

  @Override
  public @Nullable Fault fault() {
    return fault;
  }

  @Override
  public Usage usage() {
    return meter.usage();
  }

  @Override
  public String finish() {
    return meter.finish();
  }
}
