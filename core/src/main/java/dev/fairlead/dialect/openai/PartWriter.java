package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;
import dev.fairlead.provider.Accent.Marks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the content of messages: a text where that is enough, else an array of parts. */
final class PartWriter {
  private static final int MOST_MARKS = 4;
  private static final int FIRST_WITH_MARKS = 56;

  private final Writing w;
  private final JsonWriter out;
  private final Marks marks;
  private int toSkip;
  private boolean marked;

  PartWriter(Writing w, int marks) {
    this.w = w;
    this.out = w.out();
    boolean known =
        w.turns().marks() != Marks.BREAKPOINT || w.model().generation() >= FIRST_WITH_MARKS;
    this.marks = known ? w.turns().marks() : Marks.NONE;
    if (this.marks == Marks.BREAKPOINT && marks > MOST_MARKS) {
      toSkip = marks - MOST_MARKS;
      w.warnings().dropped("cache_control", "only the last four marks are taken");
    }
  }

  /** Whether a breakpoint was written. */
  boolean marked() {
    return marked && marks == Marks.BREAKPOINT;
  }

  /** A member {@code content} for what a user says. */
  void content(List<Part> parts) {
    if (parts.isEmpty()) {
      out.put("content", "");
    } else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text && !marks(text)) {
      out.put("content", text.text());
    } else {
      array(parts);
    }
  }

  /** A member {@code content} of texts alone, joined where the provider is no OpenAI. */
  void texts(List<Part> parts, String between) {
    if (parts.size() > 1 && !w.own() && parts.stream().noneMatch(this::marks)) {
      out.put("content", joined(parts, between));
    } else {
      content(parts);
    }
  }

  static String joined(List<Part> parts, String between) {
    var text = new StringBuilder();
    for (var part : parts) {
      var more = words(part);
      if (!more.isEmpty()) {
        text.append(text.isEmpty() ? "" : between).append(more);
      }
    }
    return text.toString();
  }

  /** A part in words. */
  static String words(Part part) {
    return switch (part) {
      case Part.Text text -> text.text();
      case Part.Refusal(var text) -> text;
      case Part.SearchResult result -> search(result);
      case Part.Media media ->
          switch (media.source()) {
            case Source.PlainText(var text) -> titled(media.name(), text);
            case Source.Blocks(var blocks) -> titled(media.name(), joined(blocks, "\n"));
            case Source.Inline _, Source.Url _, Source.FileId _ -> "";
          };
      case Part.Foreign _ -> "";
    };
  }

  private static String titled(String title, String text) {
    return title.isEmpty() ? text : title + "\n\n" + text;
  }

  private static String search(Part.SearchResult result) {
    var text = new StringBuilder(result.title()).append(" (").append(result.source()).append(")");
    result.texts().forEach(t -> text.append('\n').append(t.text()));
    return text.toString();
  }

  private boolean marks(Part part) {
    return marks != Marks.NONE && mark(part) != null;
  }

  static @Nullable CacheMark mark(Part part) {
    return switch (part) {
      case Part.Text text -> text.cache();
      case Part.Media media -> media.cache();
      case Part.SearchResult result -> result.cache();
      case Part.Refusal _, Part.Foreign _ -> null;
    };
  }

  void array(List<Part> parts) {
    out.array("content");
    parts.forEach(this::part);
    out.end();
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text text -> {
        if (!text.text().isEmpty()) {
          text(text.text(), text.cache());
        }
      }
      case Part.Refusal(var text) -> {
        if (w.openAi() || w.own()) {
          out.object().put("type", "refusal").put("refusal", text).end();
        } else {
          text(text, null);
        }
      }
      case Part.Media media -> media(media);
      case Part.SearchResult result -> text(search(result), result.cache());
      case Part.Foreign(var dialect, var type, var raw) -> {
        if (dialect.equals(RequestReader.DIALECT)) {
          out.raw(raw);
        } else {
          w.warnings().dropped("content." + type, "not known here");
        }
      }
    }
  }

  private void text(String text, @Nullable CacheMark mark) {
    out.object().put("type", "text").put("text", text);
    mark(mark);
    out.end();
  }

  /** The cache mark of the object that is open. */
  void mark(@Nullable CacheMark mark) {
    if (mark == null || marks == Marks.NONE) {
      return;
    }
    if (toSkip > 0) {
      toSkip--;
      return;
    }
    marked = true;
    if (marks == Marks.BREAKPOINT) {
      out.object("prompt_cache_breakpoint").put("mode", "explicit").end();
    } else {
      cacheControl(out, mark);
    }
  }

  static void cacheControl(JsonWriter out, CacheMark mark) {
    out.object("cache_control").put("type", "ephemeral");
    if (mark == CacheMark.HOUR) {
      out.put("ttl", mark.ttl());
    }
    out.end();
  }

  private void media(Part.Media media) {
    switch (media.source()) {
      case Source.PlainText _, Source.Blocks _ -> text(words(media), media.cache());
      case Source.Inline(var base64) -> inline(media, base64);
      case Source.Url(var url) -> url(media, url);
      case Source.FileId(var dialect, var id) -> fileId(media, dialect, id);
    }
  }

  private void inline(Part.Media media, String base64) {
    switch (media.kind()) {
      case IMAGE -> image(media, DataUrl.write(media.mime(), base64));
      case AUDIO -> {
        out.object().put("type", "input_audio").object("input_audio");
        out.put("data", base64).put("format", audio(media.mime())).end();
        mark(media.cache());
        out.end();
      }
      case VIDEO -> video(media, DataUrl.write(media.mime(), base64));
      case DOCUMENT -> document(media, DataUrl.write(media.mime(), base64));
    }
  }

  private void url(Part.Media media, String url) {
    switch (media.kind()) {
      case IMAGE -> image(media, url);
      case VIDEO -> video(media, url);
      case DOCUMENT -> document(media, url);
      case AUDIO ->
          throw Demand.bad(
              "audio cannot be named by its URL here (expected: its bytes)",
              "messages",
              "unsupported_value");
    }
  }

  private void image(Part.Media media, String url) {
    out.object().put("type", "image_url").object("image_url").put("url", url);
    // Only this protocol's newer brother knows original.
    out.putFilled("detail", media.detail().equals("original") ? "high" : media.detail()).end();
    mark(media.cache());
    out.end();
  }

  private void video(Part.Media media, String url) {
    out.object().put("type", "video_url").object("video_url").put("url", url).end();
    mark(media.cache());
    out.end();
  }

  private void document(Part.Media media, String data) {
    out.object().put("type", "file").object("file");
    out.put("filename", media.name().isEmpty() ? "document.pdf" : media.name());
    out.put("file_data", data).end();
    mark(media.cache());
    out.end();
  }

  private static String audio(String mime) {
    return switch (mime) {
      case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
      case "audio/mpeg", "audio/mp3" -> "mp3";
      default ->
          throw Demand.bad(
              "audio of type \"%s\" (expected: audio/wav or audio/mpeg)".formatted(mime),
              "messages",
              "unsupported_value");
    };
  }

  private void fileId(Part.Media media, String dialect, String id) {
    if (!dialect.startsWith("openai.") || media.kind() != Part.Kind.DOCUMENT) {
      throw Demand.bad(
          "the file %s is kept by another provider".formatted(id), "messages", "unsupported_value");
    }
    out.object().put("type", "file").object("file").put("file_id", id).end();
    mark(media.cache());
    out.end();
  }
}
