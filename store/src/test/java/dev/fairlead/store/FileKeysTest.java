package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.key.Keys;
import dev.fairlead.key.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileKeysTest extends KeysContract {
  @TempDir private Path temporary = Path.of("");

  private Path directory() {
    return temporary.resolve("data");
  }

  private Path file() {
    return directory().resolve("keys.json");
  }

  @Override
  Keys keys() {
    return FileKeys.open(directory(), MINT).keys();
  }

  @Test
  void theFirstStartMakesOneKeyOfEachRole() {
    var opened = FileKeys.open(directory(), MINT);
    assertThat(opened.fresh())
        .map(issued -> issued.key().role())
        .containsExactly(Role.ADMIN, Role.CALLER);
    assertThat(opened.fresh())
        .allSatisfy(issued ->
            assertThat(opened.keys().ring().find(issued.plain().reveal()))
                .contains(issued.key().principal()));
  }

  @Test
  void theSecondStartFindsTheSameKeysAndMakesNone() {
    var first = FileKeys.open(directory(), MINT);
    var second = FileKeys.open(directory(), MINT);
    assertThat(second.fresh()).isEmpty();
    assertThat(second.keys().ring().keys()).isEqualTo(first.keys().ring().keys());
  }

  @Test
  void aFileWithoutKeysIsNoFirstStart() {
    var opened = FileKeys.open(directory(), MINT);
    opened.fresh().forEach(issued -> opened.keys().revoke(issued.key().id()));
    assertThat(FileKeys.open(directory(), MINT).fresh()).isEmpty();
  }

  @Test
  void theFileHoldsHashesAndOnlyItsOwnerReadsIt() throws IOException {
    var opened = FileKeys.open(directory(), MINT);
    var text = Files.readString(file());
    assertThat(text).startsWith("{\n  \"version\": 1,\n  \"keys\": [");
    opened
        .fresh()
        .forEach(issued ->
            assertThat(text)
                .contains(issued.key().hash().hex())
                .doesNotContain(issued.plain().reveal()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatACrashLeftHalfWrittenDoesNotMatter() throws IOException {
    var opened = FileKeys.open(directory(), MINT);
    Files.writeString(directory().resolve("keys.json.new"), "{\"version\": 1, \"ke");
    var issued = FileKeys.open(directory(), MINT).keys().issue("next", Role.CALLER);
    assertThat(FileKeys.open(directory(), MINT).keys().ring().keys())
        .hasSize(opened.fresh().size() + 1)
        .contains(issued.key());
  }

  @Test
  void twoProcessesKeepEachOthersKeys() {
    var one = FileKeys.open(directory(), MINT).keys();
    var two = FileKeys.open(directory(), MINT).keys();
    var first = one.issue("one", Role.CALLER);
    var second = two.issue("two", Role.CALLER);
    assertThat(FileKeys.open(directory(), MINT).keys().ring().keys())
        .contains(first.key(), second.key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"version\": 2, \"keys\": []}",
        "{\"version\": 1}",
        "{\"version\": 1, \"keys\": [{}]}",
        "{\"version\": 1, \"keys\": [{\"id\": \"a\", \"name\": \"b\", \"role\": \"king\","
            + " \"sha256\": \"00\", \"created\": \"2026-01-01T00:00:00Z\"}]}"
      })
  void aDamagedFileIsAnErrorAndStaysAsItIs(String damaged) throws IOException {
    FileKeys.open(directory(), MINT);
    Files.writeString(file(), damaged);
    assertThatThrownBy(() -> FileKeys.open(directory(), MINT))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(file().toString())
        .hasMessageContaining("expected:")
        .hasMessageContaining("Put a backup in its place");
    assertThat(Files.readString(file())).isEqualTo(damaged);
  }
}
