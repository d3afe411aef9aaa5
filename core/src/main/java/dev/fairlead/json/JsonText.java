package dev.fairlead.json;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a text into a {@link Json} tree and writes it. Stateless. */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonText() {}

  /** The one value of a text. A member named twice in one object is an error. */
  public static Json read(String text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      var value = value(parser);
      if (parser.nextToken() != null) {
        throw new MalformedJson("more text after the value, at " + place(parser));
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /** The object of a text. */
  public static Json.Obj object(String text) {
    if (read(text) instanceof Json.Obj o) {
      return o;
    }
    throw new MalformedJson("a value that is no object (expected: {...})");
  }

  /** The shortest text. */
  public static String write(Json json) {
    var out = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json, generator);
    }
    return out.toString();
  }

  private static Json value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          var name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield new Json.Obj(members);
      }
      case START_ARRAY -> {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Json.Arr(items);
      }
      case VALUE_STRING -> new Json.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
      case VALUE_TRUE -> Json.Word.TRUE;
      case VALUE_FALSE -> Json.Word.FALSE;
      case VALUE_NULL -> Json.Word.NULL;
      case null, default -> throw new MalformedJson("no value at " + place(parser));
    };
  }

  private static void write(Json json, JsonGenerator out) {
    switch (json) {
      case Json.Obj(var members) -> {
        out.writeStartObject();
        members.forEach((name, value) -> {
          out.writeName(name);
          write(value, out);
        });
        out.writeEndObject();
      }
      case Json.Arr(var items) -> {
        out.writeStartArray();
        items.forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case Json.Str(var value) -> out.writeString(value);
      case Json.Num(var text) -> out.writeNumber(text);
      case Json.Word w -> {
        switch (w) {
          case TRUE -> out.writeBoolean(true);
          case FALSE -> out.writeBoolean(false);
          case NULL -> out.writeNull();
        }
      }
    }
  }

  static MalformedJson malformed(JacksonException e) {
    var at = e.getLocation();
    return new MalformedJson(
        "line %d, column %d: %s"
            .formatted(
                at == null ? 0 : at.getLineNr(),
                at == null ? 0 : at.getColumnNr(),
                e.getOriginalMessage()));
  }

  private static String place(JsonParser parser) {
    var at = parser.currentLocation();
    return "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
