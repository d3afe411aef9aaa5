package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.dialect.Framing;
import dev.fairlead.simulator.openai.Errors;
import dev.fairlead.simulator.responses.Response.Status;
import java.util.LinkedHashMap;

/** Streams of named events that are numbered from zero. */
record Numbered(Response response) implements Framing {

  @Override
  public String type() {
    return "text/event-stream; charset=utf-8";
  }

  /** The error, and the response that failed by it. */
  @Override
  public byte[] error(int status, int after) {
    var body = Errors.ofStatus(status);
    var error = Node.read(body, 0, body.length).get("error");
    var out = new Out(1024);
    out.put("event: error\ndata: {\"type\":\"error\",\"sequence_number\":").put(after);
    error.put(out.put(",\"error\":"));
    out.put("}\n\n");
    var brief = new LinkedHashMap<String, Object>();
    brief.put("code", error.text("code").isEmpty() ? "server_error" : error.text("code"));
    brief.put("message", error.text("message"));
    out.put("event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":");
    out.put(after + 1L).put(",\"response\":");
    var said = new Out(128);
    new Node(brief).put(said);
    response.put(out, Status.FAILED, said.toArray());
    return out.put("}\n\n").toArray();
  }

  @Override
  public byte[] garbage(int after) {
    return new Out(128)
        .put("event: response.output_text.delta\ndata: {\"type\":,,]<garbage>\n\n")
        .toArray();
  }
}
