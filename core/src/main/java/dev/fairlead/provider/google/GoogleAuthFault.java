package dev.fairlead.provider.google;

/** Says why there is no access token. Never holds key material. */
public final class GoogleAuthFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  GoogleAuthFault(String message) {
    super(message);
  }
}
