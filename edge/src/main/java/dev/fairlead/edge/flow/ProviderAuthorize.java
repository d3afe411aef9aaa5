package dev.fairlead.edge.flow;

import dev.fairlead.config.Secret;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.edge.loop.Offload;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.aws.SigV4;
import dev.fairlead.provider.google.AccessTokens;
import dev.fairlead.provider.google.GoogleAuthFault;
import dev.fairlead.provider.google.GoogleCredential;
import dev.fairlead.provider.google.ReadyToken;
import dev.fairlead.provider.google.TokenExchange;
import dev.fairlead.routing.Plan.Step;
import dev.fairlead.routing.Upstream.Credential;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Sends keys as they are, signs for Amazon, gets tokens for Google. Thread-safe. */
final class ProviderAuthorize implements Authorize {
  private static final Pattern REGION = Pattern.compile("\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.");

  private final TokenExchange exchange;
  private final InstantSource clock;
  private final Map<String, SigV4> signers = new ConcurrentHashMap<>();
  private final Map<String, AccessTokens> tokens = new ConcurrentHashMap<>();

  ProviderAuthorize(TokenExchange exchange, InstantSource clock) {
    this.exchange = exchange;
    this.clock = clock;
  }

  @Override
  public Map<String, String> headers(Step step, Outgoing outgoing) {
    var secret = step.credential().secret();
    var provider = step.target().upstream().provider();
    if (secret.isEmpty() || provider.auth(step.wire().id()) != Auth.SIGNED) {
      return Authorize.plain(step);
    }
    return provider.id().startsWith("google")
        ? google(step.credential(), secret.get())
        : amazon(step, secret.get(), outgoing);
  }

  private Map<String, String> amazon(Step step, Secret secret, Outgoing outgoing) {
    var parts = secret.reveal().split(" ", -1);
    if (parts.length == 1) {
      return Map.of("authorization", "Bearer " + parts[0]);
    }
    var url = URI.create(step.url());
    var signer =
        signers.computeIfAbsent(
            step.credential().id() + " " + url.getHost(), _ -> signer(parts, url.getHost()));
    var headers = new HashMap<String, String>();
    var host = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    signer
        .sign(
            new SigV4.Request(
                "POST", host, url.getRawPath() + outgoing.path(), List.of(), outgoing.body()),
            clock.instant())
        .forEach(headers::put);
    return headers;
  }

  private static SigV4 signer(String[] parts, String host) {
    var region = REGION.matcher(host);
    var secret = new Secret(parts[1]);
    var credentials =
        parts.length > 2
            ? new SigV4.Credentials(parts[0], secret, new Secret(parts[2]))
            : new SigV4.Credentials(parts[0], secret);
    return SigV4.bedrock(credentials, region.find() ? region.group(1) : "us-east-1");
  }

  private Map<String, String> google(Credential credential, Secret secret) {
    try {
      var source = tokens.get(credential.id());
      if (source == null) {
        var read = Offload.call(() -> credential(secret));
        source =
            tokens.computeIfAbsent(credential.id(), _ -> new AccessTokens(read, exchange, clock));
      }
      var ready = source.ready();
      var token = ready.isPresent() ? ready.get() : Offload.call(source::token);
      return Map.of("authorization", "Bearer " + token.reveal());
    } catch (ExecutionException e) {
      throw new AuthorizationFault(
          e.getCause() instanceof GoogleAuthFault || e.getCause() instanceof IOException
              ? String.valueOf(e.getCause().getMessage())
              : "its credential cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthorizationFault("interrupted while waiting for a token");
    }
  }

  /** The JSON of a key file itself, the path of one, or a token. */
  private static GoogleCredential credential(Secret secret) throws IOException {
    var text = secret.reveal();
    if (text.startsWith("{")) {
      return GoogleCredential.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return text.startsWith("ya29.") || !Files.isReadable(Path.of(text))
        ? new ReadyToken(secret)
        : GoogleCredential.read(Files.readAllBytes(Path.of(text)));
  }
}
