package dev.fairlead.dialect;

import dev.fairlead.dialect.anthropic.AnthropicMessages;
import dev.fairlead.dialect.anthropic.AnthropicUpstream;
import dev.fairlead.dialect.bedrock.BedrockConverse;
import dev.fairlead.dialect.cohere.CohereChat;
import dev.fairlead.dialect.embedding.CohereEmbedUpstream;
import dev.fairlead.dialect.embedding.GeminiEmbed;
import dev.fairlead.dialect.embedding.GeminiEmbedUpstream;
import dev.fairlead.dialect.embedding.OpenAiEmbeddings;
import dev.fairlead.dialect.embedding.OpenAiEmbeddingsUpstream;
import dev.fairlead.dialect.gemini.GeminiGenerate;
import dev.fairlead.dialect.gemini.GeminiUpstream;
import dev.fairlead.dialect.openai.ChatUpstream;
import dev.fairlead.dialect.openai.OpenAiChat;
import dev.fairlead.dialect.openai.Operation;
import dev.fairlead.dialect.openai.PassedInbound;
import dev.fairlead.dialect.openai.PassedUpstream;
import dev.fairlead.dialect.rerank.RerankInbound;
import dev.fairlead.dialect.rerank.RerankUpstream;
import dev.fairlead.dialect.responses.OpenAiResponses;
import dev.fairlead.dialect.responses.ResponsesUpstream;
import java.time.InstantSource;
import java.util.List;

/** Every protocol that comes with Fairlead: a new one is a folder and a line here. */
public final class KnownDialects {
  private KnownDialects() {}

  /**
   * @param clock for answers that must say when they were made
   */
  public static Dialects all(InstantSource clock) {
    return new Dialects(
        List.of(
            new OpenAiChat(clock),
            new OpenAiResponses(clock),
            new AnthropicMessages(),
            new GeminiGenerate(),
            new PassedInbound(Operation.COMPLETION),
            new OpenAiEmbeddings(new PassedInbound(Operation.EMBEDDING)),
            GeminiEmbed.one(new GeminiGenerate()),
            GeminiEmbed.batch(new GeminiGenerate()),
            new RerankInbound(new PassedInbound(Operation.EMBEDDING))),
        List.of(
            AnthropicUpstream.direct(),
            AnthropicUpstream.vertex(),
            AnthropicUpstream.bedrock(),
            GeminiUpstream.gemini(),
            GeminiUpstream.vertex(),
            ChatUpstream.compatible(),
            ChatUpstream.azure(ChatUpstream.AZURE_VERSION),
            new ResponsesUpstream("openai.responses"),
            new ResponsesUpstream("azure.responses"),
            new PassedUpstream(Operation.COMPLETION, Action.COMPLETE),
            new BedrockConverse(),
            new CohereChat(),
            new OpenAiEmbeddingsUpstream(new PassedUpstream(Operation.EMBEDDING, Action.EMBED)),
            GeminiEmbedUpstream.one(GeminiUpstream.gemini()),
            GeminiEmbedUpstream.batch(GeminiUpstream.gemini()),
            new CohereEmbedUpstream(),
            RerankUpstream.cohere(),
            RerankUpstream.voyage(),
            RerankUpstream.jina()));
  }
}
