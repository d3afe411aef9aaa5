package dev.fairlead.dialect.responses;

import dev.fairlead.json.Node;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the pieces of a message or of a tool's result. */
final class PartReader {
  private final boolean strict;

  /**
   * @param strict whether what is wrong is a caller's fault; else it is read as well as can be
   */
  PartReader(boolean strict) {
    this.strict = strict;
  }

  /** All pieces of a content, be it a text or an array. */
  List<Part> parts(Node content, int item, String member) {
    if (content.isText()) {
      return List.of(Part.Text.of(content.text()));
    }
    if (!content.isArray()) {
      if (strict) {
        throw Faults.wrong(at(item, member), content.kind(), "a text or an array");
      }
      return List.of();
    }
    var parts = new ArrayList<Part>(2);
    int before = 0;
    int i = 0;
    for (var piece : content) {
      var part = part(piece, item, member, i++, before);
      before += part instanceof Part.Text text ? text.text().length() : 0;
      parts.add(part);
    }
    return parts;
  }

  private static String at(int item, String member) {
    return "input[" + item + "]." + member;
  }

  private Part part(Node piece, int item, String member, int i, int before) {
    if (piece.isText()) {
      return Part.Text.of(piece.text());
    }
    if (!piece.isObject()) {
      if (strict) {
        throw Faults.wrong(at(item, member) + "[" + i + "]", piece.kind(), "an object");
      }
      return foreign(piece);
    }
    var type = piece.text("type");
    return switch (type) {
      case "input_text", "output_text", "text", "summary_text", "reasoning_text" ->
          text(piece, item, member, i, before);
      case "refusal" -> new Part.Refusal(need(piece, "refusal", item, member, i));
      case "input_image", "image_url" -> image(piece, item, member, i);
      case "input_file", "file" -> file(piece, item, member, i);
      case "input_audio" -> audio(piece, item, member, i);
      case "" -> {
        if (strict) {
          throw Faults.missing(at(item, member) + "[" + i + "].type");
        }
        yield foreign(piece);
      }
      default -> foreign(piece);
    };
  }

  private static Part foreign(Node piece) {
    return new Part.Foreign(OpenAiResponses.ID, piece.text("type"), piece.raw());
  }

  private String need(Node piece, String name, int item, String member, int i) {
    var value = piece.get(name);
    if (value != null && value.isText()) {
      return value.text();
    }
    if (strict) {
      var param = at(item, member) + "[" + i + "]." + name;
      throw value == null ? Faults.missing(param) : Faults.wrong(param, value.kind(), "a text");
    }
    return "";
  }

  private Part text(Node piece, int item, String member, int i, int before) {
    return new Part.Text(
        need(piece, "text", item, member, i),
        citations(piece, before),
        mark(piece),
        null,
        told(piece));
  }

  /** The wish to keep the prompt up to here; null if there is none. */
  static @Nullable CacheMark mark(Node node) {
    if (node.get("prompt_cache_breakpoint") != null) {
      return CacheMark.FIVE_MINUTES;
    }
    var control = node.get("cache_control");
    return control == null ? null : CacheMark.of(control.text("ttl"));
  }

  private static List<Citation> citations(Node piece, int before) {
    var annotations = piece.get("annotations");
    if (annotations == null || annotations.size() == 0) {
      return List.of();
    }
    var found = new ArrayList<Citation>();
    for (var annotation : annotations) {
      if (annotation.isObject()) {
        found.add(citation(annotation, before));
      }
    }
    return found;
  }

  /**
   * A citation.
   *
   * @param before the length of the message's texts before this one
   */
  static Citation citation(Node annotation, int before) {
    var raw = annotation.raw();
    var type = annotation.text("type");
    return switch (type) {
      case "url_citation" ->
          new Citation(
              Citation.Kind.PAGE,
              annotation.text("url"),
              annotation.text("title"),
              "",
              "",
              place(annotation, "start_index", before),
              place(annotation, "end_index", before),
              OpenAiResponses.ID,
              raw);
      case "file_citation", "container_file_citation", "file_path" ->
          new Citation(
              Citation.Kind.FILE,
              "",
              annotation.text("filename"),
              annotation.text("file_id"),
              "",
              place(annotation, "start_index", before),
              place(annotation, "end_index", before),
              OpenAiResponses.ID,
              raw);
      default ->
          new Citation(
              Citation.Kind.OTHER,
              annotation.text("url"),
              annotation.text("title"),
              "",
              "",
              -1,
              -1,
              OpenAiResponses.ID,
              raw);
    };
  }

  private static int place(Node annotation, String name, int before) {
    long index = annotation.number(name, -1);
    return index < 0 || index > Integer.MAX_VALUE - before ? -1 : (int) index + before;
  }

  private static @Nullable List<TokenLogprob> told(Node piece) {
    var all = logprobs(piece.get("logprobs"));
    return all.isEmpty() ? null : all;
  }

  /** What is told of tokens; empty if nothing is. */
  static List<TokenLogprob> logprobs(@Nullable Node tokens) {
    if (tokens == null || !tokens.isArray() || tokens.size() == 0) {
      return List.of();
    }
    var found = new ArrayList<TokenLogprob>();
    for (var token : tokens) {
      var logprob = token.decimal("logprob");
      found.add(
          new TokenLogprob(
              token.text("token"),
              logprob == null || Math.abs((long) logprob.scale()) > 100 ? BigDecimal.ZERO : logprob,
              bytes(token.get("bytes")),
              logprobs(token.get("top_logprobs"))));
    }
    return found;
  }

  private static @Nullable List<Integer> bytes(@Nullable Node bytes) {
    if (bytes == null || !bytes.isArray()) {
      return null;
    }
    var found = new ArrayList<Integer>(bytes.size());
    for (var b : bytes) {
      found.add((int) b.number(0) & 0xFF);
    }
    return found;
  }

  private Part image(Node piece, int item, String member, int i) {
    var given = piece.get("image_url");
    var url = given == null ? "" : given.isObject() ? given.text("url") : given.text();
    var detail = piece.text("detail");
    if (detail.isEmpty() && given != null) {
      detail = given.text("detail");
    }
    var fileId = piece.text("file_id");
    if (url.isEmpty() && fileId.isEmpty()) {
      if (strict) {
        throw Faults.missing(at(item, member) + "[" + i + "].image_url");
      }
      return foreign(piece);
    }
    var data = DataUrl.of(url);
    if (data != null && data.mime().equals("application/pdf")) {
      return media(Part.Kind.DOCUMENT, data.source(), data.mime(), "", detail, piece);
    }
    Part.Source source =
        data != null
            ? data.source()
            : url.isEmpty()
                ? new Part.Source.FileId(OpenAiResponses.ID, fileId)
                : new Part.Source.Url(url);
    return media(Part.Kind.IMAGE, source, data == null ? "" : data.mime(), "", detail, piece);
  }

  private Part file(Node piece, int item, String member, int i) {
    var inner = piece.get("file");
    var from = inner == null ? piece : inner;
    var name = from.text("filename");
    var detail = from.text("detail");
    var data = from.text("file_data");
    if (!data.isEmpty()) {
      var url = DataUrl.of(data);
      var mime = url == null || url.mime().isEmpty() ? mime(name) : url.mime();
      var source = url == null ? new Part.Source.Inline(DataUrl.standard(data)) : url.source();
      var kind = mime.startsWith("image/") ? Part.Kind.IMAGE : Part.Kind.DOCUMENT;
      return media(kind, source, mime, name, detail, piece);
    }
    var url = from.text("file_url");
    var id = from.text("file_id");
    if (url.isEmpty() && id.isEmpty()) {
      if (strict) {
        throw Faults.missing(at(item, member) + "[" + i + "].file_data");
      }
      return foreign(piece);
    }
    return url.isEmpty()
        ? media(
            Part.Kind.DOCUMENT,
            new Part.Source.FileId(OpenAiResponses.ID, id),
            "",
            name,
            detail,
            piece)
        : media(Part.Kind.DOCUMENT, new Part.Source.Url(url), "", name, detail, piece);
  }

  private static String mime(String name) {
    int dot = name.lastIndexOf('.');
    return switch (dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
      case "txt" -> "text/plain";
      case "md" -> "text/markdown";
      case "csv" -> "text/csv";
      case "html" -> "text/html";
      case "json" -> "application/json";
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      default -> "application/pdf";
    };
  }

  private Part audio(Node piece, int item, String member, int i) {
    var inner = piece.get("input_audio");
    var from = inner == null ? piece : inner;
    var data = from.text("data");
    if (data.isEmpty()) {
      if (strict) {
        throw Faults.missing(at(item, member) + "[" + i + "].input_audio.data");
      }
      return foreign(piece);
    }
    var format = from.text("format");
    var mime = format.equals("mp3") ? "audio/mpeg" : "audio/" + (format.isEmpty() ? "wav" : format);
    return media(
        Part.Kind.AUDIO, new Part.Source.Inline(DataUrl.standard(data)), mime, "", "", piece);
  }

  private static Part media(
      Part.Kind kind, Part.Source source, String mime, String name, String detail, Node piece) {
    return new Part.Media(kind, source, mime, name, "", detail, false, mark(piece), null);
  }
}
