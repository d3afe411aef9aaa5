package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.catalog.Catalogue;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.openai.ChatUpstream;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.NoEndpoint;
import dev.fairlead.model.Failure.UnknownModel;
import dev.fairlead.model.FailureException;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Provider.Auth;
import dev.fairlead.provider.Provider.Facts;
import dev.fairlead.provider.Quirks;
import dev.fairlead.routing.Upstream.Credential;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {
  private static final List<OutboundWire> WIRES = List.of(ChatUpstream.compatible());
  private static final Prices CHEAP = Prices.of(100, 400);
  private static final Prices DEAR = Prices.of(200, 800);

  private static final Catalogue CATALOGUE =
      new Catalogue(
          "v1",
          "2026-01-01",
          List.of(
              endpoint("acme/fast", "", "dear", "fast-2", DEAR, Kind.CHAT),
              endpoint("acme/fast", "", "cheap", "Acme-Fast", CHEAP, Kind.CHAT),
              endpoint("acme/fast", "", "twin", "fast", CHEAP, Kind.CHAT),
              endpoint("acme/fast", "", "absent", "fast", CHEAP, Kind.CHAT),
              endpoint("acme/fast", "free", "cheap", "fast-free", Prices.of(0, 0), Kind.CHAT),
              endpoint("acme/odd", "", "dear", "odd", Prices.NONE, Kind.CHAT),
              endpoint("acme/odd", "", "cheap", "odd", DEAR, Kind.CHAT),
              endpoint("acme/vector", "", "cheap", "vector", CHEAP, Kind.EMBEDDING),
              endpoint("acme/far", "", "absent", "far", CHEAP, Kind.CHAT)));

  private static final Reach REACH =
      Reach.of(
          CATALOGUE,
          List.of(
              upstream("cheap", false),
              upstream("dear", false),
              upstream("twin", false),
              upstream("local", true)),
          Map.of("mine", List.of("acme/odd", "acme/fast:free"), "old", List.of("acme/far")));

  @ParameterizedTest
  @CsvSource({
    "acme/fast, acme/fast@cheap",
    "ACME/Fast, acme/fast@cheap",
    "fast, acme/fast@cheap",
    "dear/fast, acme/fast@dear",
    "dear/fast-2, acme/fast@dear",
    "fast-2, acme/fast@dear",
    "Acme-Fast, acme/fast@cheap",
    "dear/acme/fast, acme/fast@dear",
    "acme/fast:free, acme/fast:free@cheap",
    "fast:free, acme/fast:free@cheap",
    "fast-free, acme/fast:free@cheap",
    "cheap/fast-free, acme/fast:free@cheap",
    "mine, acme/odd@cheap",
    "local/any:thing, local/any:thing@local",
    "local/a/b, local/a/b@local",
  })
  void aModelIsFoundByEachOfItsNames(String name, String first) {
    assertThat(names(plan(Wishes.NONE, name))).startsWith(first);
  }

  @Test
  void theCheapestComesFirstAndUnknownPricesLast() {
    assertThat(names(plan(Wishes.NONE, "acme/fast")))
        .containsExactly("acme/fast@cheap", "acme/fast@twin", "acme/fast@dear");
    assertThat(names(plan(Wishes.NONE, "acme/odd")))
        .containsExactly("acme/odd@cheap", "acme/odd@dear");
  }

  @Test
  void equalPricesTakeTurnsBySeedAndTheSameSeedGivesTheSame() {
    var firsts = new TreeSet<String>();
    for (long seed = -4; seed < 4; seed++) {
      var plan = plan(Wishes.NONE, seed, _ -> false, "acme/fast");
      assertThat(plan).isEqualTo(plan(Wishes.NONE, seed, _ -> false, "acme/fast"));
      assertThat(names(plan)).hasSize(3).endsWith("acme/fast@dear");
      firsts.add(names(plan).getFirst());
    }
    assertThat(firsts).containsExactly("acme/fast@cheap", "acme/fast@twin");
  }

  @Test
  void wishesOrderAllowAndForbid() {
    assertThat(names(plan(wishes(List.of("dear", "nobody"), List.of(), List.of(), true), "fast")))
        .containsExactly("acme/fast@dear", "acme/fast@cheap", "acme/fast@twin");
    var only = plan(wishes(List.of(), List.of("twin"), List.of(), true), "fast");
    assertThat(names(only)).containsExactly("acme/fast@twin");
    assertThat(only.rejected()).hasSize(2).allMatch(r -> r.why().equals("not in provider.only"));
    assertThat(names(plan(wishes(List.of(), List.of(), List.of("cheap"), true), "fast")))
        .containsExactly("acme/fast@twin", "acme/fast@dear");
    assertThat(names(plan(wishes(List.of("dear"), List.of(), List.of(), false), "fast")))
        .containsExactly("acme/fast@dear");
  }

  @Test
  void whatIsFailingComesLastButIsNotLeftOut() {
    Predicate<Target> failing = t -> t.endpoint().provider().equals("cheap");
    assertThat(names(plan(Wishes.NONE, 0, failing, "fast")))
        .containsExactly("acme/fast@twin", "acme/fast@dear", "acme/fast@cheap");
    assertThat(
            names(plan(wishes(List.of("cheap"), List.of(), List.of(), true), 0, failing, "fast")))
        .endsWith("acme/fast@cheap");
  }

  @Test
  void namesAreTriedInTheirOrderAndAnAliasMayStandForSeveral() {
    assertThat(names(plan(Wishes.NONE, "acme/odd", "acme/fast:free")))
        .containsExactly("acme/odd@cheap", "acme/odd@dear", "acme/fast:free@cheap")
        .isEqualTo(names(plan(Wishes.NONE, "mine")));
    assertThat(names(plan(Wishes.NONE, "nobody/nothing", "acme/fast:free")))
        .containsExactly("acme/fast:free@cheap");
  }

  @Test
  void anEndpointThatCannotDoItIsRejectedWithItsReason() {
    var failure = refused("acme/vector");
    assertThat(failure)
        .isEqualTo(
            new NoEndpoint("acme/vector", List.of("acme/vector@cheap: is a model for embedding")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody/nothing", "fastest", "local/", "/x", "acme/", "local"})
  void whatNobodyKnowsIsUnknown(String name) {
    assertThat(refused(name)).isEqualTo(new UnknownModel(name, List.of()));
  }

  @Test
  void aModelOfAProviderThatIsNotConfiguredIsKnownAndCannotBeUsed() {
    assertThat(refused("acme/far"))
        .isEqualTo(new NoEndpoint("acme/far", List.of("acme/far@absent: provider not configured")));
    assertThat(refused("old")).isInstanceOf(NoEndpoint.class);
  }

  @Test
  void theNearestNamesAreOfWhatCanBeReached() {
    assertThat(REACH.nearest("acme/fasd")).contains("acme/fast").doesNotContain("acme/far");
  }

  @Test
  void credentialsAreUsedByWeight() {
    var upstream =
        new Upstream(
            provider("p"),
            Map.of("openai.chat", "http://p"),
            List.of(
                new Credential("p#1", Optional.empty(), 1),
                new Credential("p#2", Optional.empty(), 3)),
            false);
    int second = 0;
    for (long seed = -500; seed < 500; seed++) {
      second += upstream.credential(seed).id().equals("p#2") ? 1 : 0;
      assertThat(upstream.credential(seed)).isEqualTo(upstream.credential(seed));
    }
    assertThat(second).isEqualTo(750);
  }

  @Test
  void kindsOfOpenAisDialectShareTheAddressOfItsChat() {
    assertThat(upstream("x", false).url("openai.embeddings")).contains("http://x/v1");
    assertThat(upstream("x", false).url("anthropic.messages")).isEmpty();
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(s -> s.target().name()).toList();
  }

  private static Failure refused(String... models) {
    return assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> plan(Wishes.NONE, models))
        .actual()
        .failure();
  }

  private static Plan plan(Wishes wishes, String... models) {
    return plan(wishes, 0, _ -> false, models);
  }

  private static Plan plan(Wishes wishes, long seed, Predicate<Target> failing, String... models) {
    var body = "{}".getBytes(StandardCharsets.UTF_8);
    var envelope =
        new Envelope(
            Skim.strict(body, 0, body.length), List.of(models), false, false, false, wishes);
    var ask = new Router.Ask(envelope, "openai.chat", WIRES, Set.of(Kind.CHAT));
    return Router.plan(ask, REACH, failing, seed);
  }

  private static Wishes wishes(
      List<String> order, List<String> only, List<String> ignore, boolean fallbacks) {
    return new Wishes(order, only, ignore, fallbacks);
  }

  private static Upstream upstream(String id, boolean any) {
    return new Upstream(
        provider(id),
        Map.of("openai.chat", "http://" + id + "/v1"),
        List.of(new Credential(id, Optional.empty(), 1)),
        any);
  }

  static Provider provider(String id) {
    return new Provider(
        id,
        id,
        Map.of(),
        Auth.NONE,
        List.of(),
        Map.of(),
        Map.of(),
        Set.of("openai.chat"),
        Quirks.NONE,
        Facts.NONE);
  }

  private static Endpoint endpoint(
      String model, String variant, String provider, String id, Prices prices, Kind kind) {
    return new Endpoint(
        model,
        variant,
        provider,
        id,
        kind,
        0,
        0,
        0,
        Set.of(),
        Set.of(),
        Set.of(),
        prices,
        List.of(),
        Origin.CONFIG);
  }
}
