package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;

/** Writes pictures and sounds that a model made. */
final class MediaWriter {
  private MediaWriter() {}

  /** The URL of a picture, in OpenRouter's {@code images}; empty if it is none. */
  static String imageUrl(Part part) {
    if (part instanceof Part.Media media && media.kind() == Part.Kind.IMAGE) {
      return switch (media.source()) {
        case Source.Inline(var base64) -> DataUrl.write(media.mime(), base64);
        case Source.Url(var url) -> url;
        case Source.FileId _, Source.PlainText _, Source.Blocks _ -> "";
      };
    }
    return "";
  }

  static void image(JsonWriter out, String url, int index) {
    out.object().put("type", "image_url").object("image_url").put("url", url).end();
    out.put("index", index).end();
  }

  /** A member {@code audio}; false if the part is no sound. */
  static boolean audio(JsonWriter out, Part part) {
    if (part instanceof Part.Media media
        && media.kind() == Part.Kind.AUDIO
        && media.source() instanceof Source.Inline(var base64)) {
      out.object("audio").put("id", media.name().isEmpty() ? "audio" : media.name());
      out.put("data", base64).put("expires_at", 0).put("transcript", media.context()).end();
      return true;
    }
    return false;
  }
}
