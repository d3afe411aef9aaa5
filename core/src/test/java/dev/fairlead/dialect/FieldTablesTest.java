package dev.fairlead.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.anthropic.AnthropicMessages;
import dev.fairlead.dialect.gemini.GeminiGenerate;
import dev.fairlead.dialect.openai.OpenAiChat;
import dev.fairlead.dialect.responses.OpenAiResponses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/protocols.md} lists every field of a request as {@link Inbound#fields} has it. After
 * a change of one, {@code mvn -pl core test -Dtest=FieldTablesTest -Dsurefire.args=-Dupdate=true}
 * writes the tables anew.
 */
final class FieldTablesTest {
  private static final Path PAGE = Path.of("..", "docs", "protocols.md");
  private static final String BEGIN = "<!-- From here on made from Inbound.fields(). -->\n";
  private static final String END = "<!-- Up to here. -->\n";

  @Test
  void thePageListsEveryFieldOfEveryDialect() throws IOException {
    var page = Files.readString(PAGE);
    var fresh =
        page.substring(0, page.indexOf(BEGIN))
            + BEGIN
            + tables()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, fresh);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(fresh);
  }

  private static String tables() {
    var clock = InstantSource.fixed(Instant.EPOCH);
    var text = new StringBuilder();
    for (var inbound :
        List.<Inbound>of(
            new OpenAiChat(clock),
            new OpenAiResponses(clock),
            new AnthropicMessages(),
            new GeminiGenerate())) {
      table(inbound, text);
    }
    return text.append('\n').toString();
  }

  private static void table(Inbound inbound, StringBuilder text) {
    text.append("\n### `").append(inbound.id()).append("`\n\n");
    text.append("| in | fields | |\n|---|---|---|\n");
    places(inbound.fields())
        .forEach((place, fates) ->
            fates.forEach((fate, names) ->
                text.append(
                    "| %s | %s | %s |\n"
                        .formatted(
                            place.isEmpty() ? "" : "`" + place + "`",
                            names.stream()
                                .map(name -> "`" + name + "`")
                                .collect(Collectors.joining(", ")),
                            words(fate)))));
  }

  /** The names of fields, by the member they are in and by what becomes of them. */
  private static Map<String, Map<Fate, Set<String>>> places(Map<String, Fate> fields) {
    var places = new TreeMap<String, Map<Fate, Set<String>>>();
    fields.forEach((path, fate) -> {
      int dot = path.lastIndexOf('.');
      places
          .computeIfAbsent(dot < 0 ? "" : path.substring(0, dot), _ -> new EnumMap<>(Fate.class))
          .computeIfAbsent(fate, _ -> new TreeSet<>())
          .add(path.substring(dot + 1));
    });
    return places;
  }

  private static String words(Fate fate) {
    return switch (fate) {
      case MAPPED -> "carried over";
      case DROPPED -> "left out";
      case REJECTED -> "refused";
      case IGNORED -> "left out, changes nothing";
      case GATEWAY -> "done by the gateway";
    };
  }
}
