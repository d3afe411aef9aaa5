package dev.fairlead.config;

import dev.fairlead.config.Config.KeyConfig;
import dev.fairlead.config.Config.ProviderConfig;
import dev.fairlead.config.Section.Entry;
import dev.fairlead.json.YamlNode.Items;
import dev.fairlead.json.YamlNode.Members;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code providers}. */
final class ProviderReader {
  private static final Form<String> AUTH =
      Forms.choice(
          Map.of(
              "bearer", "bearer",
              "api-key", "api-key",
              "x-api-key", "x-api-key",
              "x-goog-api-key", "x-goog-api-key",
              "none", "none"));
  private static final Form<String> DIALECT =
      Forms.choice(
          Stream.of(
                  "anthropic.messages",
                  "azure.chat",
                  "azure.responses",
                  "bedrock.anthropic",
                  "bedrock.converse",
                  "cohere.chat",
                  "cohere.embeddings",
                  "cohere.rerank",
                  "gemini.embed",
                  "gemini.generate",
                  "jina.rerank",
                  "openai.chat",
                  "openai.embeddings",
                  "openai.responses",
                  "vertex.anthropic",
                  "vertex.generate",
                  "voyage.rerank")
              .collect(Collectors.toMap(d -> d, d -> d)));
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> NOT_HEADERS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "te", "upgrade");
  private static final String KEY_LIST = "a key, or a list of keys or {value, weight}";

  private final Reading reading;

  ProviderReader(Reading reading) {
    this.reading = reading;
  }

  Map<String, ProviderConfig> read(Section root) {
    var providers = new LinkedHashMap<String, ProviderConfig>();
    for (var entry : root.named("providers")) {
      if (!Forms.PROVIDER_ID.fits(entry.name())) {
        complain(entry, Reading.name(entry.name()), Forms.PROVIDER_ID.expected());
      }
      Section.of(reading, entry.place(), entry.value())
          .ifPresent(at -> providers.put(entry.name(), provider(entry, at)));
    }
    return Collections.unmodifiableMap(providers);
  }

  private ProviderConfig provider(Entry entry, Section at) {
    var keys = keys(at);
    var url = at.get("base-url", Forms.URL, "");
    var auth = at.get("auth", AUTH, "");
    var provider =
        new ProviderConfig(
            at.get("enabled", Forms.YES_NO, true),
            keys,
            url,
            at.get("dialect", DIALECT, ""),
            auth.isEmpty() && isOwn(entry.name()) ? (keys.isEmpty() ? "none" : "bearer") : auth,
            headers(at),
            new ModelReader(reading).models(at),
            at.section("quirks").map(section -> new QuirksReader(reading).read(section)));
    if (isOwn(entry.name())) {
      own(entry, at, auth);
    }
    at.end();
    return provider;
  }

  private boolean isOwn(String id) {
    return !reading.around().providers().contains(id);
  }

  private void own(Entry entry, Section at, String auth) {
    if (!at.has("base-url")) {
      var hint = Nearest.hint(entry.name(), reading.around().providers());
      complain(entry, "not a known provider" + hint, "base-url for a provider of your own");
    }
    if (!auth.isEmpty() && !auth.equals("none") && !at.has("key") && !at.has("keys")) {
      reading.complain(
          at.spanOf("auth"), at.place().key("auth"), auth + " without a key", "key, or auth: none");
    }
  }

  private void complain(Entry entry, String found, String expected) {
    reading.complain(entry.nameSpan(), entry.place(), found, expected);
  }

  private List<KeyConfig> keys(Section at) {
    var keys = new ArrayList<KeyConfig>();
    at.get("key", Forms.SECRET).ifPresent(key -> keys.add(new KeyConfig(key, 1)));
    if (at.has("key") && at.has("keys")) {
      reading.complain(
          at.spanOf("keys"), at.place().key("keys"), "key is there too", "one of key and keys");
    }
    if (at.value("keys").isPresent() && !(at.value("keys").get() instanceof Items)) {
      at.get("keys", Forms.SECRET).ifPresent(key -> keys.add(new KeyConfig(key, 1)));
    } else {
      at.items("keys", KEY_LIST).forEach(entry -> key(entry).ifPresent(keys::add));
    }
    return List.copyOf(keys);
  }

  private Optional<KeyConfig> key(Entry entry) {
    reading.ask(entry.place());
    if (entry.value() instanceof Members) {
      return Section.of(reading, entry.place(), entry.value()).flatMap(ProviderReader::weighted);
    }
    return reading
        .value(entry.place(), entry.value(), Forms.SECRET)
        .map(value -> new KeyConfig(value, 1));
  }

  private static Optional<KeyConfig> weighted(Section at) {
    var value = at.required("value", Forms.SECRET);
    int weight = at.get("weight", Forms.whole(1, 1000), 1);
    at.end();
    return value.map(v -> new KeyConfig(v, weight));
  }

  private Map<String, String> headers(Section at) {
    var headers = new LinkedHashMap<String, String>();
    var seen = new TreeSet<String>();
    for (var entry : at.named("headers")) {
      var name = entry.name().toLowerCase(Locale.ROOT);
      if (!HEADER.matcher(name).matches()) {
        complain(entry, Reading.name(entry.name()), "the name of an HTTP header");
      } else if (NOT_HEADERS.contains(name)) {
        complain(entry, "is set by Fairlead itself", "another header");
      } else if (!seen.add(name)) {
        complain(entry, "the same header again", "once, whatever the case of its letters");
      }
      reading.ask(entry.place());
      reading
          .value(entry.place(), entry.value(), Forms.HEADER_VALUE)
          .ifPresent(value -> headers.put(entry.name(), value));
    }
    return Collections.unmodifiableMap(headers);
  }
}
