package dev.fairlead.dialect.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Unfold;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Opaque.Kind;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What only a model's maker can read goes out with an answer, lies in a caller's history, and comes
 * back with the next request to its exact place.
 */
final class ReturningTest {
  /** An answer with something opaque in it. */
  record Told(String name, Family family, boolean mixed, List<Item> items) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Told> ANSWERS =
      List.of(
          new Told(
              "signed thoughts before text",
              Family.ANTHROPIC,
              false,
              List.of(
                  thought("Hm.", Family.ANTHROPIC, Kind.SIGNATURE, "c2lnMQ=="), said("Sunny."))),
          new Told(
              "signed and withheld thoughts before text and calls",
              Family.ANTHROPIC,
              false,
              List.of(
                  thought("Hm.", Family.ANTHROPIC, Kind.SIGNATURE, "c2lnMQ=="),
                  new Item.Reasoning(
                      "",
                      List.of(),
                      List.of(),
                      opaque(Family.ANTHROPIC, Kind.REDACTED, "cmVkYWN0ZWQ=")),
                  said("Let me look."),
                  call("a", null),
                  call("b", null))),
          new Told(
              "a signature without thoughts",
              Family.ANTHROPIC,
              false,
              List.of(
                  new Item.Reasoning(
                      "", List.of(), List.of(), opaque(Family.ANTHROPIC, Kind.SIGNATURE, "c2k=")),
                  call("a", null))),
          new Told(
              "thoughts in cipher before a call",
              Family.OPENAI,
              false,
              List.of(encrypted("rs_1", "gAAAA1"), call("a", null))),
          new Told(
              "thoughts in cipher between calls",
              Family.OPENAI,
              true,
              List.of(
                  encrypted("rs_1", "gAAAA1"),
                  call("a", null),
                  encrypted("rs_2", "gAAAA2"),
                  call("b", null))),
          new Told(
              "thoughts in cipher before text",
              Family.OPENAI,
              false,
              List.of(encrypted("rs_1", "gAAAA1"), said("Sunny."))),
          new Told(
              "a signature on the first of two calls",
              Family.GOOGLE,
              false,
              List.of(summary("Hm."), call("a", google("Q2FsbA==")), call("b", null))),
          new Told(
              "a signature on a call behind text",
              Family.GOOGLE,
              false,
              List.of(said("Let me look."), call("a", google("Q2FsbA==")))),
          new Told(
              "a signature on text",
              Family.GOOGLE,
              false,
              List.of(
                  summary("Hm."),
                  new Item.Assistant(
                      List.of(
                          new Part.Text("Sunny.", List.of(), null, google("VGV4dA=="), null))))),
          new Told(
              "a signature on an empty last part",
              Family.GOOGLE,
              false,
              List.of(
                  new Item.Assistant(
                      List.of(
                          Part.Text.of("Sunny."),
                          new Part.Text("", List.of(), null, google("TGFzdA=="), null))))));

  private static Opaque opaque(Family family, Kind kind, String data) {
    return new Opaque(family, kind, "", "", data);
  }

  private static Opaque google(String data) {
    return opaque(Family.GOOGLE, Kind.THOUGHT_SIGNATURE, data);
  }

  private static Item.Reasoning thought(String text, Family family, Kind kind, String data) {
    return new Item.Reasoning("", List.of(), List.of(text), opaque(family, kind, data));
  }

  private static Item.Reasoning summary(String text) {
    return new Item.Reasoning("", List.of(text), List.of(), null);
  }

  private static Item.Reasoning encrypted(String id, String data) {
    return new Item.Reasoning(
        id, List.of("Hm."), List.of(), opaque(Family.OPENAI, Kind.ENCRYPTED, data));
  }

  private static Item.Assistant said(String text) {
    return new Item.Assistant(List.of(Part.Text.of(text)));
  }

  private static Item.ToolCall call(String id, @Nullable Opaque signature) {
    return new Item.ToolCall("call_" + id, "get_weather", "{\"city\":\"" + id + "\"}")
        .withSignature(signature);
  }

  static Stream<Arguments> trips() {
    return Side.ALL.stream()
        .filter(b -> !b.out().dialect().equals("openai.chat"))
        .flatMap(b ->
            ANSWERS.stream()
                .filter(told -> told.family() == b.family())
                .flatMap(told -> Side.callers().stream().map(a -> Arguments.of(told, a, b))));
  }

  @ParameterizedTest(name = "{0}: {2} answers {1}")
  @MethodSource("trips")
  void comesBackToItsPlace(Told told, Side a, Side b) {
    for (var client : Client.values()) {
      for (boolean streamed : new boolean[] {false, true}) {
        var as = "%s client, %s".formatted(client, streamed ? "streamed" : "plain");
        var memory = new RecentReasoning(100, 1_000_000, Duration.ofHours(1), Side.CLOCK);
        // Chat messages have no place for the signature of a text: it is remembered for all.
        boolean recalled = client == Client.PLAIN || a.name().equals("openai.chat");
        var keeping = Ends.keeping(recalled ? memory : ReasoningMemory.none());
        // Chat messages put all thoughts before all calls.
        if (told.mixed() && a.name().equals("openai.chat") && client == Client.ECHO) {
          continue;
        }
        if (client == Client.NAMELESS && !a.name().equals("openai.responses")) {
          continue;
        }
        var first = translation(a, b, asking(a, ""), keeping);
        var turn =
            client.turn(a.in().id(), streamed ? stream(first, b, told) : plain(first, b, told));
        var second = translation(a, b, asking(a, turn + "," + results(a, told)), keeping);
        var sent = new String(second.outgoing().body(), UTF_8);
        boolean loose = streamed || a.name().equals("openai.chat");
        assertThat(places(b.reread(second.outgoing().body(), new Warnings(false)).items(), loose))
            .as(as + "\nthe client's turn: " + turn + "\nsent: " + sent)
            .isEqualTo(places(told.items(), loose));
        assertThat(sent).doesNotContain("fl1.").doesNotContain("ZmwxL");
      }
    }
  }

  private static Translation translation(Side a, Side b, String body, Keeping keeping) {
    return new Translation(
        new Translation.Sides(a.in(), b.out(), b.to()), a.read(body), keeping, false, List.of());
  }

  private static Response answer(Told told) {
    boolean calls = told.items().stream().anyMatch(Item.ToolCall.class::isInstance);
    return new Response(
        "up-1",
        "model",
        1_700_000_000,
        List.of(
            new Response.Choice(
                0,
                told.items(),
                calls
                    ? Finish.of(Finish.Kind.TOOL_CALLS, "tool_calls")
                    : Finish.of(Finish.Kind.STOP, "stop"))),
        new Usage(10, 0, 0, 0, 0, 5, 0, 0, true),
        "",
        Map.of());
  }

  private static Request asked(Side b) {
    return b.read(asking(b, ""));
  }

  private static List<String> plain(Translation translation, Side b, Told told) {
    var wire = b.in().write(answer(told), asked(b), new Warnings(false));
    return List.of(new String(translation.plain(wire), UTF_8));
  }

  private static List<String> stream(Translation translation, Side b, Told told) {
    var wire = new StringBuilder();
    var writer = b.in().stream(asked(b));
    Unfold.into(event -> wire.append(new String(writer.write(event), UTF_8)), answer(told));
    var relay = translation.stream();
    var got = new StringBuilder();
    for (var data : Side.events(wire.toString())) {
      byte[] bytes = data.getBytes(UTF_8);
      got.append(new String(relay.event("", bytes, 0, bytes.length), UTF_8));
    }
    got.append(new String(relay.end(), UTF_8));
    assertThat(relay.complete()).as(wire.toString()).isTrue();
    return Side.events(got.toString());
  }

  /** A request with the weather's tool, and more of the conversation behind the first question. */
  private static String asking(Side a, String more) {
    var rest = more.isEmpty() ? "" : "," + more;
    return switch (a.in().id()) {
      case "openai.chat" ->
          """
          {"model":"a/b","messages":[{"role":"user","content":"Weather?"}%s],"tools":[{"type":
          "function","function":{"name":"get_weather","parameters":{"type":"object"}}}]}\
          """
              .formatted(rest);
      case "openai.responses" ->
          """
          {"model":"a/b","store":false,"input":[{"role":"user","content":"Weather?"}%s],"tools":
          [{"type":"function","name":"get_weather","parameters":{"type":"object"}}],
          "include":["reasoning.encrypted_content"]}\
          """
              .formatted(rest);
      case "anthropic.messages" ->
          """
          {"model":"a/b","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},
          "messages":[{"role":"user","content":"Weather?"}%s],
          "tools":[{"name":"get_weather","input_schema":{"type":"object"}}]}\
          """
              .formatted(rest);
      default ->
          """
          {"contents":[{"role":"user","parts":[{"text":"Weather?"}]}%s],"tools":[
          {"functionDeclarations":[{"name":"get_weather","parameters":{"type":"OBJECT"}}]}],
          "generationConfig":{"thinkingConfig":{"includeThoughts":true}}}\
          """
              .formatted(rest);
    };
  }

  /** What the caller says next: the results of all calls, else a further question. */
  private static String results(Side a, Told told) {
    var results = new ArrayList<String>();
    var id = a.in().id();
    for (var item : told.items()) {
      if (item instanceof Item.ToolCall call) {
        var form =
            switch (id) {
              case "openai.chat" ->
                  "{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"18\"}";
              case "openai.responses" ->
                  "{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"18\"}";
              case "anthropic.messages" ->
                  "{\"type\":\"tool_result\",\"tool_use_id\":\"%s\",\"content\":\"18\"}";
              default ->
                  "{\"functionResponse\":{\"id\":\"%s\",\"name\":\"get_weather\","
                      + "\"response\":{\"output\":\"18\"}}}";
            };
        results.add(form.formatted(call.callId()));
      }
    }
    var all = String.join(",", results);
    return switch (id) {
      case "openai.chat", "openai.responses" ->
          all.isEmpty() ? "{\"role\":\"user\",\"content\":\"And now?\"}" : all;
      case "anthropic.messages" ->
          "{\"role\":\"user\",\"content\":["
              + (all.isEmpty() ? "{\"type\":\"text\",\"text\":\"And now?\"}" : all)
              + "]}";
      default ->
          "{\"role\":\"user\",\"parts\":["
              + (all.isEmpty() ? "{\"text\":\"And now?\"}" : all)
              + "]}";
    };
  }

  /**
   * Each thing the model said, with what is opaque about it.
   *
   * @param loose whether a text's signature may lie on an empty part behind it and the reverse
   */
  private static List<String> places(List<Item> items, boolean loose) {
    var found = new ArrayList<String>();
    for (var item : items) {
      switch (item) {
        case Item.Reasoning thought -> {
          if (thought.opaque() != null) {
            found.add("thought " + thought.opaque().data());
          }
        }
        case Item.ToolCall call -> found.add("call " + call.input() + data(call.signature()));
        case Item.Assistant said -> texts(said, loose, found);
        case Item.Instruction _,
            Item.User _,
            Item.ToolResult _,
            Item.HostedCall _,
            Item.Foreign _ -> {
          // Not the model's.
        }
      }
    }
    return found;
  }

  private static void texts(Item.Assistant said, boolean loose, List<String> found) {
    for (var part : said.parts()) {
      if (part instanceof Part.Text text) {
        if (loose && text.text().isEmpty() && !found.isEmpty()) {
          found.add(found.removeLast() + data(text.signature()));
        } else {
          found.add("text " + text.text() + data(text.signature()));
        }
      }
    }
  }

  private static String data(@Nullable Opaque opaque) {
    return opaque == null ? "" : " " + opaque.data();
  }
}
