package dev.fairlead.dialect.gemini;

import static dev.fairlead.dialect.gemini.Gemini.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainSchemaTest {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "format",
          "title",
          "description",
          "nullable",
          "enum",
          "items",
          "minItems",
          "maxItems",
          "properties",
          "required",
          "minProperties",
          "maxProperties",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "anyOf");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"string"}                          | {"type":"STRING"}
          {"type":["string","null"],"minLength":1}   | {"type":"STRING","nullable":true,"minLength":1}
          {"type":["string","integer"]}              | {"anyOf":[{"type":"STRING"},{"type":"INTEGER"}]}
          {"const":"a"}                              | {"type":"STRING","format":"enum","enum":["a"]}
          {"enum":[1,null]}                          | {"type":"STRING","nullable":true,"format":"enum","enum":["1"]}
          {"type":"number","exclusiveMinimum":0,"maximum":5.5,"multipleOf":2} | {"type":"NUMBER","minimum":0,"maximum":5.5}
          {"oneOf":[{"type":"string"},{"type":"null"}]} | {"type":"STRING","nullable":true}
          {"anyOf":[{"type":"string"},{"type":"integer"},{"type":"null"}]} | {"anyOf":[{"type":"STRING","nullable":true},{"type":"INTEGER","nullable":true}]}
          {"type":"string","format":"email"}         | {"type":"STRING"}
          {"type":"string","format":"date-time"}     | {"type":"STRING","format":"date-time"}
          {"type":"integer","format":"int64"}        | {"type":"INTEGER","format":"int64"}
          {"type":"array"}                           | {"type":"ARRAY","items":{"type":"STRING"}}
          {"type":"array","prefixItems":[{"type":"integer"}],"minItems":2} | {"type":"ARRAY","minItems":2,"items":{"type":"INTEGER"}}
          {"type":"object","required":["a","b"],"properties":{"a":{"type":"boolean"}}} | {"type":"OBJECT","properties":{"a":{"type":"BOOLEAN"}},"required":["a"]}
          {"type":"object","additionalProperties":{"type":"integer"},"description":"m"} | {"type":"OBJECT","description":"m (any names, each a integer)"}
          {"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"string"}},"required":["b"]}]} | {"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"required":["b"]}
          {"$ref":"#/$defs/A","description":"d","$defs":{"A":{"type":"string","description":"e"}}} | {"type":"STRING","description":"d"}
          true                                       | {"type":"OBJECT"}
          """)
  void eachKeywordHasItsPlace(String schema, String expected) {
    assertThat(plain(PlainSchema.convert(new Raw(schema)).schema().text()))
        .isEqualTo(plain(expected));
  }

  @Test
  void t092NoKeywordThatGeminiDoesNotKnowGoesAlong() {
    var schema =
        """
        {"$schema":"x","$id":"y","type":"object","unevaluatedProperties":false,"not":{},
         "patternProperties":{"a":{}},"propertyNames":{},"dependentRequired":{},"if":{},"then":{},
         "properties":{"properties":{"type":"array","uniqueItems":true,"contains":{},
            "items":{"type":"string","contentEncoding":"base64","examples":["x"]}},
           "default":{"type":"number","multipleOf":2,"default":4},
           "readOnly":{"type":"boolean","readOnly":true,"deprecated":true}}}\
        """;
    var converted = PlainSchema.convert(new Raw(schema)).schema();
    known(converted.node());
    assertThat(converted.text())
        .contains("\"default\":{\"type\":\"NUMBER\"}")
        .contains("\"readOnly\":{\"type\":\"BOOLEAN\"}");
  }

  private static void known(Node schema) {
    for (var member : schema) {
      assertThat(KNOWN).contains(member.name());
      switch (member.name()) {
        case "items" -> known(member);
        case "properties", "anyOf" -> member.forEach(PlainSchemaTest::known);
        default -> {}
      }
    }
  }

  @Test
  void t094ATreeIsCutWhereItComesBackToItself() {
    var schema =
        """
        {"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{
          "value":{"type":"string"},
          "children":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}}\
        """;
    var converted = PlainSchema.convert(new Raw(schema));
    assertThat(converted.cut()).isTrue();
    assertThat(plain(converted.schema().text()))
        .isEqualTo(
            plain(
                """
                {"type":"OBJECT","properties":{"value":{"type":"STRING"},
                 "children":{"type":"ARRAY","items":{"type":"OBJECT"}}}}\
                """));
  }

  @Test
  void referencesThatMultiplyAreCut() {
    var schema = new StringBuilder("{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
    for (int i = 0; i < 23; i++) {
      schema.append(
          "\"a%d\":{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"#/$defs/a%d\"},\"y\":{\"$ref\":\"#/$defs/a%d\"}}},"
              .formatted(i, i + 1, i + 1));
    }
    schema.append("\"a23\":{\"type\":\"string\"}}}");
    var converted = PlainSchema.convert(new Raw(schema.toString()));
    assertThat(converted.cut()).isTrue();
    assertThat(converted.schema().text().length()).isLessThan(1_000_000);
  }

  @Test
  void anEmptyObjectIsSeenAsSuch() {
    assertThat(PlainSchema.convert(new Raw("{\"type\":\"object\",\"properties\":{}}")).empty())
        .isTrue();
  }
}
