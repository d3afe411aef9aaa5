package dev.fairlead.bench.origin;

/**
 * What the origin reads of a request: two fields, found by their text.
 *
 * @param model empty when there is none
 * @param stream whether an event stream is asked for
 */
record Ask(String model, boolean stream) {

  static Ask of(String body) {
    return new Ask(value(body, "\"model\""), value(body, "\"stream\"").equals("true"));
  }

  /** The text or word behind a field's name; such names do not occur in the benchmark's texts. */
  private static String value(String body, String name) {
    int at = body.indexOf(name);
    if (at < 0) {
      return "";
    }
    int from = at + name.length();
    while (from < body.length() && " :\"".indexOf(body.charAt(from)) >= 0) {
      from++;
    }
    int to = from;
    while (to < body.length() && "\",} \n".indexOf(body.charAt(to)) < 0) {
      to++;
    }
    return body.substring(from, to);
  }
}
