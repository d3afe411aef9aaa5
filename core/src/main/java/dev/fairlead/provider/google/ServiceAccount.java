package dev.fairlead.provider.google;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.config.Secret;
import dev.fairlead.json.JsonOut;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service account's key file, read.
 *
 * @param keyId Google's name for the key; empty if unknown
 * @param projectId the project of the account; empty if unknown
 */
public record ServiceAccount(
    String clientEmail, PrivateKey privateKey, String keyId, URI tokenUri, String projectId)
    implements GoogleCredential {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static ServiceAccount of(Fields fields) {
    return new ServiceAccount(
        fields.needed("client_email"),
        key(fields.needed("private_key")),
        fields.text("private_key_id"),
        fields.tokenUri(),
        fields.text("project_id"));
  }

  /** The signed statement that is exchanged for a token. */
  Secret assertion(Instant now) {
    var header = new LinkedHashMap<String, Object>();
    header.put("alg", "RS256");
    header.put("typ", "JWT");
    if (!keyId.isEmpty()) {
      header.put("kid", keyId);
    }
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", clientEmail);
    claims.put("scope", SCOPE);
    claims.put("aud", tokenUri.toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    var text = part(header) + "." + part(claims);
    return new Secret(text + "." + BASE64.encodeToString(sign(text.getBytes(US_ASCII))));
  }

  private static String part(Map<String, Object> object) {
    return BASE64.encodeToString(JsonOut.of(object).getBytes(UTF_8));
  }

  private byte[] sign(byte[] text) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(privateKey);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException _) {
      throw new GoogleAuthFault("private_key: cannot sign (expected: an RSA key)");
    }
  }

  /** Reads PEM, PKCS #8. What went wrong is not handed on: it might quote the key. */
  private static PrivateKey key(String pem) {
    int from = pem.indexOf(BEGIN);
    int to = pem.indexOf(END);
    if (from < 0 || to < from) {
      throw new GoogleAuthFault("private_key: no PEM (expected: %s …)".formatted(BEGIN));
    }
    try {
      var der = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new GoogleAuthFault("private_key: unreadable (expected: an RSA key in PKCS #8)");
    }
  }

  @Override
  public String toString() {
    return "ServiceAccount[%s, key %s, ***]".formatted(clientEmail, keyId);
  }
}
