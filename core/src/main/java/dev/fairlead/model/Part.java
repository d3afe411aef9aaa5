package dev.fairlead.model;

import dev.fairlead.json.Raw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of what somebody says. */
public sealed interface Part {

  /**
   * Text.
   *
   * @param signature Gemini's, which belongs to this very part; else null
   * @param logprobs of its tokens; null if none were asked for
   */
  record Text(
      String text,
      List<Citation> citations,
      @Nullable CacheMark cache,
      @Nullable Opaque signature,
      @Nullable List<TokenLogprob> logprobs)
      implements Part {
    public Text {
      citations = List.copyOf(citations);
    }

    public static Text of(String text) {
      return new Text(text, List.of(), null, null, null);
    }

    public Text withCache(@Nullable CacheMark mark) {
      return new Text(text, citations, mark, signature, logprobs);
    }
  }

  /** The model says that it will not. */
  record Refusal(String text) implements Part {}

  /**
   * A picture, a sound, a film, a document.
   *
   * @param mime as {@code image/png}; empty if it is not known
   * @param name of the file; empty if there is none
   * @param context what the caller says about it; empty if nothing
   * @param detail {@code low}, {@code high}, {@code auto}, {@code original}; empty if it was not
   *     told
   * @param citable whether the model is to cite it
   */
  record Media(
      Kind kind,
      Source source,
      String mime,
      String name,
      String context,
      String detail,
      boolean citable,
      @Nullable CacheMark cache,
      @Nullable Opaque signature)
      implements Part {

    public Media(Kind kind, Source source, String mime) {
      this(kind, source, mime, "", "", "", false, null, null);
    }

    public Media withSource(Source source, String mime) {
      return new Media(kind, source, mime, name, context, detail, citable, cache, signature);
    }
  }

  /** What a medium is. */
  enum Kind {
    IMAGE,
    AUDIO,
    VIDEO,
    DOCUMENT
  }

  /** Where a medium is. */
  sealed interface Source {
    /** Its bytes in standard base64 without white space. */
    record Inline(String base64) implements Source {}

    record Url(String url) implements Source {}

    /** A file that the provider of a dialect keeps. */
    record FileId(String dialect, String id) implements Source {}

    /** A document that is text. */
    record PlainText(String text) implements Source {}

    /** A document made of parts. */
    record Blocks(List<Part> parts) implements Source {
      public Blocks {
        parts = List.copyOf(parts);
      }
    }
  }

  /** A result of the caller's own search, which the model may cite. */
  record SearchResult(
      String source, String title, List<Text> texts, boolean citable, @Nullable CacheMark cache)
      implements Part {
    public SearchResult {
      texts = List.copyOf(texts);
    }
  }

  /** Something that only its own dialect knows. */
  record Foreign(String dialect, String type, Raw raw) implements Part {}
}
