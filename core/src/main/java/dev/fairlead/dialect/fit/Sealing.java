package dev.fairlead.dialect.fit;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.Opaque;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps what only a model's maker can read, so that a caller of any dialect can send it back and it
 * is known again: {@code fl1.PAYLOAD.CHECK}. The payload is base64url of a JSON object; the check
 * is base64url of one byte that says which key, and 16 bytes of HMAC-SHA-256 over owner and
 * payload.
 *
 * <p>Nothing is hidden by it: the payload can be read. The check says that this gateway made it,
 * and for this owner. Deterministic. Thread-safe.
 */
public final class Sealing {
  private static final String MARK = "fl1.";
  private static final int KEY = 32;
  private static final int CHECK = 16;
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

  private final List<SecretKeySpec> keys;
  private final byte[] ids;

  /**
   * @param keys 32 random bytes each; the first one seals, all of them open
   */
  public Sealing(List<byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys for sealing: none (expected: at least one)");
    }
    var specs = new ArrayList<SecretKeySpec>();
    ids = new byte[keys.size()];
    for (var key : keys) {
      if (key.length != KEY) {
        throw new IllegalArgumentException(
            "key for sealing: %d bytes (expected: %d)".formatted(key.length, KEY));
      }
      var spec = new SecretKeySpec(key, "HmacSHA256");
      ids[specs.size()] = hmac(spec, "fairlead key id".getBytes(StandardCharsets.US_ASCII))[0];
      specs.add(spec);
    }
    this.keys = List.copyOf(specs);
  }

  /** Whether a text looks like something sealed, by whomever. */
  public static boolean sealed(String data) {
    return data.startsWith(MARK);
  }

  /** For a caller to keep. What is sealed already stays as it is. */
  public Opaque seal(String owner, Opaque opaque) {
    if (sealed(opaque.data())) {
      return opaque;
    }
    return new Opaque(
        opaque.family(), opaque.kind(), opaque.model(), opaque.route(), text(owner, opaque));
  }

  private String text(String owner, Opaque opaque) {
    var json =
        new JsonWriter(opaque.data().length() + 160)
            .object()
            .put("family", opaque.family().name())
            .put("model", opaque.model())
            .put("route", opaque.route())
            .put("kind", opaque.kind().name())
            .put("data", opaque.data())
            .end()
            .bytes();
    var payload = TO_TEXT.encodeToString(json);
    var check = new byte[1 + CHECK];
    check[0] = ids[0];
    System.arraycopy(mac(keys.getFirst(), owner, payload), 0, check, 1, CHECK);
    return MARK + payload + "." + TO_TEXT.encodeToString(check);
  }

  /** What was sealed for this owner; empty for anything else, whatever it is. */
  public Optional<Opaque> open(String owner, String text) {
    int dot = text.lastIndexOf('.');
    if (!sealed(text) || dot < MARK.length()) {
      return Optional.empty();
    }
    var payload = text.substring(MARK.length(), dot);
    var check = bytes(text.substring(dot + 1));
    if (check.length != 1 + CHECK || !known(owner, payload, check)) {
      return Optional.empty();
    }
    return read(bytes(payload));
  }

  private boolean known(String owner, String payload, byte[] check) {
    var told = Arrays.copyOfRange(check, 1, check.length);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == check[0]
          && MessageDigest.isEqual(Arrays.copyOf(mac(keys.get(i), owner, payload), CHECK), told)) {
        return true;
      }
    }
    return false;
  }

  /** Empty for what is not base64url as it is written here. */
  private static byte[] bytes(String text) {
    try {
      var bytes = FROM_TEXT.decode(text);
      return TO_TEXT.encodeToString(bytes).equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Optional<Opaque> read(byte[] json) {
    try {
      var node = Node.lenient(json, 0, json.length);
      return Optional.of(
          new Opaque(
              Opaque.Family.valueOf(node.text("family")),
              Opaque.Kind.valueOf(node.text("kind")),
              node.text("model"),
              node.text("route"),
              node.text("data")));
    } catch (JsonFault | IllegalArgumentException e) {
      // Made by a version that knows more families or kinds.
      return Optional.empty();
    }
  }

  private static byte[] mac(SecretKeySpec key, String owner, String payload) {
    // The owner's length keeps owner and payload apart.
    return hmac(
        key, (owner.length() + ":" + owner + MARK + payload).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
