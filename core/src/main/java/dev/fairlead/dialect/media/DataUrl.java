package dev.fairlead.dialect.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * A {@code data:} URL whose head has been read; its content is decoded when asked for, straight
 * from the text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2397">RFC 2397</a>
 */
public final class DataUrl {
  private static final String SCHEME = "data:";
  private static final int LONGEST_HEAD = 1024;

  private final String url;
  private final int from;
  private final int to;
  private final String mime;
  private final String parameters;
  private final boolean base64;

  private DataUrl(String url, int from, int to, String mime, String parameters, boolean base64) {
    this.url = url;
    this.from = from;
    this.to = to;
    this.mime = mime;
    this.parameters = parameters;
    this.base64 = base64;
  }

  /** The URL is none, or its content cannot be read; the message says why and may be shown. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** Whether a text means to be one. */
  public static boolean is(String text) {
    int start = 0;
    while (start < text.length() && white(text.charAt(start))) {
      start++;
    }
    return text.regionMatches(true, start, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads the head.
   *
   * @throws Malformed if it is none
   */
  public static DataUrl parse(String text) {
    int start = 0;
    int to = text.length();
    while (start < to && white(text.charAt(start))) {
      start++;
    }
    while (to > start && white(text.charAt(to - 1))) {
      to--;
    }
    if (!text.regionMatches(true, start, SCHEME, 0, SCHEME.length())) {
      throw new Malformed("data URL: does not begin with data:");
    }
    int head = start + SCHEME.length();
    int comma = text.indexOf(',', head, Math.min(to, head + LONGEST_HEAD));
    if (comma < 0) {
      throw new Malformed("data URL: no comma before the content (expected: data:TYPE;base64,…)");
    }
    return of(text, head, comma, to);
  }

  private static DataUrl of(String text, int head, int comma, int to) {
    var words = text.substring(head, comma);
    int last = words.lastIndexOf(';');
    boolean base64 = words.substring(last + 1).strip().equalsIgnoreCase("base64") && last >= 0;
    words = base64 ? words.substring(0, last) : words;
    int semicolon = words.indexOf(';');
    var type = (semicolon < 0 ? words : words.substring(0, semicolon)).strip();
    var parameters = semicolon < 0 ? "" : words.substring(semicolon + 1).strip();
    if (!type.isEmpty() && !type.matches("[^\\s/;,\"]+/[^\\s/;,\"]+")) {
      throw new Malformed("data URL: type \"%s\" (expected: as image/png)".formatted(type));
    }
    if (type.isEmpty()) {
      type = "text/plain";
      parameters = parameters.isEmpty() ? "charset=US-ASCII" : parameters;
    }
    return new DataUrl(text, comma + 1, to, type.toLowerCase(Locale.ROOT), parameters, base64);
  }

  /** The media type in lower case, without parameters. */
  public String mime() {
    return mime;
  }

  /** The parameters as they stand, as {@code charset=utf-8}; empty if none. */
  public String parameters() {
    return parameters;
  }

  /** Whether the content is written in Base64; else it is percent-encoded. */
  public boolean base64() {
    return base64;
  }

  /**
   * The content.
   *
   * @throws Malformed if it cannot be decoded
   */
  public byte[] bytes() {
    if (!base64) {
      return percent();
    }
    return !escaped()
        ? Base64Text.decode(url, from, to)
        : unescaped(new String(percent(), US_ASCII));
  }

  /**
   * The content as Base64 of the usual alphabet, padded, without white space. Checked; nothing is
   * decoded if it stands so already.
   *
   * @throws Malformed if it cannot be decoded
   */
  public String base64Text() {
    if (base64 && !escaped() && Base64Text.plain(url, from, to)) {
      return url.substring(from, to);
    }
    return Base64.getEncoder().encodeToString(bytes());
  }

  private boolean escaped() {
    return url.indexOf('%', from, to) >= 0;
  }

  private static byte[] unescaped(String text) {
    return Base64Text.decode(text, 0, text.length());
  }

  /** Percent-decoded; characters beyond ASCII as UTF-8, an escape that is none as it stands. */
  private byte[] percent() {
    var text = url.substring(from, to).getBytes(UTF_8);
    int out = 0;
    for (int i = 0; i < text.length; i++) {
      int code = text[i] == '%' && i + 2 < text.length ? pair(text[i + 1], text[i + 2]) : -1;
      text[out++] = code < 0 ? text[i] : (byte) code;
      i += code < 0 ? 0 : 2;
    }
    return out == text.length ? text : Arrays.copyOf(text, out);
  }

  private static int pair(byte high, byte low) {
    int h = Character.digit(high, 16);
    int l = Character.digit(low, 16);
    return h < 0 || l < 0 ? -1 : h << 4 | l;
  }

  static boolean white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  /** The head only: the content may be long and is the caller's own. */
  @Override
  public String toString() {
    return "data:%s%s,… (%d characters)".formatted(mime, base64 ? ";base64" : "", to - from);
  }
}
