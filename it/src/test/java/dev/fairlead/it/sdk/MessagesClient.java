package dev.fairlead.it.sdk;

import com.anthropic.core.ObjectMappers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.fairlead.it.recordings.Said;
import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.io.IOException;
import java.util.ArrayList;

/**
 * Anthropic's library reads messages.
 *
 * @param strict whether it is to check them as well
 */
record MessagesClient(boolean strict) implements Client {
  @Override
  public Said plain(byte[] body) throws IOException {
    var answer = ObjectMappers.jsonMapper().readValue(body, Message.class);
    return said(strict ? answer.validate() : answer);
  }

  @Override
  public Said stream(byte[] sse) throws IOException {
    var all = MessageAccumulator.create();
    for (var data : Client.data(sse)) {
      if (!data.contains("\"type\":\"ping\"")) {
        var event = ObjectMappers.jsonMapper().readValue(data, RawMessageStreamEvent.class);
        all.accumulate(strict ? event.validate() : event);
      }
    }
    return said(all.message());
  }

  private static Said said(Message answer) {
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<Call>();
    for (var block : answer.content()) {
      block.text().ifPresent(b -> text.append(b.text()));
      block.thinking().ifPresent(b -> thoughts.append(b.thinking()));
      block
          .toolUse()
          .ifPresent(b -> calls.add(new Call(b.name(), b._input().convert(Object.class))));
    }
    return new Said(
        text.toString(),
        thoughts.toString(),
        calls,
        switch (answer.stopReason().orElseThrow().asString()) {
          case "max_tokens", "model_context_window_exceeded" -> End.LENGTH;
          case "refusal" -> End.REFUSED;
          default -> End.DONE;
        },
        tokens(answer));
  }

  private static Tokens tokens(Message answer) {
    var usage = answer.usage();
    long cached = usage.cacheReadInputTokens().orElse(0L);
    return new Tokens(
        usage.inputTokens() + cached + usage.cacheCreationInputTokens().orElse(0L),
        usage.outputTokens(),
        cached,
        usage.outputTokensDetails().map(d -> d.thinkingTokens()).orElse(0L));
  }
}
