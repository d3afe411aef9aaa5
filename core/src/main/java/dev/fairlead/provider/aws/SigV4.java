package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.config.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to AWS, Signature Version 4, in headers; for every service but S3, whose rules for
 * paths and bodies differ.
 *
 * <p>The key of a day is derived once. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
public final class SigV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();

  private final Credentials credentials;
  private final String region;
  private final String service;
  private volatile @Nullable Day latest;

  /**
   * Who signs.
   *
   * @param sessionToken of temporary credentials; empty for lasting ones
   */
  public record Credentials(String accessKeyId, Secret secretKey, Secret sessionToken) {

    /** Lasting credentials. */
    public Credentials(String accessKeyId, Secret secretKey) {
      this(accessKeyId, secretKey, new Secret(""));
    }
  }

  /** A header to be signed. */
  public record Header(String name, String value) {}

  /**
   * What is signed.
   *
   * @param host as in the host header, with the port if that has one
   * @param path as it is sent, percent-encoding included; see {@link #segment}
   * @param query as it is sent, without the question mark; a plus sign is a plus sign
   * @param headers what shall be signed besides host, date and session token
   * @param body never changed; its bytes from {@code from} to {@code to}
   */
  public record Request(
      String method,
      String host,
      String path,
      String query,
      List<Header> headers,
      byte[] body,
      int from,
      int to) {
    public Request {
      headers = List.copyOf(headers);
    }

    /** A request without query, its body a whole array. */
    public Request(String method, String host, String path, List<Header> headers, byte[] body) {
      this(method, host, path, "", headers, body, 0, body.length);
    }
  }

  /**
   * What a request must carry besides what was signed.
   *
   * @param date of {@code x-amz-date}
   * @param sessionToken of {@code x-amz-security-token}; empty: none
   */
  public record Signed(String authorization, String date, Secret sessionToken) {

    /** Gives each header's name, in lower case, and its value. */
    public void forEach(BiConsumer<String, String> header) {
      header.accept("x-amz-date", date);
      if (!sessionToken.reveal().isEmpty()) {
        header.accept(Canonical.SECURITY_TOKEN, sessionToken.reveal());
      }
      header.accept("authorization", authorization);
    }
  }

  /** The key of one day, in a Mac that is only ever cloned. */
  private record Day(String date, Mac key) {}

  public SigV4(Credentials credentials, String region, String service) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
  }

  /** A signer for Bedrock. */
  public static SigV4 bedrock(Credentials credentials, String region) {
    return new SigV4(credentials, region, "bedrock");
  }

  /**
   * A name as one segment of a path: a model's {@code :} becomes {@code %3A}, an ARN's {@code /}
   * becomes {@code %2F}. The signer encodes the path once more, as AWS does.
   */
  public static String segment(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("path segment: \"%s\" (expected: a name)".formatted(name));
    }
    var out = new Bytes(name.length() + 16);
    Percent.encode(name, false, out);
    return out.latin1();
  }

  /** Signs a request as of this instant. */
  public Signed sign(Request request, Instant now) {
    var date = STAMP.format(now);
    var token = credentials.sessionToken();
    var canonical = new Canonical(request, date, token.reveal(), hash(request));
    var scope = "%s/%s/%s/aws4_request";
    scope = scope.formatted(date.substring(0, 8), region, service);
    var text =
        ALGORITHM + '\n' + date + '\n' + scope + '\n' + HEX.formatHex(sha256(canonical.bytes()));
    var signature = HEX.formatHex(keyOf(date.substring(0, 8)).doFinal(text.getBytes(UTF_8)));
    var authorization =
        ALGORITHM
            + " Credential="
            + credentials.accessKeyId()
            + '/'
            + scope
            + ", SignedHeaders="
            + canonical.names()
            + ", Signature="
            + signature;
    return new Signed(authorization, date, token);
  }

  private static String hash(Request request) {
    var digest = sha256();
    digest.update(request.body(), request.from(), request.to() - request.from());
    return HEX.formatHex(digest.digest());
  }

  private static byte[] sha256(Bytes bytes) {
    var digest = sha256();
    digest.update(bytes.array(), 0, bytes.length());
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Mac keyOf(String date) {
    var day = latest;
    if (day == null || !day.date.equals(date)) {
      day = new Day(date, derive(date));
      latest = day;
    }
    try {
      return (Mac) day.key.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HMAC can be cloned", e);
    }
  }

  private Mac derive(String date) {
    var key = ("AWS4" + credentials.secretKey().reveal()).getBytes(UTF_8);
    for (var step : new String[] {date, region, service, "aws4_request"}) {
      key = mac(key).doFinal(step.getBytes(UTF_8));
    }
    return mac(key);
  }

  private static Mac mac(byte[] key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
