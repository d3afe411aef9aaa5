package dev.fairlead.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What {@link Skim#strict} must accept, said with Jackson: RFC 8259, no name twice, no deeper than
 * {@link Skim#MAX_DEPTH}, valid UTF-8, no lone surrogates in names.
 */
final class Reference {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Skim.MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Reference() {}

  /** The members of the outermost object: name → first token of its value; empty: not accepted. */
  static Optional<Map<String, JsonToken>> read(byte[] json) {
    if (!utf8(json) || encodedOtherwise(json)) {
      return Optional.empty();
    }
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      return whole(parser);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean utf8(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).limit() >= 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Jackson would take a byte order mark, and UTF-16 and UTF-32 by their zero bytes. */
  private static boolean encodedOtherwise(byte[] json) {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0) {
        return true;
      }
    }
    return json.length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB;
  }

  private static Optional<Map<String, JsonToken>> whole(JsonParser parser) {
    var members = new LinkedHashMap<String, JsonToken>();
    var first = parser.nextToken();
    if (first == null) {
      return Optional.empty();
    }
    int depth = 0;
    var name = "";
    for (var token = first; token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME) {
        name = parser.getString();
        if (lone(name)) {
          return Optional.empty();
        }
      } else if (depth == 1 && first == JsonToken.START_OBJECT && !token.isStructEnd()) {
        members.put(name, token);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean lone(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
