package dev.fairlead.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} lists every key as the schema has it. After a change of the schema,
 * {@code mvn -pl core test -Dtest=ReferenceTest -Dsurefire.args=-Dupdate=true} writes it anew.
 */
final class ReferenceTest {
  private static final String MARK = "<!-- From here on made from fairlead.schema.json. -->\n";

  @Test
  void theReferenceListsEveryKeyOfTheSchema() throws IOException {
    var page = Files.doc("configuration.md");
    var fresh = page.substring(0, page.indexOf(MARK)) + MARK + tables();
    if (Boolean.getBoolean("update")) {
      java.nio.file.Files.writeString(Files.DOCS.resolve("configuration.md"), fresh);
    }
    assertThat(Files.doc("configuration.md")).isEqualTo(fresh);
  }

  private static String tables() {
    var text = new StringBuilder();
    var sections = new ArrayList<List<SchemaTree.Key>>();
    for (var key : SchemaTree.keys().values()) {
      if (key.shape().endsWith("[]") || key.shape().endsWith(".*")) {
        continue;
      }
      if (!key.shape().contains(".")) {
        sections.add(new ArrayList<>());
      }
      sections.getLast().add(key);
    }
    sections.forEach(section -> table(section, text));
    return text.toString();
  }

  private static void table(List<SchemaTree.Key> section, StringBuilder text) {
    var first = section.getFirst();
    text.append("\n## ").append(first.shape()).append("\n\n");
    text.append(first.text("description").orElse("")).append("\n");
    var keys = section.size() == 1 ? section : section.subList(1, section.size());
    text.append(section.size() == 1 ? "Default: " + standard(first) + ".\n" : "");
    if (section.size() > 1) {
      text.append("\n| key | what | default | unit |\n|---|---|---|---|\n");
      keys.forEach(key ->
          text.append(
              "| `%s` | %s | %s | %s |\n"
                  .formatted(
                      key.shape(),
                      key.text("description").orElse(""),
                      standard(key),
                      key.text("x-unit").orElse(""))));
    }
  }

  private static String standard(SchemaTree.Key key) {
    var written = key.standard().map(value -> "`" + value.replace("\"", "") + "`");
    return Optional.of(key.required())
        .filter(required -> required)
        .map(_ -> "required")
        .or(() -> written)
        .or(() -> key.text("x-default"))
        .orElse("");
  }
}
