package dev.fairlead.json;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads flat objects, one a line, as rows of known columns; fast, without a tree. Members that no
 * column names are skipped, so that an older reader takes a newer file.
 *
 * <p>Not thread-safe.
 */
public final class Rows implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final Map<String, Integer> columns = new HashMap<>();
  private final @Nullable String[] texts;
  private final int[] numbers;

  /**
   * @param columns member names; a row is read by their index here
   */
  public Rows(InputStream in, List<String> columns) {
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), in);
    for (int i = 0; i < columns.size(); i++) {
      this.columns.put(columns.get(i), i);
    }
    this.texts = new @Nullable String[columns.size()];
    this.numbers = new int[columns.size()];
  }

  /** Goes to the next row; false at the end. */
  public boolean next() {
    Arrays.fill(texts, null);
    Arrays.fill(numbers, 0);
    try {
      var token = parser.nextToken();
      if (token == null) {
        return false;
      }
      if (token != JsonToken.START_OBJECT) {
        throw new MalformedJson("line %d: %s (expected: an object)".formatted(line(), token));
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        member(columns.get(parser.currentName()));
      }
      return true;
    } catch (JacksonException e) {
      throw JsonText.malformed(e);
    }
  }

  private void member(@Nullable Integer column) {
    var token = parser.nextToken();
    if (column == null) {
      parser.skipChildren();
    } else if (token == JsonToken.VALUE_STRING) {
      texts[column] = parser.getString();
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      numbers[column] = parser.getIntValue();
    } else {
      throw new MalformedJson(
          "line %d: %s: %s (expected: a text or a whole number)"
              .formatted(line(), parser.currentName(), token));
    }
  }

  /** A text of the row; empty when absent. */
  public String text(int column) {
    var text = texts[column];
    return text == null ? "" : text;
  }

  /** A number of the row; 0 when absent. */
  public int number(int column) {
    return numbers[column];
  }

  /** The line being read, from 1. */
  public int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void close() {
    parser.close();
  }
}
