package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.bedrock.ModelTraits.Maker;
import dev.fairlead.model.Opaque;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Thoughts withheld. Converse carries them as bytes, which for Claude are the very text that
 * Anthropic's own protocol has; for others they stay base64.
 */
final class Blobs {
  private Blobs() {}

  static Opaque redacted(byte[] bytes, String model, ModelTraits traits) {
    var data =
        traits.maker() == Maker.CLAUDE
            ? new String(bytes, StandardCharsets.ISO_8859_1)
            : Base64.getEncoder().encodeToString(bytes);
    return new Opaque(traits.family(), Opaque.Kind.REDACTED, model, "", data);
  }

  static String base64(Opaque redacted, ModelTraits traits) {
    return traits.maker() == Maker.CLAUDE
        ? Base64.getEncoder().encodeToString(redacted.data().getBytes(StandardCharsets.ISO_8859_1))
        : redacted.data();
  }

  /** The bytes of a base64 text; of none if it is not base64. */
  static byte[] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
