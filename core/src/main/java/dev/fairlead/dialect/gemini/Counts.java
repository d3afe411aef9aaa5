package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.json.Texts;
import java.util.Arrays;

/** {@code countTokens}: its answer, and its request as it passes. */
final class Counts {
  private Counts() {}

  /** The answer for a count; {@code cached} of the total came from a cache. */
  static byte[] write(long total, long cached) {
    var out = new JsonWriter(64).object().put("totalTokens", total);
    if (cached > 0) {
      out.put("cachedContentTokenCount", cached);
    }
    return out.end().bytes();
  }

  /** The total of an answer; -1 if it does not say. */
  static long read(byte[] body) {
    try {
      return body.length == 0
          ? -1
          : Math.max(-1, Node.lenient(body, 0, body.length).number("totalTokens", -1));
    } catch (JsonFault e) {
      return -1;
    }
  }

  /** A caller's own body with the model that the endpoint knows; Vertex AI knows no wrapping. */
  static byte[] pass(Members body, Target target) {
    int i = Envelopes.find(body, "generateContentRequest", "generate_content_request");
    if (i < 0 || body.kind(i) != Kind.OBJECT) {
      return GeminiUpstream.unrouted(body);
    }
    var inner = body.inside(i);
    var edit = new Edit(inner);
    int model = inner.find("model");
    if (target.vertex()) {
      if (model >= 0) {
        edit.remove(model);
      }
      return exact(edit.bytes(), inner, model >= 0);
    }
    var name = Texts.quote(new StringBuilder(), "models/" + target.model()).toString();
    if (model >= 0) {
      edit.replace(model, name);
    } else {
      edit.add("model", name);
    }
    return new Edit(body).replace(i, edit.bytes()).bytes();
  }

  private static byte[] exact(byte[] bytes, Members inner, boolean edited) {
    return edited || bytes != inner.json()
        ? bytes
        : Arrays.copyOfRange(bytes, inner.from(), inner.to());
  }
}
