package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Framing;
import dev.fairlead.simulator.script.Fault;

/** The two forms of a stream: events of data alone, or the elements of one JSON array. */
enum Chunks implements Framing {
  EVENTS("text/event-stream", "data: ", "data: ", "\r\n\r\n", ""),
  ARRAY("application/json; charset=UTF-8", "[", ",\r\n", "", "]");

  private final String type;
  private final byte[] first;
  private final byte[] next;
  private final byte[] end;
  private final byte[] close;

  Chunks(String type, String first, String next, String end, String close) {
    this.type = type;
    this.first = Out.ascii(first);
    this.next = Out.ascii(next);
    this.end = Out.ascii(end);
    this.close = Out.ascii(close);
  }

  static Chunks of(boolean events) {
    return events ? EVENTS : ARRAY;
  }

  void begin(Out out, boolean isFirst) {
    out.put(isFirst ? first : next);
  }

  void end(Out out, boolean isLast) {
    out.put(end);
    if (isLast) {
      out.put(close);
    }
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public byte[] error(int status, int after) {
    var out = new Out(256);
    begin(out, after == 0);
    out.put(Errors.ofStatus(status, Fault.Status.UNSAID));
    end(out, true);
    return out.toArray();
  }

  @Override
  public byte[] garbage(int after) {
    var out = new Out(64);
    begin(out, after == 0);
    out.put("{\"candidates\":,,]<garbage>");
    end(out, false);
    return out.toArray();
  }
}
