package dev.fairlead.key;

/** What a key is good for. */
public enum Role {
  /** Inference on the data port. */
  CALLER("fl-"),
  /** The admin API of the control port; no inference. */
  ADMIN("fl-admin-");

  private final String prefix;

  Role(String prefix) {
    this.prefix = prefix;
  }

  /** What the plain text of such a key begins with. */
  public String prefix() {
    return prefix;
  }
}
