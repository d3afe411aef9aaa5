package dev.fairlead.json;

import java.util.List;
import java.util.regex.Pattern;

/** A piece of a YAML document with its place in the text. Immutable. */
public sealed interface YamlNode {

  /** Where the piece stands. */
  Span span();

  /**
   * A scalar: its text after quotes and escapes are undone, nothing converted.
   *
   * @param plain written without quotes, so that {@code 1} is a number and {@code "1"} is not
   */
  record Scalar(String text, boolean plain, Span span) implements YamlNode {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
        Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** What YAML 1.2's core schema takes the scalar for. */
    public Kind kind() {
      if (!plain) {
        return Kind.TEXT;
      }
      return switch (text) {
        case "", "~", "null", "Null", "NULL" -> Kind.NULL;
        case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOLEAN;
        default -> number();
      };
    }

    private Kind number() {
      if (WHOLE.matcher(text).matches()) {
        return Kind.WHOLE;
      }
      return DECIMAL.matcher(text).matches() ? Kind.DECIMAL : Kind.TEXT;
    }
  }

  /** A sequence. */
  record Items(List<YamlNode> items, Span span) implements YamlNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A mapping in the order of the file; a key that is there twice is there twice. */
  record Members(List<Member> members, Span span) implements YamlNode {
    public Members {
      members = List.copyOf(members);
    }
  }

  /** One entry of a mapping. */
  record Member(Scalar key, YamlNode value) {}

  /** The kinds of scalars. */
  enum Kind {
    NULL,
    BOOLEAN,
    WHOLE,
    DECIMAL,
    TEXT
  }

  /**
   * A stretch of the text. Lines and columns count from 1, columns in code points; the end is the
   * first place after it.
   */
  record Span(int line, int column, int endLine, int endColumn) {}
}
