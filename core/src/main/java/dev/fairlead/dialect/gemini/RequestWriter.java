package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Request;
import java.util.Locale;

/** Writes a request's body. Not thread-safe; one for each. */
final class RequestWriter {
  private final Request request;
  private final Target target;
  private final Warnings warnings;
  private final JsonWriter out;
  private Asked asked;

  RequestWriter(Request request, Target target, Warnings warnings) {
    this.request = request;
    this.out = new JsonWriter(request.copies(), 4 << 10);
    this.target = target;
    this.warnings = warnings;
    this.asked = Asked.of(target.model());
  }

  byte[] write() {
    out.object();
    members();
    return out.end().bytes();
  }

  /** The body of a count: the Gemini API takes tools and instructions in a wrapping only. */
  byte[] writeCount() {
    out.object();
    if (target.vertex()) {
      members();
    } else {
      out.object("generateContentRequest").put("model", "models/" + target.model());
      members();
      out.end();
    }
    return out.end().bytes();
  }

  /** What the reader of the answer must know; complete when all is written. */
  Asked asked() {
    return asked;
  }

  private void members() {
    new ContentWriter(out, target, warnings).write(request.items());
    var tools = new ToolWriter(out, request, target, warnings);
    tools.write();
    var config = new ConfigWriter(request, target, warnings);
    var written = config.write();
    if (!written.text().equals("{}")) {
      out.put("generationConfig", written);
    }
    others();
    asked = new Asked(target.model(), tools.offersHosted(), config.back(), tools.backs());
  }

  private void others() {
    tier();
    if (!request.verbosity().isEmpty()) {
      warnings.dropped(Params.verbosity(request.dialect()), "Gemini has no such setting");
    }
    var metadata = request.metadata();
    if (metadata != null && metadata.isObject()) {
      if (target.own()) {
        out.put("labels", metadata);
      } else if (target.vertex()) {
        Labels.write(out, metadata.node());
      }
    }
    if (target.own()) {
      for (var extra : request.extras().entrySet()) {
        if (extra.getKey().indexOf('.') < 0) {
          out.name(extra.getKey()).raw(extra.getValue());
        }
      }
    }
  }

  private void tier() {
    var word = request.tier().toLowerCase(Locale.ROOT);
    switch (word) {
      case "", "auto" -> {}
      case "default", "flex", "priority" -> {
        if (!target.vertex()) {
          out.put("serviceTier", word.equals("default") ? "standard" : word);
        } else if (!word.equals("default")) {
          warnings.dropped(Params.tier(request.dialect()), "Vertex AI sets it by the account");
        }
      }
      default -> warnings.dropped(Params.tier(request.dialect()), "Gemini has no such tier");
    }
  }
}
