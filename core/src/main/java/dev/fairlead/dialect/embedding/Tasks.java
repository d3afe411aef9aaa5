package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.embedding.EmbedRequest.Task;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the protocols call the purposes of vectors. */
final class Tasks {
  private Tasks() {}

  /** Any protocol's word, in any case; null for one that none has. */
  static @Nullable Task of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "query", "search_query", "retrieval_query", "retrieval.query" -> Task.QUERY;
      case "document",
          "passage",
          "search_document",
          "retrieval_document",
          "retrieval.passage",
          "retrieval.document" ->
          Task.DOCUMENT;
      case "semantic_similarity", "text-matching" -> Task.SIMILARITY;
      case "classification" -> Task.CLASSIFICATION;
      case "clustering", "separation" -> Task.CLUSTERING;
      case "question_answering" -> Task.QUESTION;
      case "fact_verification" -> Task.FACT;
      case "code_retrieval_query", "nl2code.query", "code.query" -> Task.CODE;
      default -> null;
    };
  }

  static String gemini(Task task) {
    return switch (task) {
      case QUERY -> "RETRIEVAL_QUERY";
      case DOCUMENT -> "RETRIEVAL_DOCUMENT";
      case SIMILARITY -> "SEMANTIC_SIMILARITY";
      case CLASSIFICATION -> "CLASSIFICATION";
      case CLUSTERING -> "CLUSTERING";
      case QUESTION -> "QUESTION_ANSWERING";
      case FACT -> "FACT_VERIFICATION";
      case CODE -> "CODE_RETRIEVAL_QUERY";
    };
  }

  static String cohere(Task task) {
    return switch (task) {
      case QUERY, QUESTION, FACT, CODE -> "search_query";
      case DOCUMENT -> "search_document";
      case CLASSIFICATION -> "classification";
      case CLUSTERING, SIMILARITY -> "clustering";
    };
  }

  /** Voyage knows two; empty for what it takes without one. */
  static String voyage(Task task) {
    return switch (task) {
      case QUERY, QUESTION, FACT, CODE -> "query";
      case DOCUMENT -> "document";
      case SIMILARITY, CLASSIFICATION, CLUSTERING -> "";
    };
  }

  static String jina(Task task) {
    return switch (task) {
      case QUERY, QUESTION, FACT, CODE -> "retrieval.query";
      case DOCUMENT -> "retrieval.passage";
      case SIMILARITY -> "text-matching";
      case CLASSIFICATION -> "classification";
      case CLUSTERING -> "separation";
    };
  }
}
