package dev.fairlead.it.sdk;

import dev.fairlead.it.recordings.Recording;
import dev.fairlead.it.recordings.Said;
import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a caller may get other than the model said it, each with its reason. */
enum Loss {
  /** Where the provider told no usage, an estimate stands for it, or nothing. */
  NO_USAGE {
    @Override
    Said of(Case c, Said said) {
      return said.tokens().equals(Tokens.UNTOLD) ? said.withTokens(c.read().tokens()) : said;
    }
  },

  /** Why Anthropic refuses stands beside its answer; others have only the text for it. */
  EXPLANATION {
    @Override
    Said of(Case c, Said said) {
      boolean bare = said.end() == End.REFUSED && said.text().isEmpty();
      return bare && c.from("anthropic.messages") && c.recorded().contains(c.read().text())
          ? said.withText(c.read().text())
          : said;
    }
  },

  /** Anthropic's answers hold no pictures and no sound: a note says that there was one. */
  NO_MEDIA {
    @Override
    Said of(Case c, Said said) {
      boolean note = c.read().text().endsWith(" left out: this protocol's answers cannot hold it]");
      return note && c.to("anthropic.messages") ? said.withText(c.read().text()) : said;
    }
  },

  /** The words of a sound stand in it at OpenAI's chat only. */
  NO_TRANSCRIPT {
    @Override
    Said of(Case c, Said said) {
      return c.recorded().contains("\"transcript\"") && !c.to("openai.chat")
          ? said.withText(c.read().text())
          : said;
    }
  },

  /** What is no answer has one word at Anthropic, and OpenAI and Google do not tell all apart. */
  ENDS {
    @Override
    Said of(Case c, Said said) {
      return said.withEnd(
          switch (said.end()) {
            case DONE, LENGTH -> said.end();
            case REFUSED -> refused(c, said);
            case FILTERED -> c.to("anthropic.messages") ? End.REFUSED : End.FILTERED;
            case BROKEN -> broken(c);
          });
    }

    private End refused(Case c, Said said) {
      return switch (c.caller()) {
        case "anthropic.messages" -> End.REFUSED;
        case "gemini.generate" -> End.FILTERED;
        default -> said.text().isEmpty() ? End.FILTERED : c.read().end();
      };
    }

    private End broken(Case c) {
      return switch (c.caller()) {
        case "anthropic.messages" -> End.REFUSED;
        case "openai.chat" -> End.DONE;
        default -> End.BROKEN;
      };
    }
  },

  /** Namespaces are known to Responses only. */
  NAMESPACE {
    @Override
    Said of(Case c, Said said) {
      return c.to("openai.chat") && c.recorded().contains("\"namespace\"")
          ? said.withCalls(
              said.calls().stream()
                  .map(call -> new Call(call.name() + "__" + call.name(), call.input()))
                  .toList())
          : said;
    }
  },

  /** Anthropic and Google take objects: free text lies in one, and so does what is half of one. */
  FREE_TEXT {
    @Override
    Said of(Case c, Said said) {
      return c.to("anthropic.messages") || c.to("gemini.generate")
          ? said.withCalls(
              said.calls().stream()
                  .map(call -> new Call(call.name(), object(c, call.input())))
                  .toList())
          : said;
    }

    private @Nullable Object object(Case c, @Nullable Object input) {
      if (!(input instanceof String text)) {
        return input;
      }
      boolean custom = c.recorded().contains("custom_tool_call");
      // Anthropic's library reads half an object as an empty one.
      return !custom && c.stream() && c.to("anthropic.messages")
          ? Map.of()
          : Map.of(custom ? "input" : "_raw", text);
    }
  };

  /**
   * A recorded answer that was told to a caller.
   *
   * @param read what the library found in it
   */
  record Case(Recording recording, String caller, boolean stream, Said read) {
    boolean from(String dialect) {
      return recording.dialect().equals(dialect);
    }

    boolean to(String dialect) {
      return caller.equals(dialect) && !from(dialect);
    }

    String recorded() {
      return new String(recording.body(), StandardCharsets.UTF_8);
    }
  }

  abstract Said of(Case c, Said said);

  /** What the library must find. */
  static Said expected(Case c) {
    var said = Said.by(c.recording());
    for (var loss : values()) {
      said = loss.of(c, said);
    }
    return said;
  }
}
