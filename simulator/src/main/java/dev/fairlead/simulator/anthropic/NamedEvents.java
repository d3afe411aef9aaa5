package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Framing;

/** Anthropic's streams: events with a name; those without one are passed over by its clients. */
enum NamedEvents implements Framing {
  FRAMING;

  private static final byte[] GARBAGE =
      Out.ascii("event: content_block_delta\ndata: {\"type\":,,]<garbage>\n\n");

  @Override
  public String type() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public byte[] error(int status, int after) {
    return new Out(256)
        .put("event: error\ndata: ")
        .put(Errors.ofStatus(status))
        .put("\n\n")
        .toArray();
  }

  @Override
  public byte[] garbage(int after) {
    return GARBAGE;
  }
}
