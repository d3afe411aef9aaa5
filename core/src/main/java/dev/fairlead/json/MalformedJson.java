package dev.fairlead.json;

/** A text is not JSON, or not the JSON that was expected. The message says where and why. */
public final class MalformedJson extends RuntimeException {
  public MalformedJson(String message) {
    super(message);
  }
}
