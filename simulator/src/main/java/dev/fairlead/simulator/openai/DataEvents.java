package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Framing;

/** OpenAI's older streams: events of data alone. */
enum DataEvents implements Framing {
  FRAMING;

  private static final byte[] GARBAGE = Out.ascii("data: {\"id\":,,]<garbage>\n\n");

  @Override
  public String type() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public byte[] error(int status, int after) {
    return new Out(256).put("data: ").put(Errors.ofStatus(status)).put("\n\n").toArray();
  }

  @Override
  public byte[] garbage(int after) {
    return GARBAGE;
  }
}
