package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Framing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the protocol is spoken; paths and a few members of the body differ. */
enum Platform {
  DIRECT("anthropic.messages", "", Framing.SSE),
  VERTEX("vertex.anthropic", "vertex-2023-10-16", Framing.SSE),
  BEDROCK("bedrock.anthropic", "bedrock-2023-05-31", Framing.AWS);

  private final String id;
  private final String version;
  private final Framing framing;

  Platform(String id, String version, Framing framing) {
    this.id = id;
    this.version = version;
    this.framing = framing;
  }

  String id() {
    return id;
  }

  /** What the body says as {@code anthropic_version}; empty where a header says it. */
  String version() {
    return version;
  }

  Framing framing() {
    return framing;
  }

  String path(String model, boolean stream) {
    return switch (this) {
      case DIRECT -> "/messages";
      case VERTEX ->
          "/publishers/anthropic/models/%s:%s"
              .formatted(encoded(model), stream ? "streamRawPredict" : "rawPredict");
      case BEDROCK ->
          "/model/%s/%s"
              .formatted(encoded(model), stream ? "invoke-with-response-stream" : "invoke");
    };
  }

  /** The at-sign of Vertex's model versions may stand in a path as it is. */
  private static String encoded(String model) {
    return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20").replace("%40", "@");
  }
}
