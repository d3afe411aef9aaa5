package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the content of a message: a text or an array of parts. */
final class PartReader {
  private PartReader() {}

  /** The parts; none for an empty text or an empty array. */
  static List<Part> read(Node content, String param) {
    if (content.isText()) {
      var text = content.text();
      return text.isEmpty() ? List.of() : List.of(Part.Text.of(text));
    }
    if (!content.isArray()) {
      throw Demand.wrong(content, param, "a text or an array of parts");
    }
    var parts = new ArrayList<Part>();
    int i = 0;
    for (var element : content) {
      var at = param + "[" + i++ + "]";
      if (element.isText()) {
        parts.add(Part.Text.of(element.text()));
      } else {
        parts.add(part(Demand.object(element, at), at));
      }
    }
    return parts;
  }

  static Part part(Node part, String param) {
    var type = Demand.text(part, "type", param);
    return switch (type) {
      case "text", "input_text", "output_text" ->
          new Part.Text(Demand.text(part, "text", param), List.of(), mark(part, param), null, null);
      case "refusal" -> new Part.Refusal(Demand.text(part, "refusal", param));
      case "image_url" -> image(part, param);
      case "video_url" -> url(Part.Kind.VIDEO, part, "video_url", param);
      case "input_audio" -> audio(part, param);
      case "file" -> file(part, param);
      default -> new Part.Foreign(RequestReader.DIALECT, type, part.raw());
    };
  }

  private static Part image(Node part, String param) {
    return url(Part.Kind.IMAGE, part, "image_url", param);
  }

  private static Part url(Part.Kind kind, Node part, String name, String param) {
    var value = Demand.member(part, name, param);
    var inner = value.isText() ? value : Demand.member(value, "url", param + "." + name);
    var url = Demand.text(inner, param + "." + name + ".url");
    var detail = value.isText() ? "" : value.text("detail");
    var mark = mark(part, param);
    var data = DataUrl.of(url);
    if (data == null) {
      if (!url.regionMatches(true, 0, "http", 0, 4) || url.indexOf("://") < 4) {
        throw Demand.word(url, param + "." + name + ".url", "an http, https or data URL");
      }
      return new Media(kind, new Source.Url(url), "", "", "", detail, false, mark, null);
    }
    var mime = DataUrl.sniffed(data.base64(), data.mime());
    return new Media(
        kindOf(mime, kind),
        new Source.Inline(data.base64()),
        mime,
        "",
        "",
        detail,
        false,
        mark,
        null);
  }

  /** What a medium of this type is. */
  static Part.Kind kindOf(String mime, Part.Kind otherwise) {
    if (mime.startsWith("image/")) {
      return Part.Kind.IMAGE;
    }
    if (mime.startsWith("audio/")) {
      return Part.Kind.AUDIO;
    }
    if (mime.startsWith("video/")) {
      return Part.Kind.VIDEO;
    }
    return mime.startsWith("text/") || mime.equals("application/pdf")
        ? Part.Kind.DOCUMENT
        : otherwise;
  }

  private static Part audio(Node part, String param) {
    var at = param + ".input_audio";
    var audio = Demand.object(Demand.member(part, "input_audio", param), at);
    var data = Demand.text(audio, "data", at);
    var format = Demand.text(audio, "format", at);
    var url = DataUrl.of(data);
    return new Media(
        Part.Kind.AUDIO,
        new Source.Inline(url == null ? DataUrl.plain(data) : url.base64()),
        audioMime(format.toLowerCase(Locale.ROOT)),
        "",
        "",
        "",
        false,
        mark(part, param),
        null);
  }

  private static String audioMime(String format) {
    return switch (format) {
      case "mp3" -> "audio/mpeg";
      case "m4a" -> "audio/mp4";
      default -> "audio/" + format;
    };
  }

  private static Part file(Node part, String param) {
    var at = param + ".file";
    var file = Demand.object(Demand.member(part, "file", param), at);
    var name = file.text("filename");
    var mark = mark(part, param);
    var id = file.text("file_id");
    var data = file.text("file_data");
    if (data.isEmpty() && id.isEmpty()) {
      throw Demand.missing(at + ".file_data");
    }
    if (data.isEmpty()) {
      return document(new Source.FileId(RequestReader.DIALECT, id), "", name, mark);
    }
    var url = DataUrl.of(data);
    if (url == null && data.startsWith("http")) {
      return document(new Source.Url(data), "", name, mark);
    }
    var base64 = url == null ? DataUrl.plain(data) : url.base64();
    var mime = DataUrl.sniffed(base64, url == null ? "application/pdf" : url.mime());
    return new Media(
        kindOf(mime, Part.Kind.DOCUMENT),
        new Source.Inline(base64),
        mime,
        name,
        "",
        "",
        false,
        mark,
        null);
  }

  private static Part document(Source source, String mime, String name, @Nullable CacheMark mark) {
    return new Media(Part.Kind.DOCUMENT, source, mime, name, "", "", false, mark, null);
  }

  /** The cache mark of a part or a message. */
  static @Nullable CacheMark mark(Node part, String param) {
    var control = part.get("cache_control");
    if (control != null) {
      return cacheControl(control, param + ".cache_control");
    }
    return part.has("prompt_cache_breakpoint") && part.get("prompt_cache_breakpoint") != null
        ? CacheMark.FIVE_MINUTES
        : null;
  }

  static CacheMark cacheControl(Node value, String param) {
    return CacheMark.of(Demand.object(value, param).text("ttl"));
  }
}
