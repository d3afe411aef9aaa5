package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Writes metadata as Vertex AI's {@code labels}: few, short, in lower case. */
final class Labels {
  private static final int MOST = 64;
  private static final int LONGEST = 63;

  private Labels() {}

  static void write(JsonWriter out, Node metadata) {
    var labels = new LinkedHashMap<String, String>();
    for (var member : metadata) {
      var name = sound(member.name());
      boolean fits = !name.isEmpty() && Character.isLetter(name.charAt(0));
      if (fits && (member.isText() || member.isNumber()) && labels.size() < MOST) {
        labels.put(name, sound(member.text()));
      }
    }
    if (!labels.isEmpty()) {
      out.object("labels");
      labels.forEach((name, value) -> out.name(name).text(value));
      out.end();
    }
  }

  private static String sound(String text) {
    var low = text.toLowerCase(Locale.ROOT);
    var out = new StringBuilder(Math.min(low.length(), LONGEST));
    for (int i = 0; i < low.length() && out.length() < LONGEST; i++) {
      char c = low.charAt(i);
      boolean fits = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
      out.append(fits ? c : '_');
    }
    return out.toString();
  }
}
