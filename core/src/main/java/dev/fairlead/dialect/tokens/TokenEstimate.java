package dev.fairlead.dialect.tokens;

import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * How many tokens a conversation has, about: texts by a {@link Tokenizer}, media by their size,
 * what protocols put round them by constants. Rather too many than too few. Thread-safe.
 *
 * <p>Texts of more than {@value #EXACT} characters in all are counted by samples, so that the time
 * has a bound.
 */
public final class TokenEstimate {
  /** Characters that are counted one by one. */
  private static final int EXACT = 1 << 20;

  private static final int PIECE = 4 << 10;
  private static final int SAMPLES = 64;

  /** Round each message, call, result, tool and instruction. */
  private static final int ROUND = 6;

  private static final Tokenizer ROUGHLY = new Roughly();
  private final Tokenizer tokens;

  public TokenEstimate(Tokenizer tokens) {
    this.tokens = tokens;
  }

  /**
   * All that a request makes a model read.
   *
   * @param family whose model it is
   */
  public long of(Request request, Family family) {
    var sum = new Sum(family);
    request.items().forEach(sum::add);
    request.tools().forEach(sum::add);
    if (request.format() instanceof OutputFormat.JsonSchema schema) {
      sum.texts.add(schema.schema().text());
    }
    return ROUND + sum.tokens();
  }

  /** What items of an answer are. */
  public long of(List<Item> items, Family family) {
    var sum = new Sum(family);
    items.forEach(sum::add);
    return sum.tokens();
  }

  /**
   * Percent of OpenAI's tokens that a family needs for the same text. Their vocabularies are not
   * public (or not here); these are margins that were above what the providers counted.
   */
  static int factor(Family family) {
    return switch (family) {
      case OPENAI -> 100;
      case XAI, GOOGLE -> 110;
      case OTHER -> 115;
      case ANTHROPIC -> 125;
    };
  }

  /** What has been found so far. */
  private final class Sum {
    private final Family family;
    private final List<String> texts = new ArrayList<>();
    private long other;

    Sum(Family family) {
      this.family = family;
    }

    void add(Item item) {
      other += ROUND;
      switch (item) {
        case Item.Instruction i -> i.parts().forEach(this::add);
        case Item.User u -> u.parts().forEach(this::add);
        case Item.Assistant a -> a.parts().forEach(this::add);
        case Item.ToolResult r -> r.parts().forEach(this::add);
        case Item.Reasoning r -> {
          texts.addAll(r.text().isEmpty() ? r.summary() : r.text());
          var opaque = r.opaque();
          if (opaque != null && r.text().isEmpty() && r.summary().isEmpty()) {
            // Thoughts in cipher: about as long as what they hide, in base64.
            other += opaque.data().length() / 6;
          }
        }
        case Item.ToolCall c -> {
          texts.add(c.namespace());
          texts.add(c.name());
          texts.add(c.input());
        }
        case Item.HostedCall c -> texts.add(c.raw().text());
        case Item.Foreign f -> texts.add(f.raw().text());
      }
    }

    void add(Part part) {
      switch (part) {
        case Part.Text t -> texts.add(t.text());
        case Part.Refusal(var text) -> texts.add(text);
        case Part.Media media -> add(media);
        case Part.SearchResult r -> {
          texts.add(r.source());
          texts.add(r.title());
          r.texts().forEach(this::add);
        }
        case Part.Foreign f -> texts.add(f.raw().text());
      }
    }

    private void add(Part.Media media) {
      texts.add(media.name());
      texts.add(media.context());
      switch (media.source()) {
        case Source.PlainText(var text) -> texts.add(text);
        case Source.Blocks(var parts) -> parts.forEach(this::add);
        case Source.Inline(var base64) -> other += tokens(media, base64.length() / 4 * 3);
        case Source.Url _, Source.FileId _ -> other += tokens(media, -1);
      }
    }

    /** By kind and size; -1 is a size that is not known. */
    private long tokens(Part.Media media, int bytes) {
      return switch (media.kind()) {
        case IMAGE -> Pictures.tokens(media, family);
        // A page of a PDF has some 50 KB and 1,500 to 3,000 tokens.
        case DOCUMENT -> bytes < 0 ? 6_000 : Math.max(2_000, bytes / 20);
        // 32 tokens for a second; a second has at least 4 KB.
        case AUDIO -> bytes < 0 ? 2_000 : Math.max(100, bytes / 125);
        // 300 tokens for a second; a second has at least 60 KB.
        case VIDEO -> bytes < 0 ? 20_000 : Math.max(300, bytes / 200);
      };
    }

    void add(Tool tool) {
      other += ROUND;
      switch (tool) {
        case Tool.Function f -> {
          texts.add(f.namespace());
          texts.add(f.name());
          texts.add(f.description());
          var schema = f.schema();
          if (schema != null) {
            texts.add(schema.text());
          }
        }
        case Tool.Custom c -> {
          texts.add(c.name());
          texts.add(c.description());
          texts.add(c.grammar());
        }
        case Tool.Hosted h -> {
          // Providers put instructions of their own in for such a tool.
          other += 300;
          texts.add(h.raw().text());
        }
      }
    }

    long tokens() {
      return other + (count(texts) * factor(family) + 99) / 100;
    }
  }

  private long count(List<String> texts) {
    long length = 0;
    for (var text : texts) {
      length += text.length();
    }
    if (length > EXACT) {
      return sampled(texts, length);
    }
    long count = 0;
    for (var text : texts) {
      count += tokens.count(text);
    }
    return count;
  }

  /** A rough count of everything, put right by exact counts of pieces taken all over it. */
  private long sampled(List<String> texts, long length) {
    long step = length / SAMPLES;
    long next = 0;
    long passed = 0;
    long rough = 0;
    long exactOfSamples = 0;
    long roughOfSamples = 0;
    for (var text : texts) {
      rough += ROUGHLY.count(text);
      for (; next < passed + text.length(); next += step) {
        int from = (int) (next - passed);
        var piece = text.substring(from, Math.min(text.length(), from + PIECE));
        exactOfSamples += tokens.count(piece);
        roughOfSamples += ROUGHLY.count(piece);
      }
      passed += text.length();
    }
    return roughOfSamples == 0 ? rough : Math.multiplyExact(rough, exactOfSamples) / roughOfSamples;
  }
}
