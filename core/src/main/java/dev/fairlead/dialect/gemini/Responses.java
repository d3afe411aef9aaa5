package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Part;
import java.util.List;

/**
 * What a tool gave, in Gemini's form: an object, by convention {@code {"output": text}} or {@code
 * {"error": text}}.
 */
final class Responses {
  private Responses() {}

  /**
   * Reads the object.
   *
   * @param parts to which its text is added
   * @return whether it is an error
   */
  static boolean read(Node response, List<Part> parts) {
    int size = response.size();
    if (size == 0) {
      return false;
    }
    var error = size == 1 ? response.get("error") : null;
    var output = size == 1 ? response.get("output") : null;
    var text =
        error != null
            ? error.isText() ? error.text() : error.raw().compact().text()
            : output != null && output.isText() ? output.text() : response.raw().compact().text();
    if (!text.isEmpty()) {
      parts.add(Part.Text.of(text));
    }
    return error != null;
  }

  /**
   * Writes the member {@code response}.
   *
   * @param own whether the result came in this form, so that an object's text is an object again
   */
  static void write(JsonWriter out, String text, boolean error, boolean own) {
    if (own && !error && text.isEmpty()) {
      out.put("response", Raw.EMPTY_OBJECT);
    } else if (own && !error && text.startsWith("{") && object(text)) {
      out.put("response", new Raw(text));
    } else {
      out.object("response").put(error ? "error" : "output", text).end();
    }
  }

  static boolean object(String text) {
    try {
      return Node.of(text).isObject();
    } catch (JsonFault e) {
      return false;
    }
  }
}
