package dev.fairlead.dialect.fit;

/** What bytes are, by how they begin. */
final class Sniff {
  private Sniff() {}

  /** The media type of bytes in base64; empty if they begin like none that is known here. */
  static String mime(String base64) {
    if (base64.startsWith("/9j/")) {
      return "image/jpeg";
    }
    if (base64.startsWith("iVBORw0KGgo")) {
      return "image/png";
    }
    if (base64.startsWith("R0lGOD")) {
      return "image/gif";
    }
    if (base64.startsWith("JVBERi")) {
      return "application/pdf";
    }
    return webp(base64) ? "image/webp" : "";
  }

  /** RIFF, four bytes of length, WEBP. */
  private static boolean webp(String base64) {
    return base64.startsWith("UklGR") && base64.startsWith("XRUJQ", 11);
  }
}
