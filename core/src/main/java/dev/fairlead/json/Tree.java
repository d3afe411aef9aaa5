package dev.fairlead.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Whole texts read into plain Java values: {@code Map} (in order), {@code List}, {@code String},
 * {@code Number}, {@code Boolean} and null. For small texts off the request path.
 */
public final class Tree {
  private static final JsonMapper JSON = new JsonMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private Tree() {}

  /** The text cannot be read; the message says where. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Reads JSON in UTF-8 from a part of an array. */
  public static @Nullable Object json(byte[] bytes, int from, int to) {
    try {
      return JSON.readValue(bytes, from, to - from, Object.class);
    } catch (JacksonException e) {
      throw unreadable("JSON", e);
    }
  }

  /** Reads the first YAML document; nothing but comments is null. */
  public static @Nullable Object yaml(String text) {
    try (var documents = YAML.readerFor(Object.class).readValues(text)) {
      return documents.hasNext() ? documents.next() : null;
    } catch (JacksonException e) {
      throw unreadable("YAML", e);
    }
  }

  private static Unreadable unreadable(String format, JacksonException e) {
    var place = e.getLocation();
    return new Unreadable(
        place == null
            ? "not %s: %s".formatted(format, e.getOriginalMessage())
            : "not %s, line %d, column %d: %s"
                .formatted(format, place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()));
  }
}
