package dev.fairlead.state;

/** What is to be kept or read is beyond its bound. Has no stack trace. */
public final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final long bytes;
  private final long limit;

  /**
   * @param what as {@code response resp_1}
   */
  public TooLarge(String what, long bytes, long limit) {
    super("%s: %d bytes (expected: <= %d)".formatted(what, bytes, limit), null, false, false);
    this.bytes = bytes;
    this.limit = limit;
  }

  public long bytes() {
    return bytes;
  }

  public long limit() {
    return limit;
  }
}
