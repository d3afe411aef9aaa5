package dev.fairlead.dialect.tokens;

/** Counts the tokens of a text. Thread-safe. */
@FunctionalInterface
public interface Tokenizer {
  long count(String text);
}
