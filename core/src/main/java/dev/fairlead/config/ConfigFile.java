package dev.fairlead.config;

import dev.fairlead.config.Problem.Excerpt;
import dev.fairlead.json.YamlException;
import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code fairlead.yaml}: a configuration, or everything that is wrong with the file at once.
 * Stateless and thread-safe.
 */
public final class ConfigFile {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  /** What reading a file gives. */
  public sealed interface Result {

    /** The file can be used. */
    record Valid(Config config) implements Result {}

    /**
     * The file cannot be used.
     *
     * @param problems at least one, in the order of the file
     */
    record Invalid(List<Problem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /** A result, and the keys that were looked for on the way. */
  record Trace(Result result, Set<String> asked) {}

  private ConfigFile() {}

  /** Reads a file; that it cannot be read is a problem like any other. */
  public static Result read(Path file, Surroundings around) {
    try (var in = Files.newInputStream(file)) {
      return read(in.readNBytes(MAX_BYTES + 1), around);
    } catch (NoSuchFileException _) {
      return unreadable("no such file");
    } catch (AccessDeniedException _) {
      return unreadable("the file may not be read");
    } catch (IOException _) {
      return unreadable("the file cannot be read");
    }
  }

  /** Reads the bytes of a file. */
  public static Result read(byte[] bytes, Surroundings around) {
    return trace(bytes, around).result();
  }

  static Trace trace(byte[] bytes, Surroundings around) {
    if (bytes.length > MAX_BYTES) {
      var found = "the file is larger than 4 MiB";
      return new Trace(
          new Result.Invalid(List.of(new Problem(0, 0, "", found, "at most 4 MiB", Excerpt.NONE))),
          Set.of());
    }
    var text = decoded(bytes);
    if (text.isEmpty()) {
      return new Trace(new Result.Invalid(List.of(notUtf8(bytes))), Set.of());
    }
    try {
      return parsed(bytes, text.get(), YamlReader.read(text.get()), around);
    } catch (YamlException e) {
      var excerpt = SyntaxExcerpt.of(text.get(), e.line(), e.column(), around.providers());
      var problem = new Problem(e.line(), e.column(), "", e.problem(), "", excerpt);
      return new Trace(new Result.Invalid(List.of(problem)), Set.of());
    }
  }

  private static Trace parsed(byte[] bytes, String text, YamlNode root, Surroundings around) {
    var reading = new Reading(around);
    var config = new RootReader(reading).read(root, sha256(bytes));
    if (reading.complaints().isEmpty()) {
      return new Trace(new Result.Valid(config), reading.asked());
    }
    var excerpts = new Excerpts(text, reading.hidden());
    var problems =
        reading.complaints().stream()
            .map(excerpts::problem)
            .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
            .toList();
    return new Trace(new Result.Invalid(problems), reading.asked());
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Problem notUtf8(byte[] bytes) {
    var readable = ByteBuffer.wrap(bytes);
    var text = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(readable, text, true);
    var before = text.flip().toString();
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return new Problem(line, column, "", "bytes that are not UTF-8", "UTF-8", Excerpt.NONE);
  }

  private static Result unreadable(String found) {
    return new Result.Invalid(
        List.of(new Problem(0, 0, "", found, "a file to read", Excerpt.NONE)));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
