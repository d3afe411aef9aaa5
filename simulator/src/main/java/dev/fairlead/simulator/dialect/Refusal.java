package dev.fairlead.simulator.dialect;

/** A request that is not answered but refused, with a status and the dialect's error body. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private final int status;
  private final byte[] body;

  public Refusal(int status, byte[] body) {
    super("status " + status, null, false, false);
    this.status = status;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public byte[] body() {
    return body;
  }
}
