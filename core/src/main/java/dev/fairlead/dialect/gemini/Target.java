package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Destination;
import java.nio.charset.StandardCharsets;

/**
 * Where a request goes.
 *
 * @param model as the provider calls it
 * @param vertex whether it is Vertex AI and not the Gemini API
 * @param own whether the caller speaks this dialect too
 */
record Target(
    String model, Generation generation, boolean vertex, boolean own, Destination destination) {

  static Target of(Destination to, boolean vertex, boolean own) {
    return new Target(to.model(), Generation.of(to.model()), vertex, own, to);
  }

  /** Whether calls and results go with their ids. */
  boolean ids() {
    return generation.third() && !vertex;
  }

  /** The path of a method below the base URL. */
  String path(String method) {
    var out = new StringBuilder(model.length() + 48);
    if (model.startsWith("tunedModels/") || model.startsWith("endpoints/")) {
      out.append('/');
    } else {
      out.append(vertex ? "/publishers/google/models/" : "/models/");
    }
    for (int i = 0; i < model.length(); i++) {
      char c = model.charAt(i);
      if (safe(c)) {
        out.append(c);
      } else {
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          out.append('%')
              .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
              .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
        }
      }
    }
    return out.append(':').append(method).toString();
  }

  private static boolean safe(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~/@".indexOf(c) >= 0;
  }
}
