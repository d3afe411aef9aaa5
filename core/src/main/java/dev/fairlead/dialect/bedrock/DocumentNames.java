package dev.fairlead.dialect.bedrock;

import java.util.HashSet;
import java.util.Set;

/**
 * Names of documents as Converse takes them: letters, digits, single spaces, dashes, parentheses
 * and brackets; each once in a request. Deterministic. Not thread-safe.
 */
final class DocumentNames {
  private static final int LONGEST = 180;

  private final Set<String> taken = new HashSet<>();

  /** The name of a file, its ending left out. */
  String of(String file) {
    var sound = sound(file);
    var name = sound;
    for (int i = 2; !taken.add(name); i++) {
      name = sound + " (" + i + ")";
    }
    return name;
  }

  private static String sound(String file) {
    int dot = file.lastIndexOf('.');
    var stem = dot > 0 && file.length() - dot <= 6 ? file.substring(0, dot) : file;
    var out = new StringBuilder(Math.min(stem.length(), LONGEST));
    for (int i = 0; i < stem.length() && out.length() < LONGEST; i++) {
      char c = stem.charAt(i);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-()[]".indexOf(c) >= 0)) {
        out.append(c);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    var name = out.toString().strip();
    return name.isEmpty() ? "document" : name;
  }
}
