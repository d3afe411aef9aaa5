package dev.fairlead.dialect;

import dev.fairlead.dialect.openai.ChatUpstream;
import dev.fairlead.dialect.openai.OpenAiChat;
import dev.fairlead.dialect.openai.Operation;
import java.util.List;

/** Every protocol that comes with Fairlead: a new one is a folder and a line here. */
public final class KnownDialects {
  private KnownDialects() {}

  public static Dialects all() {
    return new Dialects(
        List.of(
            new OpenAiChat(Operation.CHAT),
            new OpenAiChat(Operation.COMPLETION),
            new OpenAiChat(Operation.EMBEDDING)),
        List.of(
            new ChatUpstream(),
            new ChatUpstream(Operation.COMPLETION, Action.COMPLETE),
            new ChatUpstream(Operation.EMBEDDING, Action.EMBED)));
  }
}
