package dev.fairlead.provider;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the placeholders of a provider's base URLs from the environment. Pure. */
public final class BaseUrl {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

  private BaseUrl() {}

  /**
   * The URL for a dialect, without a trailing slash; empty when the provider has none for it or a
   * placeholder has neither a variable that is set nor a default. {@code openai.embeddings}, {@code
   * openai.completions} and {@code openai.models} fall back to that of {@code openai.chat}. A whole
   * URL in a variable may end with what follows its placeholder: {@code {url}/v1} of {@code
   * http://host/v1} is {@code http://host/v1}.
   *
   * @param env gives the value of an environment variable, or null
   */
  public static Optional<String> of(
      Provider provider, String dialect, Function<String, @Nullable String> env) {
    var template = provider.baseUrls().get(dialect);
    if (template == null && fallsBack(dialect)) {
      template = provider.baseUrls().get("openai.chat");
    }
    return template == null ? Optional.empty() : filled(template, provider, env);
  }

  private static boolean fallsBack(String dialect) {
    return dialect.equals("openai.embeddings")
        || dialect.equals("openai.completions")
        || dialect.equals("openai.models");
  }

  private static Optional<String> filled(
      String template, Provider provider, Function<String, @Nullable String> env) {
    var places = PLACEHOLDER.matcher(template);
    var url = new StringBuilder();
    while (places.find()) {
      var value = value(places.group(1), provider, env);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      places.appendReplacement(
          url, Matcher.quoteReplacement(without(value, template.substring(places.end()))));
    }
    return Optional.of(places.appendTail(url).toString());
  }

  private static String value(
      String place, Provider provider, Function<String, @Nullable String> env) {
    var variable = provider.urlEnv().get(place);
    var set = variable == null ? null : env.apply(variable);
    return set == null || set.isBlank()
        ? provider.urlDefaults().getOrDefault(place, "")
        : set.strip();
  }

  private static String without(String value, String following) {
    var trimmed = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    return !following.isEmpty() && trimmed.endsWith(following)
        ? trimmed.substring(0, trimmed.length() - following.length())
        : trimmed;
  }
}
