package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Scan;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Dialect;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Google's Gemini API below {@code /v1beta}, as far as it is simulated. Thread-safe. */
public final class Gemini implements Dialect {
  private static final String BASE = "/v1beta/";
  private static final String MODELS = "/v1beta/models";
  private static final byte[] API_KEY = Out.ascii("x-goog-api-key");
  private static final byte[] FIELDS =
      Out.ascii(
          """
          server: fairlead-simulator\r
          vary: Origin, X-Origin, Referer\r
          x-gemini-service-tier: standard\r
          server-timing: gfet4t7; dur=1\r
          """);

  private final List<String> models;
  private final Seal seal;

  /**
   * @param models those to list
   */
  public Gemini(List<String> models, Seal seal) {
    this.models = List.copyOf(models);
    this.seal = seal;
  }

  @Override
  public boolean knows(Asked asked) {
    return asked.path().startsWith(BASE);
  }

  @Override
  public Turn read(Asked asked) throws Refusal {
    var path = asked.path();
    int colon = path.lastIndexOf(':');
    if (!path.startsWith(MODELS)) {
      throw Errors.notFound("Requested entity was not found.");
    }
    if (colon < 0) {
      method(asked, "GET");
      return ModelList.turn(models, decoded(path.substring(MODELS.length())));
    }
    method(asked, "POST");
    if (!path.startsWith(MODELS + "/")) {
      throw Errors.notFound("Requested entity was not found.");
    }
    var model = decoded(path.substring(MODELS.length() + 1, colon));
    try {
      return turn(model, path.substring(colon + 1), asked);
    } catch (Scan.Malformed _) {
      throw Errors.notJson();
    }
  }

  private static void method(Asked asked, String right) throws Refusal {
    if (!asked.method().equals(right)) {
      throw Errors.notFound("Requested entity was not found.");
    }
  }

  private Turn turn(String model, String verb, Asked asked) throws Refusal {
    var body = Node.read(asked.body(), asked.from(), asked.to());
    if (!body.object()) {
      throw Errors.notJson();
    }
    return switch (verb) {
      case "generateContent" -> new GenerateTurn(GenerateRequest.read(model, body), null, seal);
      case "streamGenerateContent" ->
          new GenerateTurn(
              GenerateRequest.read(model, body),
              Chunks.of(query(asked, "alt").equals("sse")),
              seal);
      case "countTokens" -> {
        var inner = body.get("generateContentRequest", "generate_content_request");
        yield new CountTurn(GenerateRequest.read(model, inner.present() ? inner : body));
      }
      case "embedContent" -> new EmbedTurn(model, List.of(body), false);
      case "batchEmbedContents" -> new EmbedTurn(model, body.get("requests").list(), true);
      default -> throw Errors.notFound("Requested entity was not found.");
    };
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private static String query(Asked asked, String name) {
    for (var pair : Arrays.asList(asked.query().split("&", -1))) {
      if (pair.startsWith(name + "=")) {
        return decoded(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  @Override
  public byte[] error(int status, Duration retryAfter) {
    return Errors.ofStatus(status, retryAfter);
  }

  /** None: the error's details say it. */
  @Override
  public String retryFields(Duration wait) {
    return "";
  }

  @Override
  public String key(Asked asked) {
    var header = asked.header(API_KEY);
    if (!header.isEmpty()) {
      return header;
    }
    var query = query(asked, "key");
    return query.isEmpty() ? asked.bearer() : query;
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
    return Errors.invalid("x-simulate: " + message);
  }

  @Override
  public void fields(Out out, long number) {
    out.put(FIELDS);
  }
}
