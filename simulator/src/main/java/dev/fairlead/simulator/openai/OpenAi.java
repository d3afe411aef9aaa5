package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Scan;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Dialect;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** OpenAI's HTTP API below {@code /v1}, as far as it is simulated. Thread-safe. */
public final class OpenAi implements Dialect {
  private static final byte[] FIELDS =
      Out.ascii(
          """
          server: fairlead-simulator\r
          openai-version: 2020-10-01\r
          openai-organization: simulated\r
          openai-processing-ms: 1\r
          x-ratelimit-limit-requests: 10000\r
          x-ratelimit-remaining-requests: 9999\r
          x-ratelimit-reset-requests: 6ms\r
          x-request-id: req_\
          """);
  private static final byte[] END = Out.ascii("\r\n");

  private final InstantSource clock;
  private final List<String> models;

  /**
   * @param clock gives {@code created}
   * @param models those to list
   */
  public OpenAi(InstantSource clock, List<String> models) {
    this.clock = clock;
    this.models = List.copyOf(models);
  }

  @Override
  public boolean knows(Asked asked) {
    return asked.path().startsWith("/v1/");
  }

  @Override
  public Turn read(Asked asked) throws Refusal {
    var route = asked.path();
    var body = asked.body();
    try {
      return switch (route) {
        case "/v1/chat/completions" -> {
          post(asked.method(), route);
          yield new ChatTurn(ChatRequest.read(body, asked.from(), asked.to()), seconds());
        }
        case "/v1/completions" -> {
          post(asked.method(), route);
          yield new CompletionTurn(
              CompletionRequest.read(body, asked.from(), asked.to()), seconds());
        }
        case "/v1/embeddings" -> {
          post(asked.method(), route);
          yield Embeddings.read(body, asked.from(), asked.to());
        }
        default -> models(asked.method(), route);
      };
    } catch (Scan.Malformed _) {
      throw Errors.notJson();
    }
  }

  private static void post(String method, String path) throws Refusal {
    if (!method.equals("POST")) {
      throw Errors.wrongMethod(method, path, "POST");
    }
  }

  private Turn models(String method, String route) throws Refusal {
    if (!route.equals("/v1/models") && !route.startsWith("/v1/models/")) {
      throw Errors.unknownUrl(method, route);
    }
    if (!method.equals("GET")) {
      throw Errors.wrongMethod(method, route, "GET");
    }
    return ModelList.turn(models, route.substring("/v1/models".length()), seconds());
  }

  private long seconds() {
    return clock.millis() / 1000;
  }

  @Override
  public byte[] error(int status, Duration retryAfter) {
    return Errors.ofStatus(status);
  }

  @Override
  public String key(Asked asked) {
    return asked.bearer();
  }

  @Override
  public Refusal wrongKey(String key) {
    return Errors.wrongKey(key);
  }

  @Override
  public Refusal unknownModel(String model) {
    return Errors.unknownModel(model);
  }

  @Override
  public Refusal badBehaviour(String message) {
    return Errors.invalid(400, message, "x-simulate", "unknown_behaviour");
  }

  @Override
  public void fields(Out out, long number) {
    out.put(FIELDS).hex(number, 32).put(END);
  }
}
