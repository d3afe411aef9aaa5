package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.config.Config;
import dev.fairlead.config.Config.KeyConfig;
import dev.fairlead.config.Config.ProviderConfig;
import dev.fairlead.config.Secret;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.Provider.Facts;
import dev.fairlead.provider.Providers;
import dev.fairlead.provider.Quirks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EnabledTest {
  private static final Map<String, Provider> KNOWN = known();

  private static Map<String, Provider> known() {
    var all = new LinkedHashMap<String, Provider>();
    for (var p :
        List.of(
            provider(
                "alpha", "https://alpha.test/v1", Auth.BEARER, List.of("SHARED_KEY"), Map.of()),
            provider("beta", "https://beta.test/v1/", Auth.BEARER, List.of("SHARED_KEY"), Map.of()),
            provider("gamma", "https://gamma.test", Auth.API_KEY, List.of("G1", "G2"), Map.of()),
            provider(
                "regional",
                "https://{region}.test/v1",
                Auth.BEARER,
                List.of("R_KEY"),
                Map.of("region", "R_REGION")),
            provider("local", "{url}/v1", Auth.NONE, List.of(), Map.of("url", "LOCAL_URL")),
            provider("signed", "https://signed.test", Auth.SIGNED, List.of("S_KEY"), Map.of()))) {
      all.put(p.id(), p);
    }
    return all;
  }

  private static Provider provider(
      String id, String url, Auth auth, List<String> keys, Map<String, String> urls) {
    return new Provider(
        id,
        id,
        Map.of("openai.chat", url),
        auth,
        keys,
        urls,
        Map.of("x-known", "1"),
        Set.of("openai.chat"),
        Quirks.NONE,
        Facts.NONE);
  }

  @Test
  void withoutAnyKeyNothingIsEnabled() {
    assertThat(ids(Map.of(), Map.of())).isEmpty();
  }

  @Test
  void aKeyInTheEnvironmentEnablesItsProvider() {
    var found = find(Map.of("G2", " secret \n"), Map.of()).upstreams();
    assertThat(found)
        .singleElement()
        .satisfies(u -> {
          assertThat(u.provider().id()).isEqualTo("gamma");
          assertThat(u.credentials().getFirst().id()).isEqualTo("gamma#1");
          assertThat(u.credentials().getFirst().secret().orElseThrow().reveal())
              .isEqualTo("secret");
          assertThat(u.toString()).doesNotContain("secret\n").doesNotContain("value=secret");
        });
    assertThat(ids(Map.of("G1", "  "), Map.of())).isEmpty();
  }

  @Test
  void aSharedVariableEnablesTheFirstOnlyAndSaysSo() {
    var found = find(Map.of("SHARED_KEY", "k"), Map.of());
    assertThat(found.upstreams()).extracting(u -> u.provider().id()).containsExactly("alpha");
    assertThat(found.notes()).singleElement().asString().contains("beta").contains("SHARED_KEY");
  }

  @Test
  void keysInTheFileEnableTheOthersToo() {
    var own = Map.of("beta", own("", "", List.of("one", "two")));
    var found = find(Map.of("SHARED_KEY", "k"), own).upstreams();
    assertThat(found).extracting(u -> u.provider().id()).containsExactly("alpha", "beta");
    assertThat(found.getLast().credentials())
        .extracting(c -> c.id())
        .containsExactly("beta#1", "beta#2");
    assertThat(found.getLast().url("openai.chat")).contains("https://beta.test/v1");
  }

  @Test
  void aProviderThatIsSwitchedOffStaysOff() {
    var off =
        new ProviderConfig(false, List.of(), "", "", "", Map.of(), List.of(), Optional.empty());
    assertThat(ids(Map.of("SHARED_KEY", "k"), Map.of("alpha", off))).containsExactly("beta");
  }

  @Test
  void aLocalOneIsThereOnlyWhenItsAddressIsGiven() {
    assertThat(ids(Map.of("LOCAL_URL", "http://host:1"), Map.of())).containsExactly("local");
    var own = Map.of("local", own("http://host:2/v1/", "", List.of()));
    var found = find(Map.of(), own).upstreams();
    assertThat(found)
        .singleElement()
        .satisfies(u -> {
          assertThat(u.url("openai.chat")).contains("http://host:2/v1");
          assertThat(u.credentials()).singleElement().matches(c -> c.secret().isEmpty());
        });
  }

  @Test
  void aKeyWithoutItsRegionIsNotedNotUsed() {
    var found = find(Map.of("R_KEY", "k"), Map.of());
    assertThat(found.upstreams()).isEmpty();
    assertThat(found.notes()).singleElement().asString().contains("R_REGION").doesNotContain("k\"");
    assertThat(find(Map.of("R_KEY", "k", "R_REGION", "eu"), Map.of()).upstreams())
        .singleElement()
        .satisfies(u -> assertThat(u.url("openai.chat")).contains("https://eu.test/v1"));
  }

  @Test
  void aProviderThatSignsIsNotReachedByAKey() {
    assertThat(ids(Map.of("S_KEY", "k"), Map.of())).isEmpty();
  }

  @Test
  void aReadyTokenComesBeforeWhatTokensAndSignaturesAreMadeFrom() {
    var env =
        Map.of(
            "AWS_BEARER_TOKEN_BEDROCK", "bearer",
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "GOOGLE_VERTEX_ACCESS_TOKEN", "token",
            "GOOGLE_APPLICATION_CREDENTIALS", "/a/file",
            "GOOGLE_VERTEX_LOCATION", "europe-west4",
            "GOOGLE_VERTEX_PROJECT", "mine");
    var found = Enabled.find(Providers.shipped(), config(Map.of()), env::get, Set.of()).upstreams();
    assertThat(found)
        .extracting(u -> u.credentials().getFirst().secret().orElseThrow().reveal())
        .containsExactlyInAnyOrder("bearer", "token");
  }

  @Test
  void anOwnProviderTakesAnyModelAndAKnownOneOnlyWhatTheCatalogueHas() {
    var own = Map.of("mine", own("http://mine.test/v1", "", List.of("k")));
    var found = Enabled.find(KNOWN, config(own), Map.of("G1", "k")::get, Set.of("gamma"));
    assertThat(found.upstreams()).extracting(Upstream::anyModel).containsExactly(false, true);
    assertThat(found.upstreams().getLast().provider().auth()).isEqualTo(Auth.BEARER);

    var open = Map.of("mine", own("http://mine.test/v1", "", List.of()));
    assertThat(find(Map.of(), open).upstreams().getFirst().provider().auth()).isEqualTo(Auth.NONE);
  }

  @Test
  void settingsOfAKnownProviderWin() {
    var own =
        new ProviderConfig(
            true,
            List.of(),
            "http://proxy.test",
            "",
            "x-api-key",
            Map.of("x-known", "2", "x-own", "3"),
            List.of(),
            Optional.empty());
    var found = find(Map.of("G1", "k"), Map.of("gamma", own)).upstreams();
    assertThat(found)
        .singleElement()
        .satisfies(u -> {
          assertThat(u.url("openai.chat")).contains("http://proxy.test");
          assertThat(u.provider().auth()).isEqualTo(Auth.X_API_KEY);
          assertThat(u.provider().headers()).isEqualTo(Map.of("x-known", "2", "x-own", "3"));
        });
  }

  private static List<String> ids(Map<String, String> env, Map<String, ProviderConfig> own) {
    return find(env, own).upstreams().stream().map(u -> u.provider().id()).toList();
  }

  private static Enabled.Found find(Map<String, String> env, Map<String, ProviderConfig> own) {
    return Enabled.find(KNOWN, config(own), env::get, Set.of());
  }

  private static Config config(Map<String, ProviderConfig> own) {
    var d = Config.DEFAULT;
    return new Config(
        d.listen(),
        d.control(),
        d.limits(),
        d.timeouts(),
        d.retry(),
        d.translation(),
        d.state(),
        own,
        d.aliases(),
        d.overrides(),
        d.simulator(),
        d.hash());
  }

  private static ProviderConfig own(String url, String auth, List<String> keys) {
    return new ProviderConfig(
        true,
        keys.stream().map(k -> new KeyConfig(new Secret(k), 1)).toList(),
        url,
        "",
        auth,
        Map.of(),
        List.of(),
        Optional.empty());
  }
}
