package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Request;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Writes a request as chat completions, as the provider wants it. One for each request. */
final class RequestWriter {
  private static final int LONGEST_USER = 64;

  private final Writing w;
  private final Request request;
  private Map<String, Shape> toolShapes = Map.of();
  private FormatWriter.Written format = FormatWriter.Written.NOTHING;

  private RequestWriter(Writing w) {
    this.w = w;
    this.request = w.request();
  }

  /**
   * A request's body and what its answer must be read with.
   *
   * @param toolShapes of the input of tools from which nulls must be taken
   * @param format what became of the wish for a format
   */
  record Written(byte[] body, Map<String, Shape> toolShapes, FormatWriter.Written format) {}

  static Written write(Request request, Destination to, Warnings warnings) {
    return new RequestWriter(new Writing(request, to, warnings)).write();
  }

  private Written write() {
    format = FormatWriter.plan(w);
    w.out().object().put("model", w.to().model());
    var marks = new MessageWriter(w).write(format.instruction());
    var tools = new ToolWriter(w);
    toolShapes = tools.write();
    FormatWriter.write(w, format);
    limits();
    sampling();
    ThinkingWriter.write(w);
    wishes();
    stream();
    caching(marks);
    extras();
    return new Written(w.out().end().bytes(), toolShapes, format);
  }

  private void limits() {
    var max = request.maxTokens();
    if (max != null) {
      w.put(w.quirks().maxTokens() == MaxTokens.NEW ? "max_completion_tokens" : "max_tokens", max);
    }
    stops();
    if (request.candidates() > 1) {
      if (!w.takes().candidates()) {
        throw Demand.bad(
            "n: %d (expected: 1 at this provider)".formatted(request.candidates()),
            "n",
            "unsupported_value");
      }
      w.put("n", request.candidates());
    }
  }

  private void stops() {
    var stops = request.stops();
    if (stops.isEmpty() || !w.may("stop")) {
      return;
    }
    if (w.openAi() && w.model().thinks()) {
      w.warnings().dropped("stop", "reasoning models do not take it");
      return;
    }
    if (stops.size() > w.takes().stops()) {
      throw Demand.bad(
          "stop: %d texts (expected: at most %d at this provider)"
              .formatted(stops.size(), w.takes().stops()),
          "stop",
          "unsupported_value");
    }
    w.out().array("stop");
    stops.forEach(w.out()::text);
    w.out().end();
  }

  private void sampling() {
    var s = request.sampling();
    temperature(s.temperature());
    steering("top_p", s.topP());
    steering("frequency_penalty", s.frequencyPenalty());
    steering("presence_penalty", s.presencePenalty());
    if (s.topK() != null) {
      if (w.takes().topK()) {
        w.put("top_k", s.topK());
      } else {
        w.warnings().dropped("top_k", "not taken by " + w.to().provider().id());
      }
    }
    var seed = s.seed();
    if (seed != null) {
      w.put("seed", seed);
    }
    if (request.logprobs() >= 0 && w.may("logprobs")) {
      w.out().put("logprobs", true);
      if (request.logprobs() > 0) {
        w.put("top_logprobs", request.logprobs());
      }
    }
  }

  private void steering(String name, @org.jspecify.annotations.Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    if (w.fixedSampling()) {
      boolean usual = name.equals("top_p") ? isOne(value) : value.signum() == 0;
      if (!usual) {
        w.warnings().dropped(name, "reasoning models do not take it");
      }
    } else {
      w.put(name, value);
    }
  }

  private static boolean isOne(BigDecimal value) {
    return value.compareTo(BigDecimal.ONE) == 0;
  }

  private void temperature(@org.jspecify.annotations.Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    if (w.fixedSampling()) {
      if (!isOne(value)) {
        w.warnings().dropped("temperature", "reasoning models do not take it");
      }
      return;
    }
    var most = BigDecimal.valueOf(w.takes().hottest());
    var sent = value;
    if (value.compareTo(most) > 0) {
      sent = most;
    } else if (value.signum() == 0 && !w.takes().coldest()) {
      sent = new BigDecimal("0.01");
    }
    if (sent != value) {
      w.warnings().changed("temperature", sent.toPlainString());
    }
    w.put("temperature", sent);
  }

  private void wishes() {
    endUser();
    var metadata = request.metadata();
    if (metadata != null && w.own()) {
      w.put("metadata", metadata);
    }
    tier();
    if (!request.verbosity().isEmpty()) {
      if (w.openAi() || w.own()) {
        w.put("verbosity", request.verbosity());
      } else {
        w.warnings().dropped("verbosity", "not taken by " + w.to().provider().id());
      }
    }
    modalities();
    if (!request.cacheKey().isEmpty() && (w.openAi() || w.own())) {
      w.put("prompt_cache_key", request.cacheKey());
    }
  }

  /** Who the user is changes nothing about the answer: where it has no place it is left out. */
  private void endUser() {
    var user = request.endUser();
    var name = w.openAi() ? "safety_identifier" : "user";
    if (!user.isEmpty() && !w.quirks().drop().contains(name)) {
      w.put(name, user.length() <= LONGEST_USER ? user : hash(user));
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tier() {
    var tier = request.tier();
    if (tier.equals("standard_only")) {
      tier = "default";
    }
    if (tier.isEmpty() || tier.equals("auto") && !w.own()) {
      return;
    }
    if (w.openAi() || w.own()) {
      w.put("service_tier", tier);
    } else {
      w.warnings().dropped("service_tier", "not taken by " + w.to().provider().id());
    }
  }

  private void modalities() {
    var wanted = new HashSet<>(request.modalities());
    wanted.remove("text");
    if (wanted.isEmpty()) {
      return;
    }
    if (wanted.contains("audio") && !w.own()) {
      throw Demand.bad("this model cannot answer in audio here", "modalities", "unsupported_value");
    }
    if (w.may("modalities")) {
      w.out().array("modalities");
      request.modalities().forEach(w.out()::text);
      w.out().end();
    }
  }

  private void stream() {
    if (request.stream()) {
      w.out().put("stream", true);
      if (w.quirks().streamUsage() == StreamUsage.ASK) {
        w.out().object("stream_options").put("include_usage", true).end();
      }
    }
  }

  private void caching(boolean marked) {
    if (marked && !w.own() && !request.extras().containsKey("prompt_cache_options")) {
      w.out().object("prompt_cache_options").put("mode", "explicit").put("ttl", "30m").end();
    }
    var last = request.cacheLast();
    if (last != null && w.turns().marks() == dev.fairlead.provider.Accent.Marks.CACHE_CONTROL) {
      PartWriter.cacheControl(w.out(), last);
    }
  }

  /** What only this dialect knows goes back as it was, if the caller speaks it. */
  private void extras() {
    if (w.own()) {
      request.extras().forEach(this::extra);
    }
  }

  private static final Set<String> PLACED = Set.of("stream_options", "chat_template_kwargs");

  private void extra(String name, Raw value) {
    if (!PLACED.contains(name)) {
      w.put(name, value);
    } else if (name.equals("chat_template_kwargs") && !ThinkingWriter.usesTemplate(w)) {
      w.put(name, value);
    }
  }
}
