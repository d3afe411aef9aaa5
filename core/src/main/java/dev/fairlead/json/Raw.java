package dev.fairlead.json;

/**
 * JSON that is not ours, as the text it came in: arguments, schemas, opaque data. Never read into
 * numbers and written again.
 *
 * @param text one valid JSON value
 */
public record Raw(String text) {
  public static final Raw EMPTY_OBJECT = new Raw("{}");

  /** To look into it. */
  public Node node() {
    return Node.of(text);
  }

  /** Whether it is an object. */
  public boolean isObject() {
    return text.startsWith("{");
  }

  /** A text as JSON. */
  public static Raw quoted(String text) {
    return new Raw(Texts.quote(new StringBuilder(text.length() + 2), text).toString());
  }

  /** The same value without the white space between its tokens. */
  public Raw compact() {
    var out = new StringBuilder(text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inside) {
        out.append(c);
        if (c == '\\') {
          out.append(text.charAt(++i));
        } else if (c == '"') {
          inside = false;
        }
      } else if (c > ' ') {
        inside = c == '"';
        out.append(c);
      }
    }
    return out.length() == text.length() ? this : new Raw(out.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
