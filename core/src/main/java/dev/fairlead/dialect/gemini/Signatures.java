package dev.fairlead.dialect.gemini;

import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Opaque.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The slot {@code thoughtSignature}. It holds base64, and Google's SDKs decode it; what the gateway
 * has sealed ({@code fl1.…}) is none, so it lies in the slot as the base64 of its text.
 */
final class Signatures {
  /** Google's own way to say that there is no signature: it is not checked then. */
  static final String NONE = "skip_thought_signature_validator";

  private static final String SEALED = "fl1.";

  /** How the base64 of a sealed value begins. */
  static final String SEALED_BASE64 = "ZmwxL";

  private Signatures() {}

  /** What lay in the slot of a caller's or a provider's part. */
  static Opaque read(String slot, String model) {
    return new Opaque(Family.GOOGLE, Kind.THOUGHT_SIGNATURE, model, "", unwrapped(slot));
  }

  private static String unwrapped(String slot) {
    if (!slot.startsWith(SEALED_BASE64)) {
      return slot;
    }
    try {
      var plain = new StringBuilder(slot.length());
      for (int i = 0; i < slot.length(); i++) {
        char c = slot.charAt(i);
        plain.append(c == '-' ? '+' : c == '_' ? '/' : c);
      }
      var text = new String(Base64.getDecoder().decode(plain.toString()), StandardCharsets.UTF_8);
      return text.startsWith(SEALED) ? text : slot;
    } catch (IllegalArgumentException e) {
      return slot;
    }
  }

  /** What to put into the slot for a caller; null for nothing. */
  static @Nullable String forCaller(@Nullable Opaque opaque) {
    if (opaque == null || opaque.data().isEmpty()) {
      return null;
    }
    var data = opaque.data();
    return data.startsWith(SEALED)
        ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
        : data;
  }

  /** What to put into the slot for Google; null for nothing, and for what is not Google's. */
  static @Nullable String forGoogle(@Nullable Opaque opaque) {
    return opaque == null
            || opaque.family() != Family.GOOGLE
            || opaque.kind() != Kind.THOUGHT_SIGNATURE
            || opaque.data().isEmpty()
            || opaque.data().startsWith(SEALED)
        ? null
        : opaque.data();
  }
}
