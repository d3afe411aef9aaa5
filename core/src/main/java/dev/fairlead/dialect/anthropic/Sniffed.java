package dev.fairlead.dialect.anthropic;

/** What the first bytes of a medium say it is. */
final class Sniffed {
  private Sniffed() {}

  /** The media type that base64 text begins as; empty if it is none of those the protocol has. */
  static String type(String base64) {
    if (base64.startsWith("/9j/")) {
      return "image/jpeg";
    }
    if (base64.startsWith("iVBORw0KGgo")) {
      return "image/png";
    }
    if (base64.startsWith("R0lGODdh") || base64.startsWith("R0lGODlh")) {
      return "image/gif";
    }
    // RIFF, four bytes of length, WEBP: six bits of the W and the rest stand at 11.
    if (base64.startsWith("UklGR") && base64.startsWith("XRUJQ", 11)) {
      return "image/webp";
    }
    return base64.startsWith("JVBERi0") ? "application/pdf" : "";
  }
}
