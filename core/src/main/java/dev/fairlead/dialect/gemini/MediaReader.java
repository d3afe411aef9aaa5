package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Node;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code inlineData} and {@code fileData}. */
final class MediaReader {
  private MediaReader() {}

  /** What a medium of that type is; what is neither picture, sound nor film is a document. */
  static Kind kind(String mime) {
    if (mime.startsWith("image/")) {
      return Kind.IMAGE;
    }
    if (mime.startsWith("audio/")) {
      return Kind.AUDIO;
    }
    return mime.startsWith("video/") ? Kind.VIDEO : Kind.DOCUMENT;
  }

  /** The medium of a part that is {@code inlineData} or {@code fileData}; null if it is broken. */
  static @Nullable Media read(WirePart part) {
    var value = part.value();
    var mime = text(value, "mimeType", "mime_type").toLowerCase(Locale.ROOT);
    var source = "inlineData".equals(part.kind()) ? inline(value) : file(value);
    if (source == null) {
      return null;
    }
    return new Media(
        source instanceof Source.Url(var url) && mime.isEmpty() ? kindOfUrl(url) : kind(mime),
        source,
        mime,
        text(value, "displayName", "display_name"),
        "",
        detail(part.whole()),
        false,
        null,
        part.signature());
  }

  private static @Nullable Source inline(Node value) {
    var data = value.get("data");
    if (data == null || !data.isText()) {
      return null;
    }
    var base64 = Base64Text.standard(data.text());
    return base64 == null ? null : new Source.Inline(base64);
  }

  private static @Nullable Source file(Node value) {
    var uri = text(value, "fileUri", "file_uri");
    if (uri.isEmpty()) {
      return null;
    }
    return kept(uri) ? new Source.FileId(GeminiGenerate.ID, uri) : new Source.Url(uri);
  }

  /** Whether Google keeps the file, so that nobody else can fetch it. */
  private static boolean kept(String uri) {
    return uri.startsWith("gs://")
        || uri.startsWith("https://generativelanguage.googleapis.com/")
        || !uri.contains("://");
  }

  /** Films are what is asked about by their page's URL alone. */
  private static Kind kindOfUrl(String url) {
    return url.contains("youtube.com/") || url.contains("youtu.be/") ? Kind.VIDEO : Kind.DOCUMENT;
  }

  private static String detail(Node part) {
    var resolution = part.get("mediaResolution", "media_resolution");
    if (resolution == null) {
      return "";
    }
    return detail(resolution.isObject() ? resolution.text("level") : resolution.text());
  }

  /** The detail that a word of Google's for it means; empty if there is no such. */
  static String detail(String level) {
    var word = level.toUpperCase(Locale.ROOT);
    if (word.endsWith("_LOW")) {
      return "low";
    }
    return word.endsWith("_HIGH") ? "high" : "";
  }

  static String text(Node node, String name, String otherwise) {
    var found = node.get(name, otherwise);
    return found == null || !found.isText() ? "" : found.text();
  }

  /** Whether a part is one that this reads. */
  static boolean reads(WirePart part) {
    return "inlineData".equals(part.kind()) || "fileData".equals(part.kind());
  }

  /** A medium in a tool's result. */
  static @Nullable Part inResult(Node part) {
    var wire = WirePart.of(part, "");
    return reads(wire) && wire.value().isObject() ? read(wire) : null;
  }
}
