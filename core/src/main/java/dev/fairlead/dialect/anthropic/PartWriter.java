package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Writes the blocks of which a user's message or a tool's result is made. */
final class PartWriter {
  private static final String PDF = "application/pdf";
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final JsonWriter out;
  private final Marks marks;
  private final Warnings warnings;

  PartWriter(JsonWriter out, Marks marks, Warnings warnings) {
    this.out = out;
    this.marks = marks;
    this.warnings = warnings;
  }

  /** Whether a part makes a block: empty texts are refused. */
  static boolean shown(Part part) {
    return switch (part) {
      case Part.Text text -> !text.text().isBlank();
      case Part.Refusal(var text) -> !text.isBlank();
      case Part.Foreign foreign -> foreign.dialect().equals(AnthropicMessages.ID);
      case Part.Media _, Part.SearchResult _ -> true;
    };
  }

  /** Writes a part that is {@link #shown}. */
  void write(Part part) {
    switch (part) {
      case Part.Text text -> text(text);
      case Part.Refusal(var text) -> text(Part.Text.of(text));
      case Part.Media media -> media(media);
      case Part.SearchResult result -> searchResult(result);
      case Part.Foreign foreign -> out.raw(foreign.raw());
    }
  }

  void text(Part.Text text) {
    out.object().put("type", "text").put("text", text.text());
    marks.put(out, text.cache());
    out.end();
  }

  private void searchResult(Part.SearchResult result) {
    out.object()
        .put("type", "search_result")
        .put("source", result.source())
        .put("title", result.title())
        .array("content");
    for (var text : result.texts()) {
      if (!text.text().isBlank()) {
        out.object().put("type", "text").put("text", text.text()).end();
      }
    }
    out.end();
    citable(result.citable());
    marks.put(out, result.cache());
    out.end();
  }

  private void citable(boolean citable) {
    if (citable) {
      out.object("citations").put("enabled", true).end();
    }
  }

  private void media(Media media) {
    switch (media.kind()) {
      case IMAGE, DOCUMENT -> {
        var source = media.source();
        var type = source instanceof Source.Inline(var base64) ? type(media, base64) : media.mime();
        boolean image =
            source instanceof Source.Inline
                ? type.startsWith("image/")
                : media.kind() == Kind.IMAGE && !type.equals(PDF);
        block(media, source, type, image);
      }
      case AUDIO, VIDEO -> throw unsupported(media.kind().name().toLowerCase(Locale.ROOT));
    }
  }

  /** What the bytes are, whatever was said of them. */
  private String type(Media media, String base64) {
    var sniffed = Sniffed.type(base64);
    var said = media.mime().toLowerCase(Locale.ROOT);
    int semicolon = said.indexOf(';');
    var bare = semicolon < 0 ? said : said.substring(0, semicolon).strip();
    if (bare.equals("image/jpg")) {
      bare = "image/jpeg";
    }
    if (!sniffed.isEmpty() && !sniffed.equals(bare)) {
      if (!bare.isEmpty()) {
        warnings.changed("media_type", sniffed + ": the bytes are not " + bare);
      }
      return sniffed;
    }
    if (bare.isEmpty()) {
      return media.kind() == Kind.IMAGE ? "image/png" : PDF;
    }
    return bare;
  }

  private void block(Media media, Source source, String type, boolean image) {
    out.object().put("type", image ? "image" : "document").object("source");
    switch (source) {
      case Source.Inline(var base64) -> inline(base64, type);
      case Source.Url(var url) -> out.put("type", "url").put("url", url);
      case Source.FileId(var dialect, var id) -> {
        if (!dialect.equals(AnthropicMessages.ID)) {
          throw Bad.request(
              "the file %s is kept by another provider".formatted(id),
              "messages",
              "unsupported_value");
        }
        out.put("type", "file").put("file_id", id);
      }
      case Source.PlainText(var text) ->
          out.put("type", "text").put("media_type", "text/plain").put("data", text);
      case Source.Blocks(var parts) -> {
        out.put("type", "content").array("content");
        parts.stream().filter(PartWriter::shown).forEach(this::write);
        out.end();
      }
    }
    out.end();
    if (!image) {
      out.putFilled("title", media.name()).putFilled("context", media.context());
      citable(media.citable());
    }
    marks.put(out, media.cache());
    out.end();
  }

  private void inline(String base64, String type) {
    if (PICTURES.contains(type) || type.equals(PDF)) {
      out.put("type", "base64").put("media_type", type).put("data", base64);
    } else if (type.startsWith("text/") || type.equals("application/json")) {
      out.put("type", "text").put("media_type", "text/plain").put("data", decoded(base64));
    } else {
      throw unsupported(type);
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Bad.request("a document is not base64", "messages", "invalid_value");
    }
  }

  private static RuntimeException unsupported(String what) {
    return Bad.request(
        "the model does not take %s (expected: image/jpeg, image/png, image/gif, image/webp,"
                .formatted(what)
            + " application/pdf, text)",
        "messages",
        "unsupported_value");
  }
}
