package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.fit.Conversations.Feature;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Tool;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every conversation and every destination. */
final class FitPropertiesTest {
  private static final int ROUNDS = 400;

  record End(String name, Manners manners, Opaque.Family family, Set<Feature> without) {}

  private static Stream<Arguments> ends() {
    var media = EnumSet.of(Feature.URLS, Feature.AUDIO);
    return Stream.of(
            new End(
                "anthropic",
                Ends.anthropic(),
                Opaque.Family.ANTHROPIC,
                EnumSet.of(Feature.AUDIO, Feature.CANDIDATES)),
            new End("gemini", Ends.gemini(), Opaque.Family.GOOGLE, EnumSet.of(Feature.URLS)),
            new End("chat", Ends.chat(), Opaque.Family.OPENAI, EnumSet.noneOf(Feature.class)),
            new End(
                "responses",
                Ends.responses(),
                Opaque.Family.OPENAI,
                EnumSet.of(Feature.AUDIO, Feature.CANDIDATES)),
            new End(
                "mistral",
                Ends.mistral(),
                Opaque.Family.OTHER,
                with(media, Feature.DOCUMENTS, Feature.CANDIDATES)))
        .map(Arguments::of);
  }

  private static Set<Feature> with(Set<Feature> some, Feature... more) {
    var all = EnumSet.copyOf(some);
    all.addAll(List.of(more));
    return all;
  }

  private static Conversations conversations(End end, long seed) {
    var features = EnumSet.allOf(Feature.class);
    features.removeAll(end.without());
    var random = new SplittableRandom(seed);
    // Not everything at once: most conversations are simple in most ways.
    features.removeIf(_ -> random.nextInt(3) == 0);
    return new Conversations(seed, "caller", end.family(), features);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatComesOutKeepsToTheManners(End end) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var request = conversations(end, seed).request();
      var fitted =
          Fit.fit(request, Ends.terms("target", end.manners()), new Warnings(false)).request();
      try {
        check(fitted, end.manners());
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + request.items(), e);
      }
    }
  }

  private static void check(Request request, Manners m) {
    assertThat(request.stops().size()).isLessThanOrEqualTo(m.stops());
    tools(request, m);
    calls(request, m);
    for (var item : request.items()) {
      item(item, m);
    }
    if (!m.midInstructions()) {
      var rest = request.items().stream().dropWhile(i -> i instanceof Item.Instruction);
      assertThat(rest).noneMatch(i -> i instanceof Item.Instruction);
    }
    turns(request.items(), m);
  }

  private static void tools(Request request, Manners m) {
    var names = new HashSet<String>();
    for (var tool : request.tools()) {
      switch (tool) {
        case Tool.Function t -> {
          assertThat(t.name()).matches(m.toolName());
          assertThat(m.namespaces() || t.namespace().isEmpty()).isTrue();
          assertThat(names.add(t.namespace() + "/" + t.name())).as(t.name()).isTrue();
        }
        case Tool.Custom t -> {
          assertThat(m.customTools()).isTrue();
          assertThat(t.name()).matches(m.toolName());
          assertThat(names.add("/" + t.name())).as(t.name()).isTrue();
        }
        case Tool.Hosted _ -> {
          // Writers judge those.
        }
      }
    }
  }

  private static void calls(Request request, Manners m) {
    var ids = new HashSet<String>();
    for (var item : request.items()) {
      if (item instanceof Item.ToolCall call) {
        assertThat(call.callId()).matches(m.callId()).hasSizeLessThanOrEqualTo(m.callIdLength());
        assertThat(ids.add(call.callId())).as(call.callId()).isTrue();
        assertThat(call.name()).matches(m.toolName());
        assertThat(m.namespaces() || call.namespace().isEmpty()).isTrue();
        assertThat(m.customTools() || call.kind() == CallKind.FUNCTION).isTrue();
      }
      if (item instanceof Item.ToolResult result) {
        assertThat(ids).contains(result.callId());
        assertThat(m.customTools() || result.kind() == CallKind.FUNCTION).isTrue();
      }
    }
  }

  private static void item(Item item, Manners m) {
    if (item instanceof Item.Reasoning thought) {
      own(thought.opaque(), m);
      assertThat(thought.opaque() != null || m.plainReasoning()).isTrue();
    }
    if (item instanceof Item.ToolCall call) {
      own(call.signature(), m);
    }
    assertThat(item).isNotInstanceOfAny(Item.Foreign.class, Item.HostedCall.class);
    if (!m.names()) {
      assertThat(item instanceof Item.User u ? u.name() : "").isEmpty();
      assertThat(item instanceof Item.Assistant a ? a.name() : "").isEmpty();
    }
    if (item instanceof Item.User || item instanceof Item.Assistant) {
      assertThat(Rewrite.parts(item)).isNotEmpty();
    }
    for (var part : Rewrite.parts(item)) {
      assertThat(part).isNotInstanceOf(Part.Foreign.class);
      if (part instanceof Part.Text text) {
        own(text.signature(), m);
        assertThat(text.signature() != null || !text.text().isBlank()).isTrue();
        assertThat(m.citations() || text.citations().isEmpty()).isTrue();
      }
      if (part instanceof Part.Media media) {
        var kinds = item instanceof Item.ToolResult ? m.resultMedia() : m.media();
        assertThat(kinds).contains(media.kind());
      }
    }
  }

  private static void own(@Nullable Opaque opaque, Manners m) {
    if (opaque != null) {
      assertThat(opaque.family()).isEqualTo(m.family());
    }
  }

  /** A straightforward reading of the rule, apart from the code's own way. */
  private static void turns(List<Item> items, Manners m) {
    var rest = items.stream().dropWhile(i -> i instanceof Item.Instruction).toList();
    if (m.turns()) {
      assertThat(rest).isNotEmpty();
      assertThat(Rewrite.byModel(rest.getFirst())).isFalse();
    }
    int at = 0;
    while (at < rest.size()) {
      var calls = new ArrayList<String>();
      while (at < rest.size() && Rewrite.byModel(rest.get(at))) {
        if (rest.get(at) instanceof Item.ToolCall call) {
          calls.add(call.callId());
        }
        at++;
      }
      var results = new ArrayList<String>();
      while (at < rest.size() && rest.get(at) instanceof Item.ToolResult result) {
        results.add(result.callId());
        at++;
      }
      assertThat(results).isEqualTo(calls);
      while (at < rest.size() && !Rewrite.byModel(rest.get(at))) {
        assertThat(rest.get(at)).isNotInstanceOf(Item.ToolResult.class);
        at++;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theSameRequestComesOutTheSame(End end) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var first = new Warnings(false);
      var again = new Warnings(false);
      var terms = Ends.terms("target", end.manners());
      assertThat(Fit.fit(conversations(end, seed).request(), terms, first).request())
          .isEqualTo(Fit.fit(conversations(end, seed).request(), terms, again).request());
      assertThat(first.list()).isEqualTo(again.list());
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatFitsAlreadyIsLeftAlone(End end) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var terms = Ends.terms("target", end.manners());
      var once = Fit.fit(conversations(end, seed).request(), terms, new Warnings(false)).request();
      var twice = Fit.fit(once, terms, new Warnings(false)).request();
      assertThat(twice.items()).as("seed %d", seed).isEqualTo(once.items());
      assertThat(twice.tools()).isEqualTo(once.tools());
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void t148WhatWasSentBeforeStaysAsItWas(End end) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var terms = Ends.terms("target", end.manners());
      List<Item> before = List.of();
      for (var request : conversations(end, seed).growing()) {
        var now = Fit.fit(request, terms, new Warnings(false)).request();
        assertThat(now.items().subList(0, before.size())).as("seed %d", seed).isEqualTo(before);
        before = now.items();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void namesOnTheAnswerAreTheCallersAgain(End end) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var request = conversations(end, seed).request();
      var fitted = Fit.fit(request, Ends.terms("target", end.manners()), new Warnings(false));
      var wire = fitted.request().tools();
      for (int i = 0; i < wire.size(); i++) {
        var undone = (Item.ToolCall) fitted.undo().named(called(wire.get(i), "some \"text\"\n"));
        assertThat(undone)
            .as("seed %d", seed)
            .isEqualTo(called(request.tools().get(i), "some \"text\"\n"));
      }
    }
  }

  /** A call of a tool as its definition has it. */
  private static Item.ToolCall called(Tool tool, String text) {
    return switch (tool) {
      case Tool.Custom t ->
          new Item.ToolCall("c1", "", t.name(), "", CallKind.CUSTOM, text, null, null);
      case Tool.Function t ->
          new Item.ToolCall(
              "c1",
              "",
              t.name(),
              t.namespace(),
              CallKind.FUNCTION,
              t.description().contains("member `input`") ? TextTools.input(text) : "{\"a\": 1}",
              null,
              null);
      case Tool.Hosted _ -> throw new AssertionError("none are made");
    };
  }

  @ParameterizedTest
  @MethodSource("ends")
  void aStreamIsUndoneAsAWholeAnswerIs(End end) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var made = conversations(end, seed);
      var request = made.request();
      var fitted = Fit.fit(request, Ends.terms("target", end.manners()), new Warnings(false));
      var answer = onTheWire(made.response(), fitted.request());
      var grammar = new Grammar();
      var collected = new Collector();
      var sink =
          fitted
              .undo()
              .events(event -> {
                grammar.accept(event);
                collected.accept(event);
              });
      Unfold.into(new Pieces(sink, new SplittableRandom(seed)), answer);
      assertThat(grammar.over()).isTrue();
      assertThat(collected.response())
          .as("seed %d", seed)
          .isEqualTo(fitted.undo().response(answer));
    }
  }

  /** An answer whose calls are of the tools as the provider knows them. */
  private static Response onTheWire(Response answer, Request request) {
    if (request.tools().isEmpty()) {
      return answer;
    }
    var choices =
        answer.choices().stream()
            .map(choice ->
                new Response.Choice(
                    choice.index(),
                    choice.items().stream().map(item -> wire(item, request)).toList(),
                    choice.finish()))
            .toList();
    return answer.withChoices(choices);
  }

  private static Item wire(Item item, Request request) {
    if (!(item instanceof Item.ToolCall call)) {
      return item;
    }
    var tool = request.tools().get(Math.floorMod(call.callId().hashCode(), request.tools().size()));
    var as = called(tool, "raw ü 🌍 \\ text");
    return new Item.ToolCall(
        call.callId(),
        "",
        as.name(),
        as.namespace(),
        as.kind(),
        as.input(),
        call.signature(),
        null);
  }

  /** Cuts deltas into small pieces, also in the middle of a character. */
  private record Pieces(Consumer<Event> down, SplittableRandom random) implements Consumer<Event> {
    @Override
    public void accept(Event event) {
      if (event instanceof Event.InputDelta(int choice, int item, String text)) {
        pieces(text).forEach(piece -> down.accept(new Event.InputDelta(choice, item, piece)));
      } else if (event instanceof Event.TextDelta e && e.logprobs().isEmpty()) {
        pieces(e.text())
            .forEach(piece ->
                down.accept(new Event.TextDelta(e.choice(), e.item(), e.part(), piece, List.of())));
      } else {
        down.accept(event);
      }
    }

    private List<String> pieces(String text) {
      var pieces = new ArrayList<String>();
      int at = 0;
      while (at < text.length()) {
        int to = Math.min(text.length(), at + 1 + random.nextInt(4));
        pieces.add(text.substring(at, to));
        at = to;
      }
      return pieces;
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whateverCannotGoAlongIsABadRequestAndNothingElse(End end) {
    var kinds = new TreeMap<String, Integer>();
    for (long seed = 0; seed < ROUNDS; seed++) {
      var all = EnumSet.allOf(Feature.class);
      var request = new Conversations(seed, "openai.chat", end.family(), all).request();
      try {
        Fit.fit(request, Ends.terms("target", end.manners()), new Warnings(true));
        kinds.merge("fine", 1, Integer::sum);
      } catch (FailureException e) {
        var bad = (BadRequest) e.failure();
        assertThat(bad.param()).isNotEmpty();
        assertThat(bad.code()).isNotEmpty();
        kinds.merge(bad.code(), 1, Integer::sum);
      }
    }
    assertThat(kinds).containsKey("strict_translation");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatTheCallerGotSealedComesBackToItsMaker(End end) {
    if (end.manners().family() == null) {
      return;
    }
    for (long seed = 0; seed < ROUNDS; seed++) {
      var made =
          new Conversations(
              seed,
              "caller",
              end.family(),
              EnumSet.of(Feature.REASONING, Feature.TOOLS, Feature.SIGNATURES));
      var request = made.request();
      var terms = Ends.terms("target", end.manners());
      var undo = Fit.fit(request, terms, new Warnings(false)).undo();
      var answer = made.response();
      var seen = undo.response(answer).choices().getFirst().items();
      assertThat(seen)
          .allMatch(item ->
              !(item instanceof Item.Reasoning r)
                  || r.opaque() == null
                  || Sealing.sealed(r.opaque().data()));
      var draft = request.draft();
      draft.items.addAll(seen);
      draft.items.add(Ends.user("go on"));
      var next = Fit.fit(draft.request(), terms, new Warnings(true)).request();
      assertThat(opaques(next.items()))
          .as("seed %d", seed)
          .endsWith(opaques(answer.choices().getFirst().items()).toArray(String[]::new));
    }
  }

  private static List<String> opaques(List<Item> items) {
    var found = new ArrayList<String>();
    for (var item : items) {
      var opaque =
          switch (item) {
            case Item.Reasoning r -> r.opaque();
            case Item.ToolCall c -> c.signature();
            case Item.Assistant a -> Recall.signature(a);
            case Item.User _,
                Item.Instruction _,
                Item.ToolResult _,
                Item.HostedCall _,
                Item.Foreign _ ->
                null;
          };
      if (opaque != null) {
        found.add(opaque.data());
      }
    }
    return found;
  }
}
