package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Writes media as {@code inlineData} and {@code fileData}. */
final class MediaWriter {
  private MediaWriter() {}

  /** Writes the members of a part that hold the medium; the part's object is open. */
  static void write(JsonWriter out, Media medium, Warnings warnings) {
    switch (medium.source()) {
      case Source.Inline(var base64) -> inline(out, mime(medium, ""), base64);
      case Source.PlainText(var text) ->
          inline(
              out,
              medium.mime().isEmpty() ? "text/plain" : medium.mime(),
              Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case Source.Url(var url) -> {
        int comma = url.startsWith("data:") ? url.indexOf(";base64,") : -1;
        if (comma > 0) {
          inline(out, url.substring(5, comma), url.substring(comma + 8));
        } else {
          file(out, medium, url);
        }
      }
      case Source.FileId(var dialect, var id) -> {
        if (!GeminiGenerate.ID.equals(dialect)) {
          throw Faults.bad(
              "file %s is kept by another provider and cannot be sent to this model".formatted(id),
              "file",
              "unsupported_value");
        }
        file(out, medium, id);
      }
      case Source.Blocks(var parts) -> {
        warnings.changed("document", "its blocks go as one text");
        inline(
            out,
            "text/plain",
            Base64.getEncoder().encodeToString(texts(parts).getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static String texts(Iterable<Part> parts) {
    var all = new StringBuilder();
    for (var part : parts) {
      if (part instanceof Part.Text text) {
        all.append(all.isEmpty() ? "" : "\n").append(text.text());
      }
    }
    return all.toString();
  }

  private static void inline(JsonWriter out, String mime, String base64) {
    out.object("inlineData").put("mimeType", mime).put("data", base64).end();
  }

  /** Pages of films have no type. */
  private static void file(JsonWriter out, Media medium, String uri) {
    out.object("fileData");
    boolean page = medium.mime().isEmpty() && medium.kind() == Part.Kind.VIDEO;
    if (!page) {
      out.put("mimeType", mime(medium, uri));
    }
    out.put("fileUri", uri).end();
  }

  private static String mime(Media medium, String uri) {
    if (!medium.mime().isEmpty()) {
      return medium.mime();
    }
    int query = uri.indexOf('?');
    var path = (query < 0 ? uri : uri.substring(0, query)).toLowerCase(Locale.ROOT);
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "png" -> "image/png";
      case "webp" -> "image/webp";
      case "gif" -> "image/gif";
      case "heic" -> "image/heic";
      case "txt" -> "text/plain";
      case "wav" -> "audio/wav";
      case "webm" -> "video/webm";
      case "mov" -> "video/quicktime";
      default ->
          switch (medium.kind()) {
            case IMAGE -> "image/jpeg";
            case AUDIO -> "audio/mpeg";
            case VIDEO -> "video/mp4";
            case DOCUMENT -> "application/pdf";
          };
    };
  }
}
