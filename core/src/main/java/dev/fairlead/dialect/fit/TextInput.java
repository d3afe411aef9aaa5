package dev.fairlead.dialect.fit;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;

/**
 * Takes the text out of the JSON input of a {@link TextTools} function while it comes, piece by
 * piece. What the model writes without JSON is taken as it is. Not thread-safe; one per call.
 */
final class TextInput {
  private enum At {
    START,
    NAME_NEXT,
    NAME,
    COLON,
    VALUE,
    SKIPPED,
    TEXT,
    BARE,
    DONE
  }

  private final StringBuilder name = new StringBuilder();
  private final StringBuilder escape = new StringBuilder(0);
  private final StringBuilder out = new StringBuilder();
  private At at = At.START;
  private boolean found;
  private boolean inString;
  private boolean slash;
  private int depth;
  private int sent;

  /** The whole text of a whole input. */
  static String of(String input) {
    var reader = new TextInput();
    return reader.feed(input) + reader.rest(input);
  }

  /** More of the input; gives the text in it, which may be empty. */
  String feed(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      step(piece.charAt(i));
    }
    int to = out.length();
    // Half a character waits for the other half.
    if (to > sent && Character.isHighSurrogate(out.charAt(to - 1))) {
      to--;
    }
    return take(to);
  }

  private String take(int to) {
    var text = out.substring(sent, to);
    sent = to;
    return text;
  }

  /** What is missing when the input is complete. */
  String rest(String whole) {
    if (!found && at != At.BARE) {
      found = true;
      out.append(other(whole));
    }
    return take(out.length());
  }

  /** Everything that was given. */
  String all() {
    return out.substring(0, sent);
  }

  private void step(char c) {
    switch (at) {
      case START -> start(c);
      case NAME_NEXT -> {
        if (c == '"') {
          name.setLength(0);
          at = At.NAME;
        } else if (c == '}') {
          at = At.DONE;
        }
      }
      case NAME -> name(c);
      case COLON -> at = c == ':' ? At.VALUE : At.COLON;
      case VALUE -> value(c);
      case SKIPPED -> skip(c);
      case TEXT -> text(c);
      case BARE -> out.append(c);
      case DONE -> {
        // Nothing behind the text matters.
      }
    }
  }

  private void start(char c) {
    if (c == '{') {
      at = At.NAME_NEXT;
    } else if (c == '"') {
      found = true;
      at = At.TEXT;
    } else if (c > ' ') {
      found = true;
      at = At.BARE;
      out.append(c);
    }
  }

  private void name(char c) {
    if (slash) {
      slash = false;
    } else if (c == '\\') {
      slash = true;
    } else if (c == '"') {
      at = At.COLON;
      return;
    }
    name.append(c);
  }

  private void value(char c) {
    if (c <= ' ') {
      return;
    }
    if (c == '"' && "input".contentEquals(name)) {
      found = true;
      at = At.TEXT;
    } else {
      at = At.SKIPPED;
      skip(c);
    }
  }

  private void skip(char c) {
    if (inString) {
      if (slash) {
        slash = false;
      } else if (c == '\\') {
        slash = true;
      } else if (c == '"') {
        inString = false;
      }
    } else if (c == '"') {
      inString = true;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if (depth == 0 && c == '}') {
      at = At.DONE;
    } else if (c == '}' || c == ']') {
      depth--;
    } else if (depth == 0 && c == ',') {
      at = At.NAME_NEXT;
    }
  }

  private void text(char c) {
    if (!escape.isEmpty()) {
      escape.append(c);
      if (escape.charAt(1) != 'u') {
        simple(escape.charAt(1));
      } else if (escape.length() == 6) {
        unit();
      }
    } else if (c == '\\') {
      escape.append(c);
    } else if (c == '"') {
      at = At.DONE;
    } else {
      out.append(c);
    }
  }

  private void simple(char kind) {
    escape.setLength(0);
    switch (kind) {
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case '"', '\\', '/' -> out.append(kind);
      default -> out.append('\\').append(kind);
    }
  }

  private void unit() {
    int unit = 0;
    for (int i = 2; i < 6; i++) {
      int digit = Character.digit(escape.charAt(i), 16);
      if (digit < 0) {
        out.append(escape);
        escape.setLength(0);
        return;
      }
      unit = unit << 4 | digit;
    }
    escape.setLength(0);
    out.append((char) unit);
  }

  /** An input without the member: its only text if it has one, else all of it. */
  private static String other(String whole) {
    try {
      var node = Node.of(whole);
      if (node.isObject() && node.size() == 0) {
        return "";
      }
      if (node.isObject() && node.size() == 1 && node.iterator().next().isText()) {
        return node.iterator().next().text();
      }
    } catch (JsonFault e) {
      return whole;
    }
    return whole;
  }
}
