package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Prepared;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Edit;
import dev.fairlead.json.Elements;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Texts;
import dev.fairlead.provider.Accent.Replay;
import dev.fairlead.provider.Quirks;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the body for one endpoint from the caller's: the same bytes save for the model's name, the
 * wish for usage, the gateway's own members, and what the provider's quirks ask for. Pure.
 */
public final class PassThrough {
  private static final String[] OURS = {"models", "route", "provider", "usage"};

  private final Members body;
  private final Edit edit;
  private final Quirks quirks;
  private final List<String> warnings = new ArrayList<>(0);

  private PassThrough(Members body, Quirks quirks) {
    this.body = body;
    this.edit = new Edit(body);
    this.quirks = quirks;
  }

  /** The request for an endpoint that knows the model as {@code upstreamId}. */
  public static Prepared write(Envelope envelope, String upstreamId, Quirks quirks) {
    return new PassThrough(envelope.body(), quirks).prepare(envelope, upstreamId);
  }

  /** The same for a destination, with the path below its base URL. */
  static Outgoing outgoing(String path, Envelope envelope, Destination to, Warnings warnings) {
    var prepared = write(envelope, to.model(), to.provider().quirks());
    for (var line : prepared.warnings()) {
      warnings.dropped(line.substring(line.indexOf('=') + 1), "");
    }
    return new Outgoing(path, prepared.body(), Map.of(), Framing.SSE, prepared.hideUsage());
  }

  private Prepared prepare(Envelope envelope, String upstreamId) {
    model(upstreamId);
    for (var name : OURS) {
      int i = body.find(name);
      if (i >= 0) {
        edit.remove(i);
      }
    }
    boolean hide = envelope.stream() && usage(envelope);
    quirks.drop().forEach(this::drop);
    quirks.rename().forEach(this::rename);
    limit();
    messages();
    return new Prepared(edit.bytes(), hide, warnings);
  }

  private void model(String upstreamId) {
    var value = Texts.quote(new StringBuilder(upstreamId.length() + 2), upstreamId).toString();
    int i = body.find("model");
    if (i < 0) {
      edit.add("model", value);
    } else if (body.kind(i) != Kind.STRING || !body.text(i).equals(upstreamId)) {
      edit.replace(i, value);
    }
  }

  /** True if usage is asked for by us alone. */
  private boolean usage(Envelope envelope) {
    int i = body.find("stream_options");
    boolean given = i >= 0 && body.kind(i) == Kind.OBJECT;
    if (quirks.streamUsage() == StreamUsage.REFUSED) {
      if (i >= 0) {
        edit.remove(i);
        warnings.add("dropped=stream_options");
      }
      return false;
    }
    if (envelope.usageAsked() || quirks.streamUsage() == StreamUsage.ALWAYS) {
      return false;
    }
    if (given) {
      var options = body.inside(i);
      var inner = new Edit(options);
      int flag = options.find("include_usage");
      if (flag >= 0) {
        inner.replace(flag, "true");
      } else {
        inner.add("include_usage", "true");
      }
      edit.replace(i, inner.bytes());
    } else if (i >= 0) {
      edit.replace(i, "{\"include_usage\":true}");
    } else {
      edit.add("stream_options", "{\"include_usage\":true}");
    }
    return !envelope.costAsked();
  }

  private void drop(String name) {
    int i = body.find(name);
    if (i >= 0) {
      edit.remove(i);
      warnings.add("dropped=" + name);
    }
  }

  private void rename(String from, String to) {
    int i = body.find(from);
    if (i >= 0 && body.find(to) < 0) {
      edit.rename(i, to);
    }
  }

  private void limit() {
    if (quirks.maxTokens() == MaxTokens.EITHER) {
      return;
    }
    boolean old = quirks.maxTokens() == MaxTokens.OLD;
    int wanted = body.find(old ? "max_tokens" : "max_completion_tokens");
    int other = body.find(old ? "max_completion_tokens" : "max_tokens");
    if (other < 0) {
      return;
    }
    if (wanted < 0) {
      edit.rename(other, old ? "max_tokens" : "max_completion_tokens");
    } else {
      // Both given: max_completion_tokens is the newer word and wins.
      int winner = old ? other : wanted;
      edit.replace(wanted, body.raw(winner));
      edit.remove(other);
      warnings.add("dropped=max_tokens");
    }
  }

  /**
   * A provider that does not know the role {@code developer} gets {@code system}; one that wants
   * thoughts back beside calls, and does not get them, an empty text.
   */
  private void messages() {
    boolean thoughts = quirks.accent().thoughts().replay() == Replay.EMPTY_ALLOWED;
    int i = body.find("messages");
    if (quirks.developerRole() && !thoughts || i < 0 || body.kind(i) != Kind.ARRAY) {
      return;
    }
    var array = new StringBuilder();
    int copied = body.valueFrom(i);
    boolean called = false;
    for (var message : Elements.of(body, i)) {
      int role = message.object() ? message.find("role") : -1;
      if (role < 0 || message.kind(role) != Kind.STRING) {
        continue;
      }
      switch (message.text(role)) {
        case "developer" -> {
          if (!quirks.developerRole()) {
            array.append(text(copied, message.valueFrom(role))).append("\"system\"");
            copied = message.valueTo(role);
          }
        }
        case "user" -> called = false;
        case "assistant" -> {
          called |= calls(message);
          if (thoughts && called && message.find("reasoning_content") < 0) {
            array.append(text(copied, message.from() + 1)).append("\"reasoning_content\":\"\",");
            copied = message.from() + 1;
          }
        }
        default -> {
          // Nothing of it is edited.
        }
      }
    }
    if (!array.isEmpty()) {
      edit.replace(i, array.append(text(copied, body.valueTo(i))).toString());
    }
  }

  private static boolean calls(Members message) {
    int i = message.find("tool_calls");
    return i >= 0 && message.kind(i) == Kind.ARRAY && message.valueTo(i) - message.valueFrom(i) > 2;
  }

  private String text(int from, int to) {
    return new String(body.json(), from, to - from, StandardCharsets.UTF_8);
  }
}
