package dev.fairlead.json;

/** Says why bytes are not JSON as we take it, and where. Not a bug: the input's fault. */
public final class JsonFault extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int offset;

  JsonFault(String message, int offset) {
    super(message + " at byte " + offset, null, false, false);
    this.offset = offset;
  }

  /** Bytes from the beginning of the document. */
  public int offset() {
    return offset;
  }
}
