package dev.fairlead.dialect.bedrock;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Writes the blocks of which a user's message or a tool's result is made. */
final class Blocks {
  private final JsonWriter out;
  private final DocumentNames names = new DocumentNames();

  Blocks(JsonWriter out) {
    this.out = out;
  }

  /** Whether a part makes a block: empty texts are refused. */
  static boolean shown(Part part) {
    return switch (part) {
      case Part.Text text -> !text.text().isBlank();
      case Part.Refusal(var text) -> !text.isBlank();
      case Part.Foreign foreign -> foreign.dialect().equals(BedrockConverse.ID);
      case Part.Media _, Part.SearchResult _ -> true;
    };
  }

  static boolean isDocument(Part part) {
    return part instanceof Media media && media.kind() == Part.Kind.DOCUMENT;
  }

  /** Writes a part that is {@link #shown}. */
  void write(Part part) {
    switch (part) {
      case Part.Text text -> text(text.text());
      case Part.Refusal(var text) -> text(text);
      case Media media -> media(media);
      case Part.SearchResult result -> searchResult(result);
      case Part.Foreign foreign -> out.raw(foreign.raw());
    }
  }

  void text(String text) {
    out.object().put("text", text).end();
  }

  private void searchResult(Part.SearchResult result) {
    out.object()
        .object("searchResult")
        .put("source", result.source())
        .put("title", result.title())
        .array("content");
    for (var text : result.texts()) {
      if (!text.text().isBlank()) {
        text(text.text());
      }
    }
    out.end();
    citable(result.citable());
    out.end().end();
  }

  private void citable(boolean citable) {
    if (citable) {
      out.object("citations").put("enabled", true).end();
    }
  }

  private void media(Media media) {
    switch (media.kind()) {
      case IMAGE -> {
        if (Formats.picture(media.mime()).isEmpty()
            && Formats.document(media.mime(), "").equals("pdf")
            && !media.mime().isEmpty()) {
          document(media);
        } else {
          plain(
              "image", Formats.picture(media.mime().isEmpty() ? "image/png" : media.mime()), media);
        }
      }
      case AUDIO -> plain("audio", Formats.audio(media.mime()), media);
      case VIDEO -> plain("video", Formats.video(media.mime()), media);
      case DOCUMENT -> document(media);
    }
  }

  private void plain(String kind, String format, Media media) {
    if (format.isEmpty()) {
      throw unsupported(media);
    }
    out.object().object(kind).put("format", format).object("source");
    bytes(media);
    out.end().end().end();
  }

  private void document(Media media) {
    boolean text =
        !(media.source() instanceof Source.Inline || media.source() instanceof Source.Url);
    var format = text ? "txt" : Formats.document(media.mime(), media.name());
    if (format.isEmpty()) {
      throw unsupported(media);
    }
    out.object()
        .object("document")
        .put("format", format)
        .put("name", names.of(media.name()))
        .object("source");
    bytes(media);
    out.end();
    out.putFilled("context", media.context());
    citable(media.citable());
    out.end().end();
  }

  private void bytes(Media media) {
    switch (media.source()) {
      case Source.Inline(var base64) -> out.put("bytes", base64);
      case Source.PlainText(var text) ->
          out.put(
              "bytes", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case Source.Url(var url) -> {
        if (!url.startsWith("s3://")) {
          throw Bad.unsupported(
              "the model takes media as bytes or from s3://, not by URL: " + shown(url),
              "messages");
        }
        out.object("s3Location").put("uri", url).end();
      }
      case Source.FileId(_, var id) ->
          throw Bad.unsupported(
              "the file %s is kept by another provider".formatted(shown(id)), "messages");
      case Source.Blocks(var parts) -> {
        out.array("content");
        for (var part : parts) {
          if (part instanceof Part.Text text && !text.text().isBlank()) {
            text(text.text());
          } else if (!(part instanceof Part.Text)) {
            throw Bad.unsupported("a document made of blocks may hold texts only", "messages");
          }
        }
        out.end();
      }
    }
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static RuntimeException unsupported(Media media) {
    var what = media.mime().isEmpty() ? media.kind().name().toLowerCase(Locale.ROOT) : media.mime();
    return Bad.unsupported("the model does not take " + shown(what), "messages");
  }
}
