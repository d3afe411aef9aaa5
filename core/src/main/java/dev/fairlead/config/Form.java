package dev.fairlead.config;

import dev.fairlead.json.YamlNode.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a scalar must look like.
 *
 * @param expected for the error: {@code a duration as 500ms, 5s, 2m, 1h}
 * @param kinds what YAML may take it for when nothing is filled in
 * @param secret which texts no error may show
 * @param read the value, or nothing if the text does not fit
 */
record Form<T>(
    String expected,
    Set<Kind> kinds,
    Predicate<String> secret,
    Function<String, Optional<T>> read) {

  Form(String expected, Set<Kind> kinds, Function<String, Optional<T>> read) {
    this(expected, kinds, _ -> false, read);
  }

  /** The same, its text never shown. */
  Form<T> hidden() {
    return hidden(_ -> true);
  }

  /** The same, not shown if the text is like that. */
  Form<T> hidden(Predicate<String> texts) {
    return new Form<>(expected, kinds, texts, read);
  }

  /** Whether a name that is no scalar of its own, as a key, has this form. */
  boolean fits(String text) {
    return read.apply(text).isPresent();
  }

  <U> Form<U> as(Function<T, U> conversion) {
    return new Form<>(expected, kinds, secret, text -> read.apply(text).map(conversion));
  }
}
