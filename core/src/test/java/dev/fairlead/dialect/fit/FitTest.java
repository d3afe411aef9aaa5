package dev.fairlead.dialect.fit;

import static dev.fairlead.dialect.fit.Ends.call;
import static dev.fairlead.dialect.fit.Ends.fit;
import static dev.fairlead.dialect.fit.Ends.request;
import static dev.fairlead.dialect.fit.Ends.result;
import static dev.fairlead.dialect.fit.Ends.said;
import static dev.fairlead.dialect.fit.Ends.signature;
import static dev.fairlead.dialect.fit.Ends.thought;
import static dev.fairlead.dialect.fit.Ends.told;
import static dev.fairlead.dialect.fit.Ends.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import dev.fairlead.model.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pass by itself, by the cases that are known to go wrong. */
final class FitTest {

  private static BadRequest refused(Request request, Manners manners) {
    var thrown = catchThrowableOfType(FailureException.class, () -> fit(request, manners));
    assertThat(thrown).as("refused").isNotNull();
    return (BadRequest) thrown.failure();
  }

  private static Request with(Request request, Consumer<Request.Draft> change) {
    var draft = request.draft();
    change.accept(draft);
    return draft.request();
  }

  private static List<String> warnings(Request request, Manners manners) {
    var warnings = new Warnings(false);
    Fit.fit(request, Ends.terms("target", manners), warnings);
    return warnings.list();
  }

  private static List<Item> items(Manners manners, Item... items) {
    return fit(request(items), manners).request().items();
  }

  @Test
  void aPlainRequestIsTheVerySame() {
    var plain = request(told("be brief"), user("hi"), said("hello"), user("bye"));
    assertThat(fit(plain, Ends.anthropic()).request()).isSameAs(plain);
    assertThat(warnings(plain, Ends.anthropic())).isEmpty();
  }

  // Extras

  @Test
  void whatOnlyTheCallersDialectKnowsHasTheFateItsTableSays() {
    var fields =
        Map.of("logit_bias", Fate.DROPPED, "prediction", Fate.REJECTED, "store", Fate.IGNORED);
    var odd =
        with(
            request(user("hi")),
            d -> {
              d.extras.put("logit_bias", new Raw("{}"));
              d.extras.put("store", new Raw("true"));
              d.extras.put("unheard_of", new Raw("1"));
            });
    var warnings = new Warnings(false);
    Fit.fit(odd, Ends.terms("target", Ends.chat(), fields), warnings);
    assertThat(warnings.list()).containsExactly("dropped=logit_bias", "dropped=unheard_of");

    var worse = with(odd, d -> d.extras.put("prediction", new Raw("{}")));
    var thrown =
        catchThrowableOfType(
            FailureException.class,
            () -> Fit.fit(worse, Ends.terms("target", Ends.chat(), fields), new Warnings(false)));
    assertThat(((BadRequest) thrown.failure()).param()).isEqualTo("prediction");

    var own = new Warnings(true);
    Fit.fit(worse, Ends.terms("openai.chat", Ends.chat(), fields), own);
    assertThat(own.list()).isEmpty();
  }

  // Counts

  @ParameterizedTest
  @CsvSource({
    "openai.chat, n",
    "gemini.generate, generationConfig.candidateCount",
  })
  void t166SeveralAnswersAreRefusedWhereThereIsOne(String dialect, String param) {
    var asked = with(request(dialect, user("hi")), d -> d.candidates = 2);
    assertThat(refused(asked, Ends.anthropic()).param()).isEqualTo(param);
    assertThat(fit(asked, Ends.gemini()).request()).isSameAs(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "openai.chat, stop",
    "anthropic.messages, stop_sequences",
    "gemini.generate, generationConfig.stopSequences",
  })
  void t184MoreStopsThanTheModelKnowsAreRefused(String dialect, String param) {
    var five =
        with(request(dialect, user("hi")), d -> d.stops.addAll(List.of("a", "b", "c", "d", "e")));
    assertThat(refused(five, Ends.chat()).param()).isEqualTo(param);
    assertThat(refused(five, Ends.chat()).message()).contains("5 texts (expected: at most 4");
    assertThat(fit(five, Ends.gemini()).request()).isSameAs(five);
  }

  @Test
  void t167StopsAreEmulatedWhereThereAreNone() {
    var asked = with(request(user("hi")), d -> d.stops.add("X"));
    assertThat(fit(asked, Ends.responses()).request().stops()).isEmpty();
    assertThat(warnings(asked, Ends.responses()))
        .containsExactly("emulated=stop;the gateway ends the answer at a stop text");
  }

  // Media

  @Test
  void t151AWrongMediaTypeIsPutRight() {
    var jpeg = new Part.Media(Kind.IMAGE, new Source.Inline("/9j/4AAQSkZJRg"), "image/png");
    var fitted = items(Ends.anthropic(), new Item.User(List.of(jpeg)));
    assertThat(((Part.Media) Rewrite.parts(fitted.getFirst()).getFirst()).mime())
        .isEqualTo("image/jpeg");
    assertThat(warnings(request(new Item.User(List.of(jpeg))), Ends.anthropic()))
        .containsExactly("changed=messages[0].content[0];image/png is image/jpeg");
  }

  @ParameterizedTest
  @CsvSource({
    "/9j/4AAQ, image/jpeg, IMAGE",
    "iVBORw0KGgoAAAA, image/png, IMAGE",
    "R0lGODlhAQAB, image/gif, IMAGE",
    "UklGRlIjO6hXRUJQVlA4IA==, image/webp, IMAGE",
    "UklGRoSBLBdXRUJQVlA4IA==, image/webp, IMAGE",
    "JVBERi0xLjQ, application/pdf, DOCUMENT",
    "AAAAHGZ0eXBoZWlj, image/tiff, IMAGE",
    "UklGRiQAAABXQVZF, image/tiff, IMAGE",
  })
  void bytesSayWhatTheyAre(String base64, String mime, Kind kind) {
    var media = new Part.Media(Kind.IMAGE, new Source.Inline(base64), "image/tiff");
    var tolerant = new HashSet<>(Ends.IMAGES);
    tolerant.add("image/tiff");
    var m = Ends.gemini();
    var manners =
        new Manners(
            false,
            false,
            m.toolName(),
            m.callId(),
            null,
            64,
            false,
            true,
            Set.of(),
            Set.of(Kind.values()),
            tolerant,
            Set.of(),
            false,
            false,
            Opaque.Family.OTHER,
            "",
            "",
            false,
            false,
            5,
            true);
    var fitted = items(manners, new Item.User(List.of(media)));
    var found = (Part.Media) Rewrite.parts(fitted.getFirst()).getFirst();
    assertThat(found.mime()).isEqualTo(mime);
    assertThat(found.kind()).isEqualTo(kind);
  }

  @Test
  void t155AudioIsRefusedWhereTheModelHearsNothing() {
    var asked =
        request(
            told("s"),
            new Item.User(
                List.of(
                    Part.Text.of("listen"),
                    new Part.Media(Kind.AUDIO, new Source.Inline("UklGRg"), "audio/wav"))));
    assertThat(refused(asked, Ends.anthropic()).param()).isEqualTo("messages[1].content[1]");
    assertThat(refused(asked, Ends.anthropic()).message())
        .contains("audio (this model takes text, image, document)");
  }

  @Test
  void t191AnUnknownKindOfPictureIsRefused() {
    var asked =
        request(
            "gemini.generate",
            new Item.User(
                List.of(
                    new Part.Media(
                        Kind.IMAGE, new Source.Inline("AAAAHGZ0eXBoZWlj"), "image/heic"))));
    assertThat(refused(asked, Ends.chat()).param()).isEqualTo("contents[0].parts[0]");
    assertThat(refused(asked, Ends.chat()).message()).contains("image/heic");
  }

  @Test
  void t194AFileOfAnotherProviderIsRefused() {
    var file = new Part.Media(Kind.DOCUMENT, new Source.FileId("gemini.generate", "files/1"), "");
    assertThat(refused(request(user("x"), new Item.User(List.of(file))), Ends.anthropic()).code())
        .isEqualTo("unsupported_file_id");
    var same = request(new Item.User(List.of(file)));
    Fit.fit(same, Ends.terms("gemini.generate", Ends.anthropic()), new Warnings(true));
  }

  @Test
  void t152UrlsAreNamedOnceAndReplacedByTheirBytes() {
    var one = new Part.Media(Kind.IMAGE, new Source.Url("https://a/1.png"), "");
    var two = new Part.Media(Kind.IMAGE, new Source.Url("HTTP://b/2"), "");
    var theirs = new Part.Media(Kind.IMAGE, new Source.Url("gs://bucket/3"), "");
    var asked =
        request(
            new Item.User(List.of(one, two, theirs)),
            call("c", "f"),
            new Item.ToolResult("c", "", CallKind.FUNCTION, List.of(one), false, null));
    assertThat(Fit.urls(asked, Ends.chat())).isEmpty();
    assertThat(Fit.urls(asked, Ends.gemini())).containsExactly("https://a/1.png", "HTTP://b/2");
    assertThat(refused(asked, Ends.gemini()).code()).isEqualTo("unsupported_media_url");

    var fetched =
        Fit.withFetched(asked, Map.of("https://a/1.png", new Fetched("image/png", "iVBORw0KGgo=")));
    var parts = Rewrite.parts(fetched.items().getFirst());
    assertThat(parts.getFirst())
        .isEqualTo(new Part.Media(Kind.IMAGE, new Source.Inline("iVBORw0KGgo="), "image/png"));
    assertThat(parts.subList(1, 3)).containsExactly(two, theirs);
    assertThat(Rewrite.parts(fetched.items().getLast()).getFirst()).isEqualTo(parts.getFirst());
    assertThat(Fit.withFetched(asked, Map.of())).isSameAs(asked);
  }

  @Test
  void aTextDocumentBecomesTextWhereThereAreNoDocuments() {
    var document =
        new Part.Media(
            Kind.DOCUMENT,
            new Source.PlainText("body"),
            "text/plain",
            "n.txt",
            "",
            "",
            false,
            CacheMark.HOUR,
            null);
    var fitted = items(Ends.mistral(), new Item.User(List.of(document)));
    assertThat(Rewrite.parts(fitted.getFirst()))
        .containsExactly(Part.Text.of("n.txt:\nbody").withCache(CacheMark.HOUR));
  }

  // Prefill

  @Test
  void t116AnAnswerBegunByTheCallerIsRefusedWhereTheModelCannotGoOn() {
    var prefill = new Item.Assistant(List.of(Part.Text.of("{")), "", "", "", true);
    var asked = request(user("json please"), prefill);
    assertThat(refused(asked, Ends.anthropic()).code()).isEqualTo("unsupported_prefill");
    assertThat(refused(asked, Ends.anthropic()).param()).isEqualTo("messages[1]");
    assertThat(fit(asked, Ends.mistral()).request()).isSameAs(asked);
  }

  // Reasoning

  @Test
  void t034ThoughtsOfAnotherModelAreLeftOutAndNotSaid() {
    var asked =
        request(
            user("hi"),
            thought("secret thoughts", signature(Opaque.Family.ANTHROPIC, "sig")),
            said("hello"),
            user("go on"));
    for (var other : List.of(Ends.chat(), Ends.gemini(), Ends.responses(), Ends.mistral())) {
      assertThat(fit(asked, other).request().items())
          .containsExactly(user("hi"), said("hello"), user("go on"));
      assertThat(warnings(asked, other))
          .containsExactly("dropped=reasoning;thoughts of another model or account");
    }
    assertThat(fit(asked, Ends.anthropic()).request()).isSameAs(asked);
  }

  @Test
  void t035SealedThoughtsAreOpenedForTheirMaker() {
    var native_ =
        new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "claude", "anthropic", "sig");
    var sealed = Ends.SEALING.seal("tenant", native_).data();
    var asked =
        request(
            "openai.responses",
            user("hi"),
            thought("t", new Opaque(Opaque.Family.OPENAI, Opaque.Kind.ENCRYPTED, "", "", sealed)),
            call("c", "f"),
            result("c", "r"));
    assertThat(fit(asked, Ends.anthropic()).request().items().get(1))
        .isEqualTo(thought("t", native_));
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, claude, anthropic, tenant",
    "ANTHROPIC, older, anthropic, tenant",
    "ANTHROPIC, claude, elsewhere, tenant",
    "ANTHROPIC, claude, anthropic, somebody",
  })
  void t037SealedThoughtsThatDoNotFitAreLeftOut(
      Opaque.Family family, String model, String route, String owner) {
    var sealed =
        Ends.SEALING.seal(owner, new Opaque(family, Opaque.Kind.ENCRYPTED, model, route, "d"));
    var asked = request(user("hi"), thought("t", sealed), said("a"), user("b"));
    assertThat(fit(asked, Ends.anthropic()).request().items())
        .containsExactly(user("hi"), said("a"), user("b"));
  }

  @Test
  void aCallKeepsItselfWithoutASignatureThatDoesNotFit() {
    var signed = call("c", "f").withSignature(signature(Opaque.Family.GOOGLE, "s"));
    var asked = request(user("hi"), signed, result("c", "r"));
    assertThat(fit(asked, Ends.gemini()).request()).isSameAs(asked);
    assertThat(fit(asked, Ends.anthropic()).request().items().get(1)).isEqualTo(call("c", "f"));
    assertThat(warnings(asked, Ends.anthropic())).hasSize(1);
  }

  @Test
  void plainThoughtsGoWhereTheyAreTaken() {
    var asked = request(user("hi"), thought("hm", null), said("a"), user("b"));
    assertThat(fit(asked, Ends.mistral()).request()).isSameAs(asked);
    assertThat(fit(asked, Ends.anthropic()).request().items()).hasSize(3);
  }

  // Foreigners

  @Test
  void whatHostedToolsDidStaysWithTheirProviderAndTheTextGoesAlong() {
    var search =
        new Item.HostedCall("openai.responses", "web_search_call", "ws", new Raw("{}"), null);
    var cited =
        new Item.Assistant(
            List.of(
                new Part.Text(
                    "found", List.of(Citation.page("https://a", "t", 0, 5)), null, null, null)));
    var asked = request("openai.responses", user("q"), search, cited, user("more"));
    assertThat(fit(asked, Ends.anthropic()).request().items())
        .containsExactly(user("q"), said("found"), user("more"));
    var own = Ends.terms("openai.responses", Ends.responses());
    assertThat(Fit.fit(asked, own, new Warnings(true)).request()).isSameAs(asked);
  }

  @Test
  void whatWasCompactedElsewhereIsRefused() {
    var compacted = new Item.Foreign("openai.responses", "compaction", new Raw("{}"));
    assertThat(refused(request("openai.responses", compacted, user("x")), Ends.anthropic()).param())
        .isEqualTo("input");
  }

  // Blanks

  @Test
  void t113NothingSaidIsSaidInWords() {
    assertThat(items(Ends.anthropic(), user("a"), said(" "), user("b")))
        .containsExactly(user("a"), said("(no content)"), user("b"));
    assertThat(items(Ends.anthropic(), user(""))).containsExactly(user("(no content)"));
  }

  @Test
  void t112AnEmptyTextBesideACallGoes() {
    assertThat(items(Ends.anthropic(), user("a"), said(""), call("c", "f"), result("c", "r")))
        .containsExactly(user("a"), call("c", "f"), result("c", "r"));
  }

  @Test
  void t043AnEmptyTextWithASignatureStays() {
    var signed =
        new Item.Assistant(
            List.of(
                Part.Text.of("a"),
                new Part.Text("", List.of(), null, signature(Opaque.Family.GOOGLE, "s"), null)));
    var asked = request(user("x"), signed, user("y"));
    assertThat(fit(asked, Ends.gemini()).request()).isSameAs(asked);
    assertThat(Rewrite.parts(fit(asked, Ends.anthropic()).request().items().get(1))).hasSize(1);
  }

  @Test
  void theCacheMarkOfABlankMovesToWhatStandsBeforeIt() {
    var asked =
        new Item.User(List.of(Part.Text.of("a"), Part.Text.of(" ").withCache(CacheMark.HOUR)));
    assertThat(items(Ends.anthropic(), asked))
        .containsExactly(new Item.User(List.of(Part.Text.of("a").withCache(CacheMark.HOUR))));
  }

  // Tools

  @Test
  void t091AnIllegalNameIsMangledAndComesBack() {
    var asked =
        with(
            request(user("x")),
            d -> {
              d.tools.add(new Tool.Function("1-get.x", "", null));
              d.tools.add(new Tool.Function("t_1-get.x", "", null));
              d.toolChoice = new ToolChoice.Named("1-get.x", CallKind.FUNCTION);
            });
    var fitted = fit(asked, Ends.gemini());
    var names = fitted.request().tools().stream().map(t -> ((Tool.Function) t).name()).toList();
    assertThat(names).containsExactly("t_1-get_x", "t_1-get.x");
    assertThat(fitted.request().toolChoice())
        .isEqualTo(new ToolChoice.Named("t_1-get_x", CallKind.FUNCTION));
    assertThat(fitted.undo().named(call("i", "t_1-get_x"))).isEqualTo(call("i", "1-get.x"));
    assertThat(fitted.undo().named(call("i", "t_1-get.x"))).isEqualTo(call("i", "t_1-get.x"));
  }

  @Test
  void namesThatWouldBecomeTheSameDoNot() {
    var asked =
        with(
            request(user("x")),
            d -> {
              d.tools.add(new Tool.Function("get.x", "", null));
              d.tools.add(new Tool.Function("get x", "", null));
              d.tools.add(new Tool.Function("get_x", "", null));
            });
    var fitted = fit(asked, Ends.chat());
    var names = fitted.request().tools().stream().map(t -> ((Tool.Function) t).name()).toList();
    assertThat(names).doesNotHaveDuplicates().last().isEqualTo("get_x");
    for (int i = 0; i < 3; i++) {
      var original = ((Tool.Function) asked.tools().get(i)).name();
      assertThat(fitted.undo().named(call("i", names.get(i)))).isEqualTo(call("i", original));
    }
  }

  @Test
  void t085NamespacesAreFlattenedAndSplitAgain() {
    var asked =
        with(
            request(
                user("x"),
                new Item.ToolCall("c", "", "read", "files", CallKind.FUNCTION, "{}", null, null),
                result("c", "r")),
            d -> {
              d.tools.add(new Tool.Function("read", "files", "", null, null, null, Map.of()));
              d.tools.add(new Tool.Function("read", "web", "", null, null, null, Map.of()));
              d.tools.add(new Tool.Function("files__read", "", null));
              d.tools.add(
                  new Tool.Function("r".repeat(60), "files", "", null, null, null, Map.of()));
              d.toolChoice = new ToolChoice.Subset(List.of("read"), true);
            });
    var fitted = fit(asked, Ends.chat());
    var names = fitted.request().tools().stream().map(t -> ((Tool.Function) t).name()).toList();
    assertThat(names).doesNotHaveDuplicates().contains("web__read", "files__read");
    assertThat(names.getFirst()).startsWith("files__read_");
    assertThat(names.getLast()).hasSize(64).startsWith("files__rrr");
    assertThat(((Item.ToolCall) fitted.request().items().get(1)).name())
        .isEqualTo(names.getFirst());
    assertThat(fitted.request().toolChoice())
        .isEqualTo(new ToolChoice.Subset(List.of(names.getFirst(), "web__read"), true));
    var back = (Item.ToolCall) fitted.undo().named(call("i", "web__read"));
    assertThat(back.namespace() + "|" + back.name()).isEqualTo("web|read");
    assertThat(fit(asked, Ends.responses()).request()).isSameAs(asked);
  }

  @Test
  void t083AToolForFreeTextBecomesAFunctionAndComesBack() {
    var patch = "*** Begin Patch\n+\"ü\"\\n\n*** End";
    var asked =
        with(
            request(
                user("x"),
                new Item.ToolCall(
                    "c", "ctc_1", "apply_patch", "", CallKind.CUSTOM, patch, null, null),
                new Item.ToolResult(
                    "c", "", CallKind.CUSTOM, List.of(Part.Text.of("ok")), false, null)),
            d -> {
              d.tools.add(new Tool.Custom("apply_patch", "Edits files.", "lark", "start: x"));
              d.toolChoice = new ToolChoice.Named("apply_patch", CallKind.CUSTOM);
            });
    var fitted = fit(asked, Ends.anthropic());
    var tool = (Tool.Function) fitted.request().tools().getFirst();
    assertThat(tool.description()).startsWith("Edits files.").endsWith("(lark):\nstart: x");
    assertThat(fitted.request().toolChoice())
        .isEqualTo(new ToolChoice.Named("apply_patch", CallKind.FUNCTION));
    var history = (Item.ToolCall) fitted.request().items().get(1);
    assertThat(history.kind()).isEqualTo(CallKind.FUNCTION);
    assertThat(new Raw(history.input()).node().text("input")).isEqualTo(patch);
    assertThat(((Item.ToolResult) fitted.request().items().get(2)).kind())
        .isEqualTo(CallKind.FUNCTION);
    assertThat(warnings(asked, Ends.anthropic()))
        .containsExactly("emulated=tools.apply_patch;its grammar is not enforced");

    var undone =
        (Item.ToolCall)
            fitted.undo().named(new Item.ToolCall("d", "apply_patch", TextTools.input(patch)));
    assertThat(undone.kind()).isEqualTo(CallKind.CUSTOM);
    assertThat(undone.input()).isEqualTo(patch);
    assertThat(fit(asked, Ends.responses()).request()).isSameAs(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"{\"input\":\"a\\nb\"} | ~a\nb~", "{\"patch\":\"x\"} | x", "{} | ~~"})
  void t083AStreamedCallGivesItsRawText(String input, String text) {
    var asked =
        with(request(user("x")), d -> d.tools.add(new Tool.Custom("apply_patch", "", "", "")));
    var seen = new Grammar();
    var out = new Assembler(fit(asked, Ends.anthropic()).undo().events(seen));
    out.start("i", "m", 0, Usage.NONE, "");
    int item = out.open(0, new Item.ToolCall("c", "apply_patch", ""));
    out.input(0, item, input.substring(0, 2));
    out.input(0, item, input.substring(2));
    out.finish(0, Finish.of(Finish.Kind.TOOL_CALLS, "tool_use"));
    out.end(Map.of());
    var deltas = new StringBuilder();
    for (var event : seen.seen()) {
      if (event instanceof Event.InputDelta delta) {
        deltas.append(delta.text());
      }
    }
    assertThat(deltas.toString()).isEqualTo(text);
    assertThat(seen.seen())
        .contains(
            new Event.ItemEnd(
                0,
                0,
                new Item.ToolCall("c", "", "apply_patch", "", CallKind.CUSTOM, text, null, null)));
  }

  // Ids

  @Test
  void t073ALongIdIsShortenedTheSameForCallAndResultAndOnEveryTurn() {
    var id = "call_" + "x".repeat(115);
    var once = items(Ends.responses(), user("a"), call(id, "f"), result(id, "r"));
    var short_ = ((Item.ToolCall) once.get(1)).callId();
    assertThat(short_).hasSize(64).startsWith("call_xxx");
    assertThat(((Item.ToolResult) once.get(2)).callId()).isEqualTo(short_);
    var again =
        items(Ends.responses(), user("a"), call(id, "f"), result(id, "r"), said("b"), user("c"));
    assertThat(again.subList(0, 3)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({"toolu_01abc, 9", "call_0, 9", "'', 9"})
  void t074MistralGetsNineLettersAndDigits(String id, int length) {
    var fitted = items(Ends.mistral(), user("a"), call(id, "f"), result(id, "r"));
    var given = ((Item.ToolCall) fitted.get(1)).callId();
    assertThat(given).matches("[A-Za-z0-9]{" + length + "}");
    assertThat(((Item.ToolResult) fitted.get(2)).callId()).isEqualTo(given);
    assertThat(items(Ends.mistral(), user("a"), call(id, "f"), result(id, "r"))).isEqualTo(fitted);
  }

  @Test
  void anIdThatIsFineStaysToTheByte() {
    var asked = request(user("a"), call("toolu_01-A", "f"), result("toolu_01-A", "r"));
    assertThat(fit(asked, Ends.anthropic()).request()).isSameAs(asked);
    var odd = items(Ends.anthropic(), user("a"), call("Bash:0", "f"), result("Bash:0", "r"));
    assertThat(((Item.ToolCall) odd.get(1)).callId()).matches("Bash_0_[0-9a-f]{8}");
  }

  @Test
  void idsUsedTwiceAreToldApart() {
    var fitted =
        items(
            Ends.anthropic(),
            user("a"),
            call("c", "f"),
            call("c", "g"),
            result("c", "of f"),
            result("c", "of g"),
            call("c", "h"),
            result("c", "of h"));
    assertThat(fitted)
        .containsExactly(
            user("a"),
            call("c", "f"),
            call("c_2", "g"),
            result("c", "of f"),
            result("c_2", "of g"),
            call("c_3", "h"),
            result("c_3", "of h"));
  }

  @Test
  void anAnsweredCallIsNotTheOneThatWasForgotten() {
    var fitted =
        items(
            Ends.anthropic(),
            user("a"),
            call("c", "f"),
            user("never mind"),
            call("c", "g"),
            result("c", "of g"));
    assertThat(fitted).contains(result("c_2", "of g"));
    assertThat(((Item.ToolResult) fitted.get(2)).error()).isTrue();
  }

  // Turns

  @Test
  void t058ResultsComeTogetherInTheOrderOfTheCallsBeforeAnythingElse() {
    var fitted =
        items(
            Ends.anthropic(),
            user("a"),
            call("1", "f"),
            call("2", "f"),
            call("3", "f"),
            result("3", "c"),
            user("by the way"),
            result("1", "a"),
            result("2", "b"));
    assertThat(fitted)
        .containsExactly(
            user("a"),
            call("1", "f"),
            call("2", "f"),
            call("3", "f"),
            result("1", "a"),
            result("2", "b"),
            result("3", "c"),
            user("by the way"));
  }

  @Test
  void aResultThatComesTurnsLaterStandsBehindItsCall() {
    var fitted =
        items(
            Ends.anthropic(),
            user("a"),
            call("1", "f"),
            call("2", "f"),
            result("1", "a"),
            call("3", "f"),
            result("2", "b"),
            result("3", "c"));
    assertThat(fitted)
        .containsExactly(
            user("a"),
            call("1", "f"),
            call("2", "f"),
            result("1", "a"),
            result("2", "b"),
            call("3", "f"),
            result("3", "c"));
  }

  @Test
  void t059ResultsAreInOrderWhereverTheyGo() {
    assertThat(
            items(
                Ends.chat(),
                call("1", "f"),
                call("2", "f"),
                told("careful"),
                result("2", "b"),
                result("1", "a")))
        .containsExactly(
            call("1", "f"), call("2", "f"), result("1", "a"), result("2", "b"), told("careful"));
  }

  @Test
  void aResultWithoutItsCallStaysWhereTheModelMayTakeIt() {
    var asked = request(user("a"), result("gone", "r"), user("b"));
    assertThat(fit(asked, Ends.chat()).request().items()).isEqualTo(asked.items());
  }

  @Test
  void t061ACallThatWasNeverAnsweredGetsAnErrorResult() {
    var asked = request(user("a"), call("1", "f"), user("stop that"));
    assertThat(fit(asked, Ends.anthropic()).request().items())
        .containsExactly(
            user("a"),
            call("1", "f"),
            new Item.ToolResult(
                "1",
                "f",
                CallKind.FUNCTION,
                List.of(Part.Text.of("(tool call was not executed)")),
                true,
                null),
            user("stop that"));
    assertThat(warnings(asked, Ends.anthropic())).hasSize(1);
    assertThat(fit(asked, Ends.mistral()).request().items()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "openai.chat, messages[3]",
    "anthropic.messages, messages[2]",
    "openai.responses, input"
  })
  void t062AResultWithoutItsCallIsRefused(String dialect, String param) {
    var asked = request(dialect, told("s"), user("a"), said("b"), result("gone", "r"), user("c"));
    assertThat(refused(asked, Ends.anthropic()).param()).isEqualTo(param);
    assertThat(refused(asked, Ends.anthropic()).message()).contains("call gone");
  }

  @Test
  void theUserBegins() {
    assertThat(items(Ends.anthropic(), told("s"), said("hello"), user("hi")))
        .containsExactly(told("s"), user("(conversation continues)"), said("hello"), user("hi"));
    assertThat(items(Ends.anthropic(), told("s")))
        .containsExactly(told("s"), user("(conversation continues)"));
    assertThat(items(Ends.chat(), told("s"))).containsExactly(told("s"));
  }

  // Media of results

  @Test
  void t064APictureInAResultFollowsBehindAllResults() {
    var picture = new Part.Media(Kind.IMAGE, new Source.Inline("iVBORw0KGgo"), "image/png");
    var shown =
        new Item.ToolResult(
            "1", "", CallKind.FUNCTION, List.of(Part.Text.of("see"), picture), false, null);
    var asked =
        request(
            user("a"), call("1", "f"), call("2", "f"), shown, result("2", "b"), user("and now?"));
    assertThat(fit(asked, Ends.chat()).request().items())
        .containsExactly(
            user("a"),
            call("1", "f"),
            call("2", "f"),
            new Item.ToolResult(
                "1",
                "",
                CallKind.FUNCTION,
                List.of(Part.Text.of("see"), Part.Text.of("[image attached below]")),
                false,
                null),
            result("2", "b"),
            new Item.User(List.of(picture)),
            user("and now?"));
    assertThat(fit(asked, Ends.anthropic()).request().items()).contains(shown);
  }

  // Instructions in the middle

  @Test
  void t107AnInstructionInTheMiddleStaysInItsPlaceAsTheUsersText() {
    assertThat(items(Ends.gemini(), told("s"), user("a"), said("b"), told("now so"), user("c")))
        .containsExactly(
            told("s"),
            user("a"),
            said("b"),
            user("<system-reminder>\nnow so\n</system-reminder>"),
            user("c"));
    var same = request(told("s"), user("a"), told("now so"));
    assertThat(fit(same, Ends.chat()).request()).isSameAs(same);
  }

  @Test
  void t109AnInstructionAmongResultsComesBehindThem() {
    assertThat(
            items(Ends.anthropic(), user("a"), call("1", "f"), told("careful"), result("1", "r")))
        .containsExactly(
            user("a"),
            call("1", "f"),
            result("1", "r"),
            user("<system-reminder>\ncareful\n</system-reminder>"));
  }

  // Names

  @Test
  void namesOfParticipantsGoOnlyWhereMessagesHaveThem() {
    var asked = request(new Item.User(List.of(Part.Text.of("a")), "ann"));
    assertThat(fit(asked, Ends.anthropic()).request().items()).containsExactly(user("a"));
    assertThat(warnings(asked, Ends.anthropic())).containsExactly("dropped=messages[].name");
    assertThat(fit(asked, Ends.chat()).request()).isSameAs(asked);
  }

  // Ids of answers

  @ParameterizedTest
  @CsvSource({
    "openai.chat, Bash:0, Bash:0",
    "anthropic.messages, toolu_1-x, toolu_1-x",
    "anthropic.messages, Bash:0, Bash_0_.*",
    "anthropic.messages, '', _e3b0c442",
  })
  void idsOfAnswersStayUnlessTheCallersSoftwareRefusesThem(
      String dialect, String id, String expected) {
    var undo = fit(request(dialect, user("x")), Ends.chat()).undo();
    assertThat(((Item.ToolCall) undo.named(call(id, "f"))).callId()).matches(expected);
  }
}
