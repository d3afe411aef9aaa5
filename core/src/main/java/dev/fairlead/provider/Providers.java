package dev.fairlead.provider;

import dev.fairlead.json.Json;
import dev.fairlead.json.JsonText;
import dev.fairlead.json.MalformedJson;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.Provider.DataPolicy;
import dev.fairlead.provider.Provider.Facts;
import dev.fairlead.provider.Provider.Known;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The providers of {@code providers.json}. {@code docs/providers.md} describes the form of the
 * file; an entry there is all that a compatible provider needs.
 */
public final class Providers {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "base_urls",
          "auth",
          "auth_of",
          "key_env",
          "url_env",
          "url_defaults",
          "headers",
          "dialects",
          "quirks",
          "facts",
          "aliases",
          "prefer",
          "why",
          "notes");
  private static final Set<String> QUIRKS =
      Set.of("stream_usage", "max_tokens", "drop", "rename", "developer_role");
  private static final int NO_NUMBER = -1;

  private Providers() {}

  /** Those that come with Fairlead, by id, in the order of the file. */
  public static Map<String, Provider> shipped() {
    try (var in = Providers.class.getResourceAsStream("providers.json")) {
      if (in == null) {
        throw new IllegalStateException("providers.json is not on the class path");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Providers from the text of such a file.
   *
   * @throws MalformedJson with the place of what is wrong
   */
  public static Map<String, Provider> read(String text) {
    var providers = new LinkedHashMap<String, Provider>();
    var entries = JsonText.object(text);
    for (var id : entries.members().keySet()) {
      try {
        providers.put(id, provider(id, entries.object(id)));
      } catch (MalformedJson | IllegalArgumentException e) {
        throw new MalformedJson(id + ": " + e.getMessage());
      }
    }
    return Collections.unmodifiableMap(providers);
  }

  private static Provider provider(String id, Json.Obj entry) {
    if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException("id (expected: lower case, digits, dots and dashes)");
    }
    only(MEMBERS, entry);
    var baseUrls = entry.textMap("base_urls");
    var dialects = new TreeSet<>(entry.texts("dialects"));
    dialects.addAll(baseUrls.keySet());
    var provider =
        new Provider(
            id,
            entry.text("name").isEmpty() ? id : entry.text("name"),
            baseUrls,
            word(Auth.class, "auth", entry.text("auth"), Auth.BEARER),
            entry.texts("key_env"),
            entry.textMap("url_env"),
            entry.textMap("headers"),
            dialects,
            quirks(entry.object("quirks")),
            facts(entry.object("facts")),
            entry.textMap("url_defaults"),
            Set.copyOf(entry.texts("aliases")),
            auths(entry.textMap("auth_of")),
            entry.text("prefer"));
    baseUrls.forEach((dialect, url) -> check(provider, dialect, url));
    return provider;
  }

  private static void check(Provider provider, String dialect, String url) {
    if (!url.matches("(https?://|\\{url}).*") || url.endsWith("/")) {
      throw new IllegalArgumentException(
          "base_urls.%s: \"%s\" (expected: http:// or https://, no slash at the end)"
              .formatted(dialect, url));
    }
    var places = PLACEHOLDER.matcher(url);
    while (places.find()) {
      if (!provider.urlEnv().containsKey(places.group(1))) {
        throw new IllegalArgumentException(
            "base_urls.%s: {%s} (expected: a variable for it in url_env)"
                .formatted(dialect, places.group(1)));
      }
    }
  }

  private static Map<String, Auth> auths(Map<String, String> words) {
    var auths = new LinkedHashMap<String, Auth>();
    words.forEach((dialect, word) ->
        auths.put(dialect, word(Auth.class, "auth_of." + dialect, word, Auth.BEARER)));
    return auths;
  }

  private static Quirks quirks(Json.Obj entry) {
    var accent = new AccentEntry(entry);
    var read = Accent.read(accent);
    accent.known.addAll(QUIRKS);
    only(accent.known, entry);
    return new Quirks(
        word(StreamUsage.class, "stream_usage", entry.text("stream_usage"), StreamUsage.ASK),
        maxTokens(entry.text("max_tokens")),
        Set.copyOf(entry.texts("drop")),
        entry.textMap("rename"),
        entry.yes("developer_role", true),
        read);
  }

  /** The members of a quirks entry that make an accent, and their names. */
  private record AccentEntry(Json.Obj entry, Set<String> known) implements Accent.Source {
    AccentEntry(Json.Obj entry) {
      this(entry, new HashSet<>());
    }

    private String name(String key) {
      var name = key.replace('-', '_');
      known.add(name);
      return name;
    }

    @Override
    public <T extends Enum<T>> T word(String key, Class<T> type, T otherwise) {
      var name = name(key);
      return Providers.word(type, name, entry.text(name), otherwise);
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
      return entry.yes(name(key), otherwise);
    }

    @Override
    public int number(String key, int otherwise) {
      int number = entry.number(name(key), NO_NUMBER);
      return number == NO_NUMBER ? otherwise : number;
    }
  }

  private static MaxTokens maxTokens(String word) {
    return switch (word) {
      case "", "either" -> MaxTokens.EITHER;
      case "max_tokens" -> MaxTokens.OLD;
      case "max_completion_tokens" -> MaxTokens.NEW;
      default ->
          throw new IllegalArgumentException(
              "max_tokens: \"%s\" (expected: either, max_tokens or max_completion_tokens)"
                  .formatted(word));
    };
  }

  private static Facts facts(Json.Obj entry) {
    var policy = entry.object("data_policy");
    return new Facts(
        entry.text("headquarters"),
        entry.texts("datacenters"),
        entry.text("privacy_policy_url"),
        entry.text("terms_url"),
        entry.text("status_page_url"),
        new DataPolicy(
            word(Known.class, "trains", policy.text("trains"), Known.UNKNOWN),
            word(Known.class, "retains", policy.text("retains"), Known.UNKNOWN),
            policy.number("retention_days", -1),
            word(Known.class, "zero_retention", policy.text("zero_retention"), Known.UNKNOWN)));
  }

  private static void only(Set<String> known, Json.Obj entry) {
    for (var member : entry.members().keySet()) {
      if (!known.contains(member)) {
        throw new IllegalArgumentException(
            "%s (expected: one of %s)".formatted(member, new TreeSet<>(known)));
      }
    }
  }

  /** A constant by its name in lower case with dashes; the default for the empty text. */
  private static <E extends Enum<E>> E word(Class<E> type, String key, String word, E otherwise) {
    if (word.isEmpty()) {
      return otherwise;
    }
    var constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(c -> written(c).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s: \"%s\" (expected: one of %s)"
                    .formatted(
                        key, word, Arrays.stream(constants).map(Providers::written).toList())));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
