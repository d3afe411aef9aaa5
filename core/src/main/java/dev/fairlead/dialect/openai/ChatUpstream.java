package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Request;
import dev.fairlead.provider.Accent.CallIds;
import dev.fairlead.provider.Accent.Field;
import dev.fairlead.provider.Accent.Tags;
import dev.fairlead.provider.Accent.Thoughts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Providers that speak OpenAI's chat completions, each in its accent. */
public final class ChatUpstream implements Outbound {
  /** The newest version of Azure's API that is not a preview. */
  public static final String AZURE_VERSION = "2024-10-21";

  private final String id;
  private final Function<String, String> path;

  private ChatUpstream(String id, Function<String, String> path) {
    this.id = id;
    this.path = path;
  }

  /** OpenAI and its compatibles. */
  public static ChatUpstream compatible() {
    return new ChatUpstream(RequestReader.DIALECT, _ -> Operation.CHAT.path());
  }

  /**
   * Azure's deployments, {@code azure.chat}.
   *
   * @param version of Azure's API, as {@link #AZURE_VERSION}
   */
  public static ChatUpstream azure(String version) {
    return new ChatUpstream(
        "azure.chat",
        deployment ->
            "/openai/deployments/%s/chat/completions?api-version=%s"
                .formatted(encoded(deployment), encoded(version)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String dialect() {
    return RequestReader.DIALECT;
  }

  @Override
  public Manners manners(Destination to) {
    return ChatManners.of(to);
  }

  @Override
  public boolean passes(Envelope envelope, Destination to) {
    var accent = to.provider().quirks().accent();
    if (accent.thoughts().tags() != Tags.NONE) {
      return false;
    }
    boolean uneven =
        accent.turns().callIds() == CallIds.NINE
            || accent.turns().assistantAfterTool()
            || !accent.turns().callIndexes()
            || forgets(accent.thoughts());
    return !uneven || envelope.body().find("tools") < 0;
  }

  /** Whether thoughts must come back that plain clients do not keep. */
  private static boolean forgets(Thoughts thoughts) {
    return switch (thoughts.replay()) {
      case NEVER -> false;
      case ALWAYS -> thoughts.field() != Field.REASONING_DETAILS;
      case AFTER_TOOL_CALL, EMPTY_ALLOWED -> true;
    };
  }

  @Override
  public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
    return PassThrough.outgoing(path.apply(to.model()), envelope, to, warnings);
  }

  @Override
  public StreamMeter streamMeter() {
    return new ChatStream();
  }

  @Override
  public AnswerMeter answerMeter() {
    return new PlainAnswer();
  }

  @Override
  public Sent write(Request request, Destination to, Warnings warnings) {
    var written = RequestWriter.write(request, to, warnings);
    var how =
        new AnswerReader.How(
            to.provider().quirks().accent().thoughts().tags(),
            request.stops(),
            written.toolShapes(),
            written.format().shape());
    return new ChatSent(new Outgoing(path.apply(to.model()), written.body()), how);
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return ProviderErrors.read(status, body);
  }
}
