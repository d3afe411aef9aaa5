package dev.fairlead.provider.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.config.Secret;
import dev.fairlead.json.Tree;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a proof for a token.
 *
 * @param secrets what an answer must not be allowed to repeat into a message
 */
record TokenRequest(URI uri, Secret form, List<Secret> secrets) {
  private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int SHOWN = 300;

  /** A token and how long it lasts. */
  record Granted(Secret token, Duration life) {}

  static TokenRequest of(ServiceAccount account, Instant now) {
    var assertion = account.assertion(now);
    return new TokenRequest(
        account.tokenUri(),
        form(Map.of("grant_type", JWT, "assertion", assertion.reveal())),
        List.of(assertion));
  }

  static TokenRequest of(AuthorizedUser user) {
    return new TokenRequest(
        user.tokenUri(),
        form(
            Map.of(
                "grant_type", "refresh_token",
                "client_id", user.clientId(),
                "client_secret", user.clientSecret().reveal(),
                "refresh_token", user.refreshToken().reveal())),
        List.of(user.clientSecret(), user.refreshToken()));
  }

  private static Secret form(Map<String, String> fields) {
    var pairs =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8));
    return new Secret(String.join("&", pairs.toList()));
  }

  Granted send(TokenExchange exchange) throws InterruptedException {
    try {
      var answer = exchange.fetch(uri, form);
      return granted(answer.status(), members(answer.body()));
    } catch (IOException e) {
      throw fault("no answer (%s)".formatted(Objects.requireNonNullElse(e.getMessage(), "")));
    }
  }

  private Granted granted(int status, Map<?, ?> answer) {
    if (status != 200) {
      var words = (text(answer, "error") + ": " + text(answer, "error_description"));
      throw fault(status + (answer.isEmpty() ? "" : " " + words));
    }
    var token = text(answer, "access_token");
    if (token.isBlank()) {
      throw fault("200 without access_token");
    }
    return new Granted(new Secret(token), life(answer.get("expires_in")));
  }

  private Duration life(@Nullable Object seconds) {
    if (seconds instanceof Number number
        && number.longValue() > 0
        && number.longValue() <= LONGEST.toSeconds()) {
      return Duration.ofSeconds(number.longValue());
    }
    throw fault(
        "200 without a usable expires_in (expected: 1 to %d)".formatted(LONGEST.toSeconds()));
  }

  /** Empty when it is no object. */
  private static Map<?, ?> members(byte[] json) {
    try {
      return Tree.json(json, 0, json.length) instanceof Map<?, ?> members ? members : Map.of();
    } catch (Tree.Unreadable _) {
      return Map.of();
    }
  }

  private static String text(Map<?, ?> answer, String name) {
    return answer.get(name) instanceof String text ? text : "";
  }

  private GoogleAuthFault fault(String what) {
    var shown = what;
    for (var secret : secrets) {
      shown = secret.hide(shown);
    }
    shown = shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
    return new GoogleAuthFault("token from %s: %s".formatted(uri.getHost(), shown));
  }
}
