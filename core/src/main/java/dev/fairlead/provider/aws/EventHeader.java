package dev.fairlead.provider.aws;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** A header of a frame: a name and a typed value. */
public record EventHeader(String name, Value value) {

  /** A header with a text, as all of Bedrock's are. */
  public EventHeader(String name, String text) {
    this(name, new Text(text));
  }

  /** A header's value, one of ten types on the wire; yes and no are two of them. */
  public sealed interface Value {}

  /** Types 0 and 1. */
  public record Flag(boolean value) implements Value {}

  /** Type 2. */
  public record Int8(byte value) implements Value {}

  /** Type 3. */
  public record Int16(short value) implements Value {}

  /** Type 4. */
  public record Int32(int value) implements Value {}

  /** Type 5. */
  public record Int64(long value) implements Value {}

  /** Type 6, up to 65,535 bytes. */
  public record Blob(byte[] value) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Blob(var bytes) && Arrays.equals(value, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }

  /** Type 7, up to 65,535 bytes of UTF-8. */
  public record Text(String value) implements Value {}

  /** Type 8, in whole milliseconds. */
  public record Time(Instant value) implements Value {}

  /** Type 9. */
  public record Uuid(UUID value) implements Value {}
}
