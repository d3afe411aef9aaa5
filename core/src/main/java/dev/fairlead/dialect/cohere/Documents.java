package dev.fairlead.dialect.cohere;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Writes what the model is to read and cite: documents of users stand beside the conversation, not
 * in it. Only text is taken.
 */
final class Documents {
  private Documents() {}

  /** Writes {@code documents}, if users sent any. */
  static void write(JsonWriter out, Request request) {
    int number = 0;
    for (var item : request.items()) {
      if (item instanceof Item.User user) {
        for (var part : user.parts()) {
          if (isDocument(part)) {
            if (number == 0) {
              out.array("documents");
            }
            out.object().put("id", "doc:" + number++);
            data(out, part);
            out.end();
          }
        }
      }
    }
    if (number > 0) {
      out.end();
    }
  }

  static boolean isDocument(Part part) {
    return part instanceof Part.SearchResult
        || part instanceof Media media && media.kind() == Part.Kind.DOCUMENT;
  }

  /** Writes the {@code data} of a document. */
  static void data(JsonWriter out, Part part) {
    out.object("data");
    switch (part) {
      case Part.SearchResult result -> {
        out.putFilled("title", result.title()).putFilled("url", result.source());
        var text = new StringBuilder();
        result.texts().forEach(t -> text.append(text.isEmpty() ? "" : "\n").append(t.text()));
        out.put("text", text.toString());
      }
      case Media media -> {
        out.putFilled("title", media.name()).putFilled("context", media.context());
        out.put("text", text(media));
      }
      case Part.Text text -> out.put("text", text.text());
      case Part.Refusal(var text) -> out.put("text", text);
      case Part.Foreign foreign -> out.put("content", foreign.raw());
    }
    out.end();
  }

  private static String text(Media media) {
    return switch (media.source()) {
      case Source.PlainText(var text) -> text;
      case Source.Inline(var base64) -> decoded(media, base64);
      case Source.Blocks(var parts) -> {
        var text = new StringBuilder();
        for (var part : parts) {
          if (part instanceof Part.Text t) {
            text.append(text.isEmpty() ? "" : "\n").append(t.text());
          }
        }
        yield text.toString();
      }
      case Source.Url _, Source.FileId _ ->
          throw Bad.unsupported("documents go to this model as text only", "messages");
    };
  }

  private static String decoded(Media media, String base64) {
    var mime = media.mime().toLowerCase(Locale.ROOT);
    if (!mime.startsWith("text/") && !mime.startsWith("application/json")) {
      throw Bad.unsupported(
          "the model does not take %s (expected: text)"
              .formatted(mime.isEmpty() ? "documents of an unknown type" : mime),
          "messages");
    }
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Bad.unsupported("a document is not base64", "messages");
    }
  }
}
