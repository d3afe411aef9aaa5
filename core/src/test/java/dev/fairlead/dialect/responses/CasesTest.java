package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The cases of the translation table that lie in this protocol. */
final class CasesTest {
  private static final Request ASKED = Samples.asked("{'model':'m','input':'hi','stream':true}");
  private static final Usage USAGE = new Usage(5, 2, 0, 0, 0, 3, 1, 0, true);

  private static Response answer(Finish.Kind kind, Item... items) {
    return new Response(
        "chatcmpl-1",
        "some/model",
        1_700_000_000,
        List.of(new Response.Choice(0, List.of(items), Finish.of(kind, "stop"))),
        USAGE,
        "",
        Map.of());
  }

  private static List<Node> streamed(Item... items) {
    var frames =
        Samples.frames(Samples.streamed(Samples.unfolded(answer(Finish.Kind.STOP, items)), ASKED));
    Grammar.wire(frames);
    return frames;
  }

  private static List<String> types(List<Node> frames) {
    return frames.stream().map(f -> f.text("type").replace("response.", "")).toList();
  }

  private static Node at(Node node, Object... path) {
    var found = node;
    for (var step : path) {
      if (step instanceof Integer i) {
        int k = 0;
        Node element = null;
        for (var e : found) {
          element = k++ == i ? e : element;
        }
        found = Objects.requireNonNull(element, "element " + i);
      } else {
        found = Objects.requireNonNull(found.get(step.toString()), step.toString());
      }
    }
    return found;
  }

  private static Request.Draft chat(Item... items) {
    var draft = new Request.Draft("openai.chat", "m");
    draft.items.addAll(List.of(items));
    return draft;
  }

  private static Item.User user(String text) {
    return new Item.User(List.of(Part.Text.of(text)));
  }

  private static List<Event> read(String... data) {
    var events = new java.util.ArrayList<Event>();
    var reader = Samples.sent("openai", "gpt-5").stream(events::add);
    for (var d : data) {
      var bytes = Samples.bytes(Samples.json(d));
      reader.event("", bytes, 0, bytes.length);
    }
    reader.end();
    Grammar.neutral(events);
    return events;
  }

  private static Response collected(List<Event> events) {
    var collector = new Collector();
    events.forEach(collector);
    return collector.response();
  }

  @Test
  void t008AStreamedWordIsRepeatedWholeAtEachEnd() {
    var frames = streamed(new Item.Assistant(List.of(Part.Text.of("4"))));
    assertThat(types(frames))
        .containsExactly(
            "created",
            "in_progress",
            "output_item.added",
            "content_part.added",
            "output_text.delta",
            "output_text.done",
            "content_part.done",
            "output_item.done",
            "completed");
    assertThat(frames.get(5).text("text")).isEqualTo("4");
    assertThat(at(frames.get(6), "part", "text").text()).isEqualTo("4");
    assertThat(at(frames.get(7), "item", "content", 0, "text").text()).isEqualTo("4");
    var last = at(frames.get(8), "response");
    assertThat(at(last, "output", 0, "content", 0, "text").text()).isEqualTo("4");
    assertThat(last.text("id")).startsWith("resp_");
    assertThat(last.text("object")).isEqualTo("response");
    assertThat(last.text("model")).isEqualTo("some/model");
    assertThat(at(last, "usage").toString())
        .isEqualTo(
            Samples.json(
                "{'input_tokens':7,'input_tokens_details':{'cached_tokens':2,'cache_write_tokens':0},"
                    + "'output_tokens':4,'output_tokens_details':{'reasoning_tokens':1},"
                    + "'total_tokens':11}"));
  }

  @Test
  void t010AnEndWithoutOutputLosesNothing() {
    var answer =
        collected(
            read(
                "{'type':'response.created','response':{'id':'resp_1','model':'gpt-5'}}",
                "{'type':'response.output_item.done','output_index':0,'item':{'type':'message',"
                    + "'id':'msg_1','role':'assistant','content':[{'type':'output_text','text':'all"
                    + " of it'}]}}",
                "{'type':'response.completed','response':{'id':'resp_1','status':'completed',"
                    + "'output':[],'usage':{'input_tokens':3,'output_tokens':2,'total_tokens':5}}}"));
    assertThat(Grammar.text(answer.choices().getFirst().items().getFirst())).isEqualTo("all of it");
    assertThat(answer.usage().inputs()).isEqualTo(3);
    assertThat(answer.choices().getFirst().finish().kind()).isEqualTo(Finish.Kind.STOP);
  }

  @Test
  void anEndWithOutputAloneIsEnough() {
    var answer =
        collected(
            read(
                "{'type':'response.completed','response':{'id':'resp_1','status':'incomplete',"
                    + "'incomplete_details':{'reason':'max_output_tokens'},'output':[{'type':"
                    + "'message','content':[{'type':'output_text','text':'half'}]}]}}"));
    assertThat(Grammar.text(answer.choices().getFirst().items().getFirst())).isEqualTo("half");
    assertThat(answer.choices().getFirst().finish().kind()).isEqualTo(Finish.Kind.LENGTH);
  }

  @Test
  void t011ArgumentsThatComeAtTheEndComeAsOneDelta() {
    var events =
        read(
            "{'type':'response.created','response':{'id':'resp_1'}}",
            "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call',"
                + "'id':'fc_1','call_id':'c1','name':'f','arguments':''}}",
            "{'type':'response.function_call_arguments.done','output_index':0,'item_id':'fc_1',"
                + "'arguments':'{}'}",
            "{'type':'response.completed','response':{'status':'completed','output':[]}}");
    assertThat(events.stream().filter(Event.InputDelta.class::isInstance))
        .containsExactly(new Event.InputDelta(0, 0, "{}"));
    assertThat(events)
        .anyMatch(e -> e instanceof Event.ItemEnd(_, _, Item.ToolCall c) && c.input().equals("{}"));
    assertThat(collected(events).choices().getFirst().finish().kind())
        .isEqualTo(Finish.Kind.TOOL_CALLS);
  }

  @Test
  void t020ADeadProviderEndsInAFailedResponse() {
    var events =
        read(
            "{'type':'response.created','response':{'id':'resp_1'}}",
            "{'type':'response.output_text.delta','output_index':0,'content_index':0,'item_id':"
                + "'msg_1','delta':'half'}");
    assertThat(events.getLast()).isInstanceOf(Event.Fail.class);
    assertThat(((Event.Fail) events.getLast()).cause()).isEqualTo(Cause.CUT);
    var frames = Samples.frames(Samples.streamed(events, ASKED));
    Grammar.wire(frames);
    assertThat(frames.getLast().text("type")).isEqualTo("response.failed");
    assertThat(at(frames.getLast(), "response", "error", "code").text()).isEqualTo("server_error");
    assertThat(at(frames.getLast(), "response", "output", 0, "content", 0, "text").text())
        .isEqualTo("half");
  }

  @Test
  void anErrorInTheStreamKeepsItsStatus() {
    var events =
        read(
            "{'type':'error','code':'rate_limit_exceeded','message':'slow','param':null,"
                + "'sequence_number':0}");
    assertThat(events.getLast())
        .isEqualTo(new Event.Fail(Cause.ERROR_INSIDE, 429, "slow", Usage.NONE));
    var frames = Samples.frames(Samples.streamed(events, ASKED));
    assertThat(at(frames.getLast(), "response", "error", "code").text())
        .isEqualTo("rate_limit_exceeded");
  }

  @Test
  void t034ForeignThoughtsAreLeftOutAndSaid() {
    var opaque =
        new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "claude", "anthropic", "sig");
    var warnings = new Warnings(false);
    var body =
        Samples.write(
            chat(
                    user("q"),
                    new Item.Reasoning("", List.of(), List.of("secret"), opaque),
                    new Item.ToolCall("toolu_1", "f", "{\"a\":1.10}"),
                    new Item.ToolResult("toolu_1", "ok"))
                .request(),
            Samples.to("openai", "gpt-5", "reasoning"),
            warnings);
    assertThat(body.toString()).doesNotContain("secret").doesNotContain("sig\"");
    assertThat(at(body, "input", 1, "call_id").text()).isEqualTo("toolu_1");
    assertThat(at(body, "input", 1, "arguments").text()).isEqualTo("{\"a\":1.10}");
    assertThat(warnings.list()).anyMatch(w -> w.startsWith("dropped=input[].reasoning"));
  }

  @Test
  void t035ACipherOfOursIsReadAsItIs() {
    var request =
        Samples.asked(
            "{'model':'m','input':[{'type':'reasoning','id':'rs_1','summary':[{'type':"
                + "'summary_text','text':'s'}],'encrypted_content':'fl1.abc'},"
                + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}]}");
    assertThat(request.items().getFirst())
        .isEqualTo(
            new Item.Reasoning(
                "rs_1",
                List.of("s"),
                List.of(),
                new Opaque(Opaque.Family.OPENAI, Opaque.Kind.ENCRYPTED, "", "", "fl1.abc")));
    var written =
        streamed(
            new Item.Reasoning(
                "",
                List.of(),
                List.of("t"),
                new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "fl1.abc")));
    assertThat(at(written.getLast(), "response", "output", 0, "encrypted_content").text())
        .isEqualTo("fl1.abc");
  }

  @Test
  void t038ThoughtsInCipherGoWithoutAnId() {
    var body =
        Samples.write(
            Samples.asked(
                "{'model':'m','store':false,'input':[{'type':'reasoning','id':'rs_1','summary':[],"
                    + "'encrypted_content':'gAAA'}]}"),
            Samples.to("openai", "gpt-5", "reasoning"));
    assertThat(at(body, "input", 0).toString())
        .isEqualTo(Samples.json("{'type':'reasoning','summary':[],'encrypted_content':'gAAA'}"));
    assertThat(at(body, "store").text()).isEqualTo("false");
    assertThat(at(body, "include").toString()).contains("reasoning.encrypted_content");
  }

  @Test
  void aSignatureOfACallComesBackOnTheCall() {
    var signature =
        new Opaque(Opaque.Family.GOOGLE, Opaque.Kind.THOUGHT_SIGNATURE, "", "", "fl1.sig");
    var call = new Item.ToolCall("c1", "f", "{}").withSignature(signature);
    var last = streamed(call).getLast();
    var output = at(last, "response", "output").toString();
    var plain =
        Samples.node(
            Samples.CALLERS.write(answer(Finish.Kind.TOOL_CALLS, call), ASKED, new Warnings(true)));
    assertThat(at(plain, "output").toString()).isEqualTo(output);
    var again = Samples.read("{\"model\":\"m\",\"input\":" + output + "}");
    assertThat(again.items()).hasSize(1);
    assertThat(again.items().getFirst())
        .isInstanceOfSatisfying(
            Item.ToolCall.class,
            c -> assertThat(Objects.requireNonNull(c.signature()).data()).isEqualTo("fl1.sig"));
  }

  @Test
  void t059CallsAndResultsKeepTheirOrder() {
    var request =
        Samples.asked(
            "{'model':'m','input':[{'type':'function_call','call_id':'a','name':'f','arguments':'1'},"
                + "{'type':'function_call','call_id':'b','name':'f','arguments':'2'},"
                + "{'type':'function_call','call_id':'c','name':'f','arguments':'3'},"
                + "{'type':'function_call_output','call_id':'a','output':'x'},"
                + "{'type':'function_call_output','call_id':'b','output':[{'type':'input_text','text':'y'}]},"
                + "{'type':'function_call_output','call_id':'c','output':''}]}");
    assertThat(request.items())
        .containsExactly(
            call("a", "1"),
            call("b", "2"),
            call("c", "3"),
            new Item.ToolResult("a", "x"),
            new Item.ToolResult("b", "y"),
            new Item.ToolResult("c", ""));
  }

  private static Item call(String id, String input) {
    return new Item.ToolCall(id, "f", input);
  }

  @Test
  void t065APictureInAResultStaysInIt() {
    var picture = new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline("iVBO"), "image/png");
    var body =
        Samples.write(
            chat(
                    call("a", "{}"),
                    new Item.ToolResult(
                        "a",
                        "",
                        CallKind.FUNCTION,
                        List.of(Part.Text.of("see"), picture),
                        false,
                        null))
                .request(),
            Samples.to("openai", "gpt-5"));
    assertThat(at(body, "input", 1, "output").toString())
        .isEqualTo(
            Samples.json(
                "[{'type':'input_text','text':'see'},{'type':'input_image','detail':'auto',"
                    + "'image_url':'data:image/png;base64,iVBO'}]"));
  }

  @Test
  void aFailedToolIsSaidInWords() {
    var body =
        Samples.write(
            chat(
                    call("a", ""),
                    new Item.ToolResult(
                        "a", "", CallKind.FUNCTION, List.of(Part.Text.of("no file")), true, null))
                .request(),
            Samples.to("openai", "gpt-5"));
    assertThat(at(body, "input", 0, "arguments").text()).isEqualTo("{}");
    assertThat(at(body, "input", 1, "output").text()).isEqualTo("Error: no file");
  }

  @Test
  void t073IdsOfCallsHaveALimit() {
    var manners = Samples.UPSTREAM.manners(Samples.to("openai", "gpt-5"));
    assertThat(manners.callIdLength()).isEqualTo(64);
    assertThat(manners.callId().matcher("x".repeat(65)).matches()).isFalse();
    assertThat(manners.callId().matcher("Bash:0").matches()).isTrue();
  }

  @Test
  void t083ACustomToolStaysOneOnBothSides() {
    var request =
        Samples.asked(
            "{'model':'m','input':'x','tools':[{'type':'custom','name':'apply_patch','description':"
                + "'d','format':{'type':'grammar','syntax':'lark','definition':'start: x'}}]}");
    assertThat(request.tools())
        .containsExactly(new Tool.Custom("apply_patch", "d", "lark", "start: x"));
    var frames =
        streamed(
            new Item.ToolCall(
                "c1", "", "apply_patch", "", CallKind.CUSTOM, "*** Begin", null, null));
    assertThat(types(frames))
        .contains("custom_tool_call_input.delta", "custom_tool_call_input.done");
    var item = at(frames.getLast(), "response", "output", 0);
    assertThat(item.text("type")).isEqualTo("custom_tool_call");
    assertThat(item.text("id")).startsWith("ctc_");
    assertThat(item.text("input")).isEqualTo("*** Begin");
  }

  @Test
  void t085NamespacesOpenUpAndCloseAgain() {
    var tools =
        "[{'type':'function','name':'plain','parameters':{'type':'object'},'strict':true},"
            + "{'type':'namespace','name':'fs','description':'files','tools':["
            + "{'type':'function','name':'read','parameters':{'type':'object'},'strict':false},"
            + "{'type':'custom','name':'write'}]}]";
    var request = Samples.asked("{'model':'m','input':'x','tools':" + tools + "}");
    assertThat(request.tools()).hasSize(3);
    assertThat(request.tools().get(1))
        .isInstanceOfSatisfying(
            Tool.Function.class, f -> assertThat(f.namespace() + f.name()).isEqualTo("fsread"));
    var body = Samples.write(request, Samples.to("openai", "gpt-5"));
    assertThat(Samples.plain(at(body, "tools")))
        .isEqualTo(Samples.plain(Node.of(Samples.json(tools))));
    var last =
        streamed(
                new Item.ToolCall("c", "", "read", "fs", CallKind.FUNCTION, "{}", null, null),
                new Item.ToolCall("d", "", "fs.write", "", CallKind.CUSTOM, "x", null, null))
            .getLast();
    for (int i = 0; i < 2; i++) {
      assertThat(at(last, "response", "output", i, "namespace").text()).isEqualTo("fs");
      assertThat(at(last, "response", "output", i, "name").text())
          .isEqualTo(i == 0 ? "read" : "write");
    }
  }

  @Test
  void t086AHostedToolIsKeptAndAForeignOneRefused() {
    var request = Samples.asked("{'model':'m','input':'x','tools':[{'type':'local_shell'}]}");
    assertThat(request.tools())
        .containsExactly(
            new Tool.Hosted(
                Tool.HostedKind.SHELL,
                OpenAiResponses.ID,
                new Raw("{\"type\":\"local_shell\"}"),
                null));
    assertThat(at(Samples.write(request, Samples.to("openai", "gpt-5")), "tools").toString())
        .isEqualTo("[{\"type\":\"local_shell\"}]");
    var foreign = chat(user("x"));
    foreign.tools.add(
        new Tool.Hosted(
            Tool.HostedKind.BASH, "anthropic.messages", new Raw("{\"type\":\"bash_1\"}"), null));
    assertThatThrownBy(() -> Samples.write(foreign.request(), Samples.to("openai", "gpt-5")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("bash_1 is not available on gpt-5");
  }

  @Test
  void toolsThatComeLaterAreOfferedAtOnceAndStayWhereTheyWereForTheirOwn() {
    var warnings = new Warnings(false);
    var request =
        Samples.read(
            Samples.json(
                "{'model':'m','tools':[{'type':'tool_search'},{'type':'function','name':'a','defer_loading':"
                    + "true,'parameters':null}],'input':[{'type':'additional_tools','role':'developer',"
                    + "'tools':[{'type':'function','name':'b','parameters':null}]},"
                    + "{'type':'tool_search_output','call_id':'c','tools':[{'type':'function','name':'a',"
                    + "'parameters':null}]}]}"),
            warnings);
    assertThat(request.tools()).hasSize(2);
    assertThat(warnings.list()).anyMatch(w -> w.startsWith("emulated=input[0].tools"));
    var body = Samples.write(request, Samples.to("openai", "gpt-5"));
    assertThat(at(body, "tools").toString())
        .isEqualTo(
            Samples.json(
                "[{'type':'function','name':'a','parameters':null,'defer_loading':true},"
                    + "{'type':'tool_search'}]"));
    assertThat(at(body, "input", 0, "type").text()).isEqualTo("additional_tools");
  }

  @Test
  void t100AFlatSchemaIsRead() {
    var request =
        Samples.asked(
            "{'model':'m','input':'x','text':{'format':{'type':'json_schema','name':'n','strict':true,"
                + "'schema':{'type':'object'}},'verbosity':'low'}}");
    assertThat(request.format())
        .isEqualTo(
            new OutputFormat.JsonSchema("n", "", new Raw("{\"type\":\"object\"}"), Boolean.TRUE));
    assertThat(request.verbosity()).isEqualTo("low");
  }

  @Test
  void t107ADeveloperItemStaysInItsPlace() {
    var request =
        Samples.asked(
            "{'model':'m','instructions':'be brief','input':[{'role':'user','content':'a'},"
                + "{'type':'message','role':'developer','content':[{'type':'input_text','text':'rules'}]},"
                + "{'role':'user','content':'b'}]}");
    assertThat(request.items().get(0))
        .isEqualTo(new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of("be brief"))));
    assertThat(request.items().get(2))
        .isEqualTo(new Item.Instruction(Item.Level.DEVELOPER, List.of(Part.Text.of("rules"))));
  }

  @Test
  void leadingInstructionsOfOthersBecomeOne() {
    var draft =
        chat(
            new Item.Instruction(
                Item.Level.SYSTEM, List.of(Part.Text.of("one"), Part.Text.of("two"))),
            user("x"));
    var body = Samples.write(draft.request(), Samples.to("openai", "gpt-5"));
    assertThat(at(body, "instructions").text()).isEqualTo("one\n\ntwo");
    assertThat(at(body, "input", 0, "role").text()).isEqualTo("user");
  }

  @Test
  void t145AMarkIsReadFromPartsAndMessages() {
    var request =
        Samples.asked(
            "{'model':'m','input':[{'role':'user','cache_control':{'type':'ephemeral','ttl':'1h'},"
                + "'content':[{'type':'input_text','text':'a','prompt_cache_breakpoint':{'mode':"
                + "'explicit'}},{'type':'input_text','text':'b'}]}]}");
    var parts = ((Item.User) request.items().getFirst()).parts();
    assertThat(((Part.Text) parts.get(0)).cache()).isEqualTo(CacheMark.FIVE_MINUTES);
    assertThat(((Part.Text) parts.get(1)).cache()).isEqualTo(CacheMark.HOUR);
  }

  @Test
  void onlyTheLastFourMarksGoAndOnlyToModelsThatTakeThem() {
    var draft = chat();
    for (int i = 0; i < 5; i++) {
      draft.items.add(
          new Item.User(List.of(Part.Text.of("t" + i).withCache(CacheMark.FIVE_MINUTES))));
    }
    var warnings = new Warnings(false);
    var body = Samples.write(draft.request(), Samples.to("openai", "gpt-5.6"), warnings);
    assertThat(body.toString().split("prompt_cache_breakpoint", -1)).hasSize(5);
    assertThat(at(body, "input", 0).toString()).doesNotContain("breakpoint");
    assertThat(at(body, "prompt_cache_options", "mode").text()).isEqualTo("explicit");
    assertThat(warnings.list()).isNotEmpty();
    assertThat(Samples.write(draft.request(), Samples.to("openai", "gpt-5.1")).toString())
        .doesNotContain("prompt_cache");
  }

  @Test
  void t158ASearchIsAnItemAndItsSourcesAreAnnotations() {
    var text = "héllo 🌍 is round";
    var citation = Citation.page("https://e.org", "E", text.indexOf("🌍"), text.length());
    var search =
        new Item.HostedCall(
            "gemini.generate",
            "grounding",
            "",
            Raw.EMPTY_OBJECT,
            new Item.Search(List.of("earth"), List.of(new Item.Source("https://e.org", "E"))));
    var said =
        new Item.Assistant(List.of(new Part.Text(text, List.of(citation), null, null, null)));
    var frames = streamed(search, said);
    assertThat(types(frames))
        .containsSubsequence(
            "web_search_call.in_progress",
            "web_search_call.searching",
            "web_search_call.completed",
            "output_text.delta",
            "output_text.annotation.added",
            "output_text.done");
    var response = at(frames.getLast(), "response");
    assertThat(at(response, "output", 0, "action", "query").text()).isEqualTo("earth");
    var annotation = at(response, "output", 1, "content", 0, "annotations", 0);
    assertThat(text.substring((int) annotation.number("start_index", -1))).isEqualTo("🌍 is round");
    assertThat(annotation.text("url")).isEqualTo("https://e.org");
    var plain =
        Samples.node(
            Samples.CALLERS.write(
                answer(Finish.Kind.STOP, search, said), ASKED, new Warnings(true)));
    assertThat(at(plain, "output").toString()).isEqualTo(at(response, "output").toString());
  }

  @Test
  void whatASearchAskedAndWhatItFoundBecomeOneItem() {
    var asked =
        new Item.HostedCall(
            "anthropic.messages",
            "server_tool_use",
            "srv_1",
            Raw.EMPTY_OBJECT,
            new Item.Search(List.of("q"), List.of()));
    var found =
        new Item.HostedCall(
            "anthropic.messages",
            "web_search_tool_result",
            "srv_1",
            Raw.EMPTY_OBJECT,
            new Item.Search(List.of(), List.of(new Item.Source("https://e.org", ""))));
    var response = at(streamed(asked, found).getLast(), "response");
    assertThat(at(response, "output").size()).isEqualTo(1);
    assertThat(at(response, "output", 0, "action", "sources", 0, "url").text())
        .isEqualTo("https://e.org");
    assertThat(at(streamed(asked).getLast(), "response", "output").size()).isEqualTo(1);
  }

  @Test
  void aForeignSearchToolBecomesOurs() {
    var draft = chat(user("x"));
    draft.tools.add(
        new Tool.Hosted(
            Tool.HostedKind.WEB_SEARCH,
            "anthropic.messages",
            new Raw("{\"type\":\"web_search_20250305\"}"),
            new Tool.SearchSettings(
                List.of("a.org"), List.of("b.org"), "low", new Raw("{\"city\":\"Bern\"}"), 3)));
    var warnings = new Warnings(false);
    var body = Samples.write(draft.request(), Samples.to("openai", "gpt-5"), warnings);
    assertThat(at(body, "tools").toString())
        .isEqualTo(
            Samples.json(
                "[{'type':'web_search','search_context_size':'low','filters':{'allowed_domains':"
                    + "['a.org']},'user_location':{'type':'approximate','city':'Bern'}}]"));
    assertThat(warnings.list()).hasSize(2);
  }

  @Test
  void t167NoStopSequencesAreTaken() {
    assertThat(Samples.UPSTREAM.manners(Samples.to("openai", "gpt-5")).stops()).isZero();
  }

  @Test
  void t176StoredItemsStandInFrontOfTheNewOnes() {
    var body =
        Samples.bytes(
            Samples.json(
                "{'model':'m','previous_response_id':'resp_1','input':'and now?','instructions':'new'}"));
    var envelope =
        Samples.CALLERS.envelope(
            new dev.fairlead.dialect.Call(dev.fairlead.dialect.Action.CHAT), body);
    var state = StateFields.of(envelope.body());
    assertThat(state.previous()).isEqualTo("resp_1");
    assertThat(state.store()).isTrue();
    assertThat(state.instructions()).isTrue();
    assertThat(state.incomplete()).isTrue();
    var spliced =
        StateFields.splice(
            envelope.body(),
            List.of(
                Samples.json("{'role':'user','content':'a'}"),
                "{\"role\":\"assistant\",\"content\":\"b\"}"),
            Map.of());
    var request = Samples.read(new String(spliced, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(request.items()).hasSize(4);
    assertThat(request.items().getLast()).isEqualTo(user("and now?"));
    assertThat(request.extras()).doesNotContainKey("previous_response_id");
  }

  @Test
  void referencesAreReplacedByWhatTheyName() {
    var body =
        Samples.bytes(
            Samples.json(
                "{'model':'m','conversation':{'id':'conv_1'},'input':[{'type':'item_reference','id':"
                    + "'msg_1'},{'role':'user','content':'x'}]}"));
    var members =
        Samples.CALLERS
            .envelope(new dev.fairlead.dialect.Call(dev.fairlead.dialect.Action.CHAT), body)
            .body();
    assertThat(StateFields.of(members).references()).containsExactly("msg_1");
    assertThat(StateFields.of(members).conversation()).isEqualTo("conv_1");
    var spliced =
        StateFields.splice(
            members, List.of(), Map.of("msg_1", Samples.json("{'role':'user','content':'kept'}")));
    assertThat(new String(spliced, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            Samples.json(
                "{'model':'m','input':[{'role':'user','content':'kept'},"
                    + "{'role':'user','content':'x'}]}"));
  }

  @Test
  void t178ABackgroundWishIsSeen() {
    var request = Samples.asked("{'model':'m','input':'x','background':true}");
    assertThat(request.extras()).containsEntry("background", new Raw("true"));
    assertThat(Samples.CALLERS.fields())
        .containsEntry("background", dev.fairlead.dialect.Fate.GATEWAY);
    assertThat(Samples.write(request, Samples.to("openai", "gpt-5")).get("background")).isNull();
  }

  @Test
  void t202LogprobsAreAskedForAndMappedBack() {
    var draft = chat(user("x"));
    draft.logprobs = 2;
    var body = Samples.write(draft.request(), Samples.to("openai", "gpt-4o"));
    assertThat(at(body, "include").toString()).isEqualTo("[\"message.output_text.logprobs\"]");
    assertThat(at(body, "top_logprobs").text()).isEqualTo("2");
    var logprob = new TokenLogprob("a", new BigDecimal("-0.25"), List.of(97), List.of());
    var events =
        read(
            "{'type':'response.output_text.delta','output_index':0,'content_index':0,'item_id':'msg_1',"
                + "'delta':'a','logprobs':[{'token':'a','logprob':-0.25,'bytes':[97],'top_logprobs':[]}]}",
            "{'type':'response.completed','response':{'status':'completed','output':[]}}");
    assertThat(events).contains(new Event.TextDelta(0, 0, 0, "a", List.of(logprob)));
    var frames = Samples.frames(Samples.streamed(events, ASKED));
    assertThat(
            at(frames.getLast(), "response", "output", 0, "content", 0, "logprobs", 0, "logprob")
                .text())
        .isEqualTo("-0.25");
  }

  @Test
  void ALowLimitIsRaisedAndSamplingThatIsRefusedIsLeftOut() {
    var draft = chat(user("x"));
    draft.maxTokens = 5L;
    draft.sampling =
        new dev.fairlead.model.Sampling(
            new BigDecimal("0.2"), BigDecimal.ONE, BigDecimal.TEN, null, null, 7L);
    var warnings = new Warnings(false);
    var body = Samples.write(draft.request(), Samples.to("openai", "gpt-5", "reasoning"), warnings);
    assertThat(at(body, "max_output_tokens").text()).isEqualTo("16");
    assertThat(body.get("temperature")).isNull();
    assertThat(warnings.list())
        .extracting(w -> w.replaceFirst(";.*", ""))
        .containsExactlyInAnyOrder(
            "changed=max_tokens", "dropped=temperature", "dropped=top_k", "dropped=seed");
  }

  @Test
  void aRefusalThatIsOnlyExplainedCanBeRead() {
    var finish = new Finish(Finish.Kind.REFUSAL, "refusal", "I will not", "bio");
    var response =
        new Response(
            "msg_1",
            "m",
            1,
            List.of(new Response.Choice(0, List.of(), finish)),
            USAGE,
            "",
            Map.of());
    var frames = Samples.frames(Samples.streamed(Samples.unfolded(response), ASKED));
    Grammar.wire(frames);
    assertThat(at(frames.getLast(), "response", "output", 0, "content", 0, "refusal").text())
        .isEqualTo("I will not");
    assertThat(at(frames.getLast(), "response", "status").text()).isEqualTo("completed");
  }

  @Test
  void aPictureOfTheModelsIsAnItemOfItsOwn() {
    var picture = new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline("iVBO"), "image/png");
    var frames = streamed(new Item.Assistant(List.of(Part.Text.of("here"), picture)));
    var response = at(frames.getLast(), "response");
    assertThat(at(response, "output", 0, "content", 0, "text").text()).isEqualTo("here");
    assertThat(at(response, "output", 1, "result").text()).isEqualTo("iVBO");
  }

  @Test
  void rawValuesWithLineEndsDoNotBreakTheFrames() {
    var asked =
        Samples.read(
            "{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"function\",\"name\":\"f\","
                + "\"parameters\":{\n \"type\":\r\n\"object\"}}]}");
    var answer = answer(Finish.Kind.STOP, new Item.Assistant(List.of(Part.Text.of("a\nb"))));
    Grammar.wire(Samples.frames(Samples.streamed(Samples.unfolded(answer), asked)));
  }

  @Test
  void anErrorInAPassedStreamSaysItInBothForms() {
    var frame =
        new String(
            Samples.CALLERS.streamError(
                new dev.fairlead.model.Failure.Overloaded("busy", java.time.Duration.ZERO)),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(frame).startsWith("event: error\ndata: {\"type\":\"error\",").endsWith("}\n\n");
    var data = Samples.frames(Samples.bytes(frame)).getFirst();
    assertThat(data.text("message")).isEqualTo("busy");
    assertThat(at(data, "error", "message").text()).isEqualTo("busy");
    assertThat(data.has("param")).isTrue();
    assertThat(data.number("sequence_number", -1)).isZero();
  }

  @Test
  void theCountOfTokensHasItsOwnForm() {
    assertThat(new String(Samples.CALLERS.count(42), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":42}");
  }
}
