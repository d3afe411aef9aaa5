package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a schema, and what it costs, undone. */
final class NullFilterTest {
  private static final Raw SCHEMA =
      new Raw(
          """
          {"type":"object","properties":{
            "must":{"type":"string"},
            "note":{"type":"string"},
            "maybe":{"type":["string","null"]},
            "list":{"type":"array","items":{"$ref":"#/$defs/leaf"}}},
           "required":["must"],
           "$defs":{"leaf":{"type":"object","properties":{"a":{"type":"integer"},
            "next":{"$ref":"#/$defs/leaf"}}}}}\
          """);

  private static Shape shape() {
    return Objects.requireNonNull(Objects.requireNonNull(Closing.close(SCHEMA)).shape());
  }

  @Test
  void t101AnOptionalPropertyMayBeNullInstead() {
    var closed = Objects.requireNonNull(Closing.close(SCHEMA)).schema().node();
    assertThat(closed.raw("required")).hasToString("[\"must\",\"note\",\"maybe\",\"list\"]");
    assertThat(closed.text("additionalProperties")).isEmpty();
    assertThat(closed.raw("additionalProperties")).hasToString("false");
    var properties = Objects.requireNonNull(closed.get("properties"));
    assertThat(properties.raw("note"))
        .hasToString("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}");
    assertThat(properties.raw("must")).hasToString("{\"type\":\"string\"}");
    assertThat(properties.raw("maybe")).hasToString("{\"type\":[\"string\",\"null\"]}");
  }

  @Test
  void aClosedSchemaIsNotChanged() {
    var schema =
        new Raw(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},"
                + "\"required\":[\"a\"],\"additionalProperties\":false}");
    var closed = Objects.requireNonNull(Closing.close(schema));
    assertThat(closed.shape()).isNull();
    assertThat(Recordings.tree(closed.schema().node())).isEqualTo(Recordings.tree(schema.node()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"object\",\"properties\":{},\"allOf\":[{\"type\":\"object\"}]}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}}}",
        "{\"type\":\"object\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\"}}}",
        "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":true}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"https://x/y\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"uniqueItems\":true}}}"
      })
  void t106WhatStrictModeDoesNotKnowCannotBeClosed(String schema) {
    assertThat(Closing.close(new Raw(schema))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"must\":\"a\",\"note\":null} | {\"must\":\"a\"}",
        "{\"note\":null,\"must\":\"a\"} | {\"must\":\"a\"}",
        "{\"note\":null} | {}",
        "{\"must\":null,\"note\":\"null\"} | {\"must\":null,\"note\":\"null\"}",
        "{\"maybe\":null,\"note\":null} | {\"maybe\":null}",
        "{\"list\":[{\"a\":null,\"next\":{\"a\":1,\"next\":null}},{\"a\":2}],\"note\":null}"
            + " | {\"list\":[{\"next\":{\"a\":1}},{\"a\":2}]}",
        "{ \"note\" : null , \"must\" : \"x,\\\"}\" } | { \"must\" : \"x,\\\"}\" }",
        "{\"other\":null} | {\"other\":null}",
        "[null,1] | [null,1]",
        "Sorry, I cannot {note: null} | Sorry, I cannot {note: null}",
        "{\"must\":\"cut in the | {\"must\":\"cut in the",
        "{\"must\":1.50e3,\"note\":nul | {\"must\":1.50e3,\"note\":nul"
      })
  void nullsThatStandForWhatIsAbsentAreTakenOutHoweverTheTextIsCut(String given, String left) {
    var expected = compact(left);
    for (int cut = 0; cut <= given.length(); cut++) {
      var filter = new NullFilter(shape());
      var out =
          filter.more(given.substring(0, cut)) + filter.more(given.substring(cut)) + filter.end();
      assertThat(compact(out)).as("cut at %d", cut).isEqualTo(expected);
    }
    assertThat(compact(NullFilter.whole(shape(), given))).isEqualTo(expected);
  }

  private static String compact(String json) {
    return json.startsWith("{ ") ? Node.of(json).raw().compact().text() : json;
  }
}
