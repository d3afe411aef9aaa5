package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of which a user's message or a tool's result is made. */
final class PartReader {
  private PartReader() {}

  /** The mark on a block, a tool or the request; null if there is none. */
  static @Nullable CacheMark mark(Node node) {
    var mark = node.get("cache_control");
    return mark == null || !mark.isObject() ? null : CacheMark.of(mark.text("ttl"));
  }

  /**
   * One block.
   *
   * @param path names it in a fault
   */
  static Part read(Node block, String type, Supplier<String> path) {
    return switch (type) {
      case "text" -> text(block, path);
      case "image" -> media(Kind.IMAGE, block, path);
      case "document" -> media(Kind.DOCUMENT, block, path);
      case "search_result" -> searchResult(block, path);
      default -> new Part.Foreign(AnthropicMessages.ID, type, block.raw());
    };
  }

  static Part.Text text(Node block, Supplier<String> path) {
    var text = block.get("text");
    if (text == null || !text.isText()) {
      throw text == null
          ? Bad.missing(path.get() + ".text", "a text")
          : Bad.wrong(path.get() + ".text", text.kind(), "a text");
    }
    return new Part.Text(text.text(), Citations.read(block, -1, -1), mark(block), null, null);
  }

  /** A text, or an array of blocks, each read with {@link #read}. */
  static List<Part> all(Node content, Supplier<String> path) {
    if (content.isText()) {
      return List.of(Part.Text.of(content.text()));
    }
    var parts = new ArrayList<Part>(2);
    for (var block : content) {
      int at = parts.size();
      Supplier<String> here = () -> path.get() + "[" + at + "]";
      parts.add(read(block, type(block, here), here));
    }
    return parts;
  }

  static String type(Node block, Supplier<String> path) {
    if (!block.isObject()) {
      throw Bad.wrong(path.get(), block.kind(), "a content block");
    }
    var type = block.get("type");
    if (type == null) {
      throw Bad.missing(path.get() + ".type", "the kind of a content block, as \"text\"");
    }
    if (!type.isText()) {
      throw Bad.wrong(path.get() + ".type", type.kind(), "a text");
    }
    return type.text();
  }

  private static Media media(Kind kind, Node block, Supplier<String> path) {
    var source = block.get("source");
    if (source == null || !source.isObject()) {
      throw source == null
          ? Bad.missing(path.get() + ".source", "an object")
          : Bad.wrong(path.get() + ".source", source.kind(), "an object");
    }
    var citations = block.get("citations");
    return new Media(
        kind,
        source(source, path),
        mime(source),
        block.text("title"),
        block.text("context"),
        "",
        citations != null && citations.yes("enabled"),
        mark(block),
        null);
  }

  private static String mime(Node source) {
    return switch (source.text("type")) {
      case "text" -> "text/plain";
      case "url" -> "";
      default -> source.text("media_type");
    };
  }

  private static Source source(Node source, Supplier<String> path) {
    var type = Bad.text(source, "type", path.get() + ".source.type");
    return switch (type) {
      case "base64" -> new Source.Inline(need(source, "data", path));
      case "url" -> new Source.Url(need(source, "url", path));
      case "file" -> new Source.FileId(AnthropicMessages.ID, need(source, "file_id", path));
      case "text" -> new Source.PlainText(need(source, "data", path));
      case "content" -> {
        var content = source.get("content");
        if (content == null || !(content.isText() || content.isArray())) {
          throw Bad.missing(path.get() + ".source.content", "a text or an array of blocks");
        }
        yield new Source.Blocks(all(content, () -> path.get() + ".source.content"));
      }
      case "" -> throw Bad.missing(path.get() + ".source.type", "base64, url, file, text, content");
      default ->
          throw Bad.value(path.get() + ".source.type", type, "base64, url, file, text, content");
    };
  }

  private static String need(Node source, String name, Supplier<String> path) {
    var found = source.get(name);
    if (found == null) {
      throw Bad.missing(path.get() + ".source." + name, "a text");
    }
    if (!found.isText()) {
      throw Bad.wrong(path.get() + ".source." + name, found.kind(), "a text");
    }
    return found.text();
  }

  private static Part searchResult(Node block, Supplier<String> path) {
    var texts = new ArrayList<Part.Text>();
    for (var text : block.items("content")) {
      if (text.isObject() && text.text("type").equals("text")) {
        texts.add(text(text, () -> path.get() + ".content"));
      }
    }
    var citations = block.get("citations");
    return new Part.SearchResult(
        block.text("source"),
        block.text("title"),
        texts,
        citations != null && citations.yes("enabled"),
        mark(block));
  }
}
