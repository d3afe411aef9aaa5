package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Scan;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Dialect;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import java.time.Duration;
import java.util.List;

/** Anthropic's HTTP API below {@code /v1}, as far as it is simulated. Thread-safe. */
public final class Anthropic implements Dialect {
  private static final String MESSAGES = "/v1/messages";
  private static final String MODELS = "/v1/models";
  private static final byte[] VERSION = Out.ascii("anthropic-version");
  private static final byte[] API_KEY = Out.ascii("x-api-key");
  private static final byte[] FIELDS =
      Out.ascii(
          """
          server: fairlead-simulator\r
          anthropic-organization-id: simulated\r
          anthropic-ratelimit-requests-limit: 10000\r
          anthropic-ratelimit-requests-remaining: 9999\r
          anthropic-ratelimit-requests-reset: 2026-01-01T00:00:00Z\r
          request-id: req_011\
          """);
  private static final byte[] END = Out.ascii("\r\n");

  private final List<String> models;
  private final Seal seal;

  /**
   * @param models those to list
   */
  public Anthropic(List<String> models, Seal seal) {
    this.models = List.copyOf(models);
    this.seal = seal;
  }

  /** OpenAI has {@code /v1/models} too: there the version's header tells. */
  @Override
  public boolean knows(Asked asked) {
    var path = asked.path();
    return path.startsWith(MESSAGES)
        || (path.startsWith(MODELS) && !asked.header(VERSION).isEmpty());
  }

  @Override
  public Turn read(Asked asked) throws Refusal {
    if (asked.header(VERSION).isEmpty()) {
      throw Errors.invalid("anthropic-version: header is required");
    }
    try {
      return switch (asked.path()) {
        case MESSAGES -> {
          method(asked, "POST");
          yield new MessagesTurn(MessagesRequest.read(asked, true), seal);
        }
        case MESSAGES + "/count_tokens" -> {
          method(asked, "POST");
          yield new CountTurn(MessagesRequest.read(asked, false));
        }
        default -> models(asked);
      };
    } catch (Scan.Malformed _) {
      throw Errors.notJson();
    }
  }

  private Turn models(Asked asked) throws Refusal {
    if (!asked.path().startsWith(MODELS)) {
      throw Errors.notFound("Not found");
    }
    method(asked, "GET");
    return ModelList.turn(models, asked.path().substring(MODELS.length()));
  }

  private static void method(Asked asked, String right) throws Refusal {
    if (!asked.method().equals(right)) {
      throw Errors.wrongMethod();
    }
  }

  @Override
  public byte[] error(int status, Duration retryAfter) {
    return Errors.ofStatus(status);
  }

  @Override
  public String key(Asked asked) {
    var key = asked.header(API_KEY);
    return key.isEmpty() ? asked.bearer() : key;
  }

  @Override
  public Refusal wrongKey(String key) {
    return Errors.wrongKey(key);
  }

  @Override
  public Refusal unknownModel(String model) {
    return Errors.notFound("model: " + model);
  }

  @Override
  public Refusal badBehaviour(String message) {
    return Errors.invalid("x-simulate: " + message);
  }

  @Override
  public void fields(Out out, long number) {
    out.put(FIELDS).hex(number, 21).put(END);
  }
}
