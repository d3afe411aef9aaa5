package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.Destination;

/** What a provider of OpenAI's embeddings does differently. */
enum Habit {
  /** OpenAI's own, and whoever keeps to it. */
  PLAIN,
  /** {@code output_dimension}, {@code input_type}; no {@code user}, no word for numbers. */
  VOYAGE,
  /** {@code output_dimension}; no {@code user}. */
  MISTRAL,
  /** {@code task}, {@code embedding_type}; takes pictures. */
  JINA;

  static Habit of(Destination to) {
    return switch (to.provider().id()) {
      case "voyage" -> VOYAGE;
      case "mistral" -> MISTRAL;
      case "jina" -> JINA;
      default -> PLAIN;
    };
  }

  /** What it calls the length of vectors. */
  String dimensions() {
    return switch (this) {
      case VOYAGE, MISTRAL -> "output_dimension";
      case PLAIN, JINA -> "dimensions";
    };
  }

  /** What it calls the form of vectors. */
  String encoding() {
    return this == JINA ? "embedding_type" : "encoding_format";
  }

  boolean user() {
    return this == PLAIN;
  }

  boolean tokens() {
    return this == PLAIN;
  }
}
