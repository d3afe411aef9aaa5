package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Scan;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Dialect;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.openai.Errors;
import dev.fairlead.simulator.openai.OpenAi;
import java.time.Duration;
import java.time.InstantSource;

/**
 * OpenAI's API at {@code /v1/responses}. It remembers nothing: a request that builds on an earlier
 * response is refused. Errors, keys and headers are those of {@link OpenAi}. Thread-safe.
 */
public final class Responses implements Dialect {
  private static final String PATH = "/v1/responses";
  private final OpenAi openAi;
  private final InstantSource clock;
  private final Seal seal;

  /**
   * @param clock gives {@code created_at}
   */
  public Responses(OpenAi openAi, InstantSource clock, Seal seal) {
    this.openAi = openAi;
    this.clock = clock;
    this.seal = seal;
  }

  @Override
  public boolean knows(Asked asked) {
    return asked.path().equals(PATH) || asked.path().startsWith(PATH + "/");
  }

  @Override
  public Turn read(Asked asked) throws Refusal {
    try {
      return switch (asked.path()) {
        case PATH -> {
          post(asked);
          yield new ResponsesTurn(ResponsesRequest.read(asked), seal, clock.millis() / 1000);
        }
        case PATH + "/input_tokens" -> {
          post(asked);
          yield new CountTurn(ResponsesRequest.read(asked));
        }
        default -> throw Errors.unknownUrl(asked.method(), asked.path());
      };
    } catch (Scan.Malformed _) {
      throw Errors.notJson();
    }
  }

  private static void post(Asked asked) throws Refusal {
    if (!asked.method().equals("POST")) {
      throw Errors.wrongMethod(asked.method(), asked.path(), "POST");
    }
  }

  @Override
  public byte[] error(int status, Duration retryAfter) {
    return openAi.error(status, retryAfter);
  }

  @Override
  public String key(Asked asked) {
    return openAi.key(asked);
  }

  @Override
  public Refusal wrongKey(String key) {
    return openAi.wrongKey(key);
  }

  @Override
  public Refusal unknownModel(String model) {
    return Errors.invalid(
        400, "The requested model '" + model + "' does not exist.", "model", "model_not_found");
  }

  @Override
  public Refusal badBehaviour(String message) {
    return openAi.badBehaviour(message);
  }

  @Override
  public void fields(Out out, long number) {
    openAi.fields(out, number);
  }
}
