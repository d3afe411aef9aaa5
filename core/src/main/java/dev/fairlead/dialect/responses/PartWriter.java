package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the pieces of a message or of a tool's result to a provider. */
final class PartWriter {
  private final JsonWriter out;
  private final Warnings warnings;
  private final boolean own;
  private final Marks marks;

  PartWriter(JsonWriter out, Warnings warnings, boolean own, Marks marks) {
    this.out = out;
    this.warnings = warnings;
    this.own = own;
    this.marks = marks;
  }

  /** Whether all of a content can be said as one text. */
  boolean plain(List<Part> parts) {
    return parts.size() == 1
        && parts.getFirst() instanceof Part.Text text
        && (text.cache() == null || !marks.written())
        && text.citations().isEmpty();
  }

  /** The content of what a user or an operator says, or of a tool's result. */
  void content(List<Part> parts, @Nullable CacheMark behind) {
    out.array();
    for (int i = 0; i < parts.size(); i++) {
      input(parts.get(i), i == parts.size() - 1 ? behind : null);
    }
    out.end();
  }

  private void input(Part part, @Nullable CacheMark behind) {
    switch (part) {
      case Part.Text text -> {
        var mark = text.cache() == null ? behind : text.cache();
        if (!text.text().isEmpty() || mark != null) {
          text(text.text(), mark);
        }
      }
      case Part.Refusal(var text) -> text(text, behind);
      case Part.Media media -> media(media, behind);
      case Part.SearchResult found -> {
        var said = new StringBuilder(found.title()).append('\n').append(found.source());
        for (var text : found.texts()) {
          said.append("\n\n").append(text.text());
        }
        text(said.toString(), found.cache() == null ? behind : found.cache());
      }
      case Part.Foreign foreign -> foreign(foreign);
    }
  }

  private void foreign(Part.Foreign foreign) {
    if (own && foreign.dialect().equals(OpenAiResponses.ID)) {
      out.raw(foreign.raw());
    } else {
      warnings.dropped("input[].content[]." + foreign.type(), "of another protocol");
    }
  }

  private void text(String text, @Nullable CacheMark mark) {
    out.object().put("type", "input_text").put("text", text);
    mark(mark);
    out.end();
  }

  private void mark(@Nullable CacheMark mark) {
    if (mark != null && marks.next()) {
      out.object("prompt_cache_breakpoint").put("mode", "explicit").end();
    }
  }

  private void media(Part.Media media, @Nullable CacheMark behind) {
    if (!media.context().isEmpty()) {
      text(media.context(), null);
    }
    var mark = media.cache() == null ? behind : media.cache();
    switch (media.kind()) {
      case IMAGE -> image(media, mark);
      case DOCUMENT -> document(media, mark);
      case AUDIO -> audio(media, mark);
      case VIDEO -> throw refused("video cannot be sent to this model");
    }
  }

  private static RuntimeException refused(String why) {
    return Faults.bad(why, "input", "unsupported_value");
  }

  private void image(Part.Media media, @Nullable CacheMark mark) {
    var detail = media.detail().isEmpty() ? "auto" : media.detail();
    out.object().put("type", "input_image").put("detail", detail);
    switch (media.source()) {
      case Part.Source.Inline(var base64) ->
          out.put("image_url", DataUrl.text(mime(media, "image/png"), base64));
      case Part.Source.Url(var url) -> out.put("image_url", url);
      case Part.Source.FileId file -> out.put("file_id", id(file));
      case Part.Source.PlainText _, Part.Source.Blocks _ ->
          throw refused("a picture cannot be made of text");
    }
    mark(mark);
    out.end();
  }

  private static String mime(Part.Media media, String otherwise) {
    return media.mime().isEmpty() ? otherwise : media.mime();
  }

  /** A file that another provider keeps is not there. */
  private static String id(Part.Source.FileId file) {
    if (!file.dialect().startsWith("openai.")) {
      throw refused("the file %s is kept by another provider".formatted(file.id()));
    }
    return file.id();
  }

  private void document(Part.Media media, @Nullable CacheMark mark) {
    switch (media.source()) {
      case Part.Source.PlainText(var text) -> {
        text(media.name().isEmpty() ? text : media.name() + "\n\n" + text, mark);
        return;
      }
      case Part.Source.Blocks(var blocks) -> {
        if (!media.name().isEmpty()) {
          text(media.name(), null);
        }
        for (int i = 0; i < blocks.size(); i++) {
          input(blocks.get(i), i == blocks.size() - 1 ? mark : null);
        }
        return;
      }
      case Part.Source.Inline(var base64) -> {
        var mime = mime(media, "application/pdf");
        out.object()
            .put("type", "input_file")
            .put("filename", media.name().isEmpty() ? name(mime) : media.name())
            .put("file_data", DataUrl.text(mime, base64));
      }
      case Part.Source.Url(var url) -> out.object().put("type", "input_file").put("file_url", url);
      case Part.Source.FileId file ->
          out.object().put("type", "input_file").put("file_id", id(file));
    }
    out.putFilled("detail", media.detail());
    mark(mark);
    out.end();
  }

  private static String name(String mime) {
    return switch (mime) {
      case "text/plain" -> "document.txt";
      case "text/markdown" -> "document.md";
      case "text/csv" -> "document.csv";
      case "text/html" -> "document.html";
      default -> "document.pdf";
    };
  }

  private void audio(Part.Media media, @Nullable CacheMark mark) {
    if (!(media.source() instanceof Part.Source.Inline(var base64))) {
      throw refused("a sound must come with its bytes");
    }
    var format =
        switch (media.mime()) {
          case "audio/mpeg", "audio/mp3" -> "mp3";
          default -> "wav";
        };
    out.object().put("type", "input_audio").object("input_audio");
    out.put("data", base64).put("format", format).end();
    mark(mark);
    out.end();
  }

  /** The content of what the model said. */
  void said(List<Part> parts) {
    out.array();
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> {
          if (!text.text().isEmpty()) {
            said(text);
          }
        }
        case Part.Refusal(var text) ->
            out.object().put("type", "refusal").put("refusal", text).end();
        case Part.Foreign foreign -> foreign(foreign);
        case Part.Media media ->
            warnings.dropped("input[].content[]", "the model's own " + media.kind());
        case Part.SearchResult _ -> warnings.dropped("input[].content[]", "a search result");
      }
    }
    out.end();
  }

  private void said(Part.Text text) {
    out.object().put("type", "output_text").put("text", text.text());
    out.array("annotations");
    annotations(out, text.citations(), 0);
    out.end();
    mark(text.cache());
    out.end();
  }

  /**
   * Citations as this protocol has them; others are left out.
   *
   * @param before the length of the message's texts before this one
   */
  static void annotations(JsonWriter out, List<Citation> citations, int before) {
    for (var citation : citations) {
      annotation(out, citation, before);
    }
  }

  /** True if the citation has a form here, and was written. */
  static boolean annotation(JsonWriter out, Citation citation, int before) {
    var raw = citation.raw();
    // xAI leaves places and titles out, which clients ask for.
    boolean placed = citation.kind() != Citation.Kind.PAGE || citation.from() >= 0;
    if (raw != null && placed && citation.dialect().equals(OpenAiResponses.ID)) {
      out.raw(raw);
      return true;
    }
    int from = Math.max(0, citation.from() - before);
    int to = Math.max(from, citation.to() - before);
    if (!citation.url().isEmpty()) {
      out.object()
          .put("type", "url_citation")
          .put("start_index", from)
          .put("end_index", to)
          .put("title", citation.title())
          .put("url", citation.url())
          .end();
      return true;
    }
    if (citation.kind() == Citation.Kind.FILE && !citation.fileId().isEmpty()) {
      out.object()
          .put("type", "file_citation")
          .put("file_id", citation.fileId())
          .put("filename", citation.title())
          .put("index", from)
          .end();
      return true;
    }
    return false;
  }

  /** What is told of tokens, as an array. */
  static void logprobs(JsonWriter out, @Nullable List<TokenLogprob> tokens, boolean bytes) {
    out.array();
    if (tokens != null) {
      for (var token : tokens) {
        out.object().put("token", token.token());
        if (bytes) {
          bytes(out, token);
        }
        out.put("logprob", token.logprob()).name("top_logprobs");
        out.array();
        for (var top : token.top()) {
          out.object().put("token", top.token());
          if (bytes) {
            bytes(out, top);
          }
          out.put("logprob", top.logprob()).end();
        }
        out.end().end();
      }
    }
    out.end();
  }

  private static void bytes(JsonWriter out, TokenLogprob token) {
    out.array("bytes");
    var known = token.bytes();
    if (known != null) {
      known.forEach(b -> out.number(b.longValue()));
    }
    out.end();
  }
}
