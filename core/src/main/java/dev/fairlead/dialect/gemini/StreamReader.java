package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Usage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer in chunks, each a partial {@code GenerateContentResponse}; a plain answer is one
 * chunk. Nothing says that a chunk is the last, so choices end when the stream does. Not
 * thread-safe.
 */
final class StreamReader implements EventReader {
  private static final int MOST_CANDIDATES = 128;

  private final Assembler out;
  private final Asked asked;
  private final boolean plain;
  private final TreeMap<Integer, CandidateReader> candidates = new TreeMap<>();
  private final Map<String, Raw> extras = new LinkedHashMap<>();
  private Usage usage = Usage.NONE;
  private String id = "";
  private @Nullable Finish blocked;

  StreamReader(Consumer<Event> sink, Asked asked, boolean plain) {
    this.out = new Assembler(sink);
    this.asked = asked;
    this.plain = plain;
  }

  @Override
  public void event(String type, byte[] data, int from, int to) {
    if (from == to || out.over()) {
      return;
    }
    try {
      var chunk = Node.lenient(data, from, to);
      if (chunk.isArray()) {
        chunk.forEach(this::chunk);
      } else {
        chunk(chunk);
      }
    } catch (JsonFault e) {
      fail(Cause.GARBLED, 0, "an event of the stream is not JSON: " + e.getMessage());
    }
  }

  private void chunk(Node chunk) {
    if (out.over()) {
      return;
    }
    if (!chunk.isObject()) {
      fail(Cause.GARBLED, 0, "an event of the stream is not a JSON object");
      return;
    }
    var error = chunk.get("error");
    if (error != null) {
      fail(Cause.ERROR_INSIDE, ErrorReader.status(error), ErrorReader.message(error));
      return;
    }
    var told = chunk.get("usageMetadata", "usage_metadata");
    if (told != null) {
      var read = Usages.read(told);
      usage = read.reported() ? read : usage;
    }
    begin(chunk, told);
    feedback(chunk);
    for (var candidate : chunk.items("candidates")) {
      if (candidate.isObject()) {
        candidate(candidate);
      }
    }
  }

  private void begin(Node chunk, @Nullable Node told) {
    if (out.started()) {
      return;
    }
    id = MediaReader.text(chunk, "responseId", "response_id");
    var model = MediaReader.text(chunk, "modelVersion", "model_version");
    out.start(
        id,
        model.isEmpty() ? asked.model() : model,
        created(chunk),
        usage,
        told == null ? "" : tier(told.text("serviceTier")));
  }

  private static String tier(String word) {
    return "standard".equals(word) ? "default" : word;
  }

  private static long created(Node chunk) {
    var time = chunk.text("createTime");
    if (time.isEmpty()) {
      return 0;
    }
    try {
      return Math.max(0, Instant.parse(time).getEpochSecond());
    } catch (DateTimeException e) {
      return 0;
    }
  }

  private void feedback(Node chunk) {
    var feedback = chunk.get("promptFeedback", "prompt_feedback");
    if (feedback == null || !feedback.isObject()) {
      return;
    }
    extras.put("promptFeedback", feedback.raw().compact());
    var reason = MediaReader.text(feedback, "blockReason", "block_reason");
    if (!reason.isEmpty() && !"BLOCK_REASON_UNSPECIFIED".equals(reason)) {
      blocked =
          new Finish(
              Finish.Kind.CONTENT_FILTER,
              reason,
              MediaReader.text(feedback, "blockReasonMessage", "block_reason_message"),
              "");
    }
  }

  private void candidate(Node candidate) {
    int index = Math.clamp(candidate.number("index", 0), 0, MOST_CANDIDATES);
    candidates
        .computeIfAbsent(index, i -> new CandidateReader(out, i, asked, extras))
        .read(candidate, id);
  }

  @Override
  public void end() {
    if (out.over()) {
      return;
    }
    if (candidates.isEmpty()) {
      if (blocked == null) {
        fail(
            plain ? Cause.GARBLED : Cause.CUT,
            0,
            plain ? "the answer has no candidates" : "the stream ended before it had any answer");
        return;
      }
      out.finish(0, blocked);
    } else if (!complete()) {
      return;
    }
    if (usage.reported()) {
      out.usage(usage);
    }
    out.end(extras);
  }

  private boolean complete() {
    for (var candidate : candidates.values()) {
      if (!candidate.ended() && blocked == null && !(plain && candidate.filled())) {
        fail(Cause.CUT, 0, "the stream ended before the answer did");
        return false;
      }
    }
    var broken = candidates.size() == 1 ? candidates.firstEntry().getValue().broken() : "";
    if (!broken.isEmpty()) {
      fail(Cause.ERROR_INSIDE, 0, broken);
      return false;
    }
    for (var candidate : candidates.values()) {
      candidate.finish(blocked);
    }
    return true;
  }

  @Override
  public void stop(Cause cause, String why) {
    fail(cause, 0, why);
  }

  private void fail(Cause cause, int status, String message) {
    if (!out.over() && usage.reported() && out.started()) {
      out.usage(usage);
    }
    out.fail(cause, status, message);
  }
}
