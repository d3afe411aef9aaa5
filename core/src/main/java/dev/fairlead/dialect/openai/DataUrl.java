package dev.fairlead.dialect.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code data:} URL (RFC 2397).
 *
 * @param mime without its parameters, in lower case; {@code text/plain} if the URL names none
 * @param base64 the content in standard base64 without white space
 */
record DataUrl(String mime, String base64) {
  private static final String SCHEME = "data:";

  /** The parts of a URL; null if it is no {@code data:} URL. */
  static @Nullable DataUrl of(String url) {
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int comma = url.indexOf(',');
    if (comma < 0) {
      return null;
    }
    var head = url.substring(SCHEME.length(), comma);
    int semicolon = head.indexOf(';');
    var mime = semicolon < 0 ? head : head.substring(0, semicolon);
    boolean encoded =
        head.length() >= 7 && head.regionMatches(true, head.length() - 7, ";base64", 0, 7);
    var content = url.substring(comma + 1);
    return new DataUrl(
        mime.isEmpty() ? "text/plain" : mime.toLowerCase(Locale.ROOT),
        encoded ? plain(content) : Base64.getEncoder().encodeToString(percent(content)));
  }

  /** The same as one URL. */
  static String write(String mime, String base64) {
    return SCHEME + (mime.isEmpty() ? "application/octet-stream" : mime) + ";base64," + base64;
  }

  /** Standard base64 of a text that may be broken into lines or use the letters of URLs. */
  static String plain(String base64) {
    boolean sound = true;
    for (int i = 0; sound && i < base64.length(); i++) {
      char c = base64.charAt(i);
      sound = c > ' ' && c != '-' && c != '_' && c != '%';
    }
    if (sound) {
      return base64;
    }
    var out = new StringBuilder(base64.length());
    var text =
        base64.indexOf('%') < 0 ? base64 : new String(percent(base64), StandardCharsets.ISO_8859_1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        out.append(c == '-' ? '+' : c == '_' ? '/' : c);
      }
    }
    return out.toString();
  }

  /** The bytes of a text with percent escapes; what is no escape stays as it is. */
  private static byte[] percent(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toByteArray();
  }

  /** The media type that the first bytes show; the one given if they show none that is known. */
  static String sniffed(String base64, String mime) {
    if (base64.startsWith("/9j/")) {
      return "image/jpeg";
    }
    if (base64.startsWith("iVBORw0KGgo")) {
      return "image/png";
    }
    if (base64.startsWith("R0lGOD")) {
      return "image/gif";
    }
    if (base64.startsWith("UklGR") && base64.startsWith("XRUJQ", 11)) {
      return "image/webp";
    }
    return base64.startsWith("JVBERi") ? "application/pdf" : mime;
  }
}
