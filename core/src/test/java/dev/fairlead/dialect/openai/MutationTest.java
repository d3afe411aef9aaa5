package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies with something wrong in them are refused or read, and nothing else. */
final class MutationTest {
  private static final String REQUEST =
      """
      {"model":"a/b","messages":[{"role":"system","content":"s"},
       {"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
        {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}},
        {"type":"file","file":{"file_data":"data:application/pdf;base64,AA==","filename":"f"}}]},
       {"role":"assistant","content":null,"reasoning_details":[{"type":"reasoning.text","text":"t",
        "signature":"s","index":0},{"type":"reasoning.encrypted","data":"d","index":1}],
        "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"},
        "extra_content":{"google":{"thought_signature":"x"}}}]},
       {"role":"tool","tool_call_id":"c","content":"r"}],
       "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":
        {"type":"object","properties":{"a":{"type":"string"}}},"strict":true}},
        {"type":"custom","custom":{"name":"x","format":{"type":"grammar","grammar":
        {"definition":"g","syntax":"lark"}}}}],
       "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":
        [{"type":"function","function":{"name":"f"}}]}},
       "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":
        {"type":"object","properties":{}},"strict":true}},
       "temperature":0.5,"stop":["a"],"reasoning":{"effort":"low"},"seed":1,"logprobs":true,
       "top_logprobs":2,"stream":true,"stream_options":{"include_usage":true}}\
      """;

  private static final String ANSWER =
      """
      {"id":"c","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
       "content":[{"type":"thinking","thinking":[{"type":"text","text":"t"}]},
        {"type":"text","text":"x"}],"refusal":"no","reasoning_content":"r",
       "reasoning_details":[{"type":"reasoning.encrypted","data":"d","id":"a","index":0,
        "format":"google-gemini-v1"}],
       "annotations":[{"type":"url_citation","url_citation":{"url":"u","title":"t","start_index":0,
        "end_index":1}}],"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,A"}}],
       "audio":{"id":"a","data":"AA==","transcript":"t"},
       "tool_calls":[{"id":"a","index":0,"type":"function","function":{"name":"f",
        "arguments":"{}"}}]},"logprobs":{"content":[{"token":"x","logprob":-0.1,"bytes":[1],
        "top_logprobs":[{"token":"x","logprob":-0.1,"bytes":null}]}]},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,
        "prompt_tokens_details":{"cached_tokens":1}},"citations":["u"],"base_resp":{"status_code":0}}\
      """;

  private static final List<Object> VALUES =
      List.of(
          "", "text", -1, 1e300, true, List.of(), Map.of(), List.of("x"), "\uD800", 99999999999L);

  @Test
  void aRequestIsReadOrRefused() {
    var random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      var body = json(mutated(Recordings.tree(dev.fairlead.json.Node.of(REQUEST)), random));
      try {
        var warnings = new Warnings(false);
        var request = Ends.read(body, warnings);
        for (var provider : List.of("openai", "mistral", "unknown")) {
          var draft = request.draft();
          Ends.written(draft.request(), Ends.at(provider, "gpt-5.6"), warnings);
          var foreign = new dev.fairlead.model.Request.Draft("gemini.generate", "a/b");
          foreign.items.addAll(request.items());
          foreign.tools.addAll(request.tools());
          foreign.format = request.format();
          Ends.written(foreign.request(), Ends.at(provider, "gpt-5.6"), warnings);
        }
      } catch (FailureException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(200, 1900);
  }

  @Test
  void anAnswerIsReadOrAFault() {
    var random = new Random(8);
    int faults = 0;
    for (int i = 0; i < 2000; i++) {
      var body = json(mutated(Recordings.tree(dev.fairlead.json.Node.of(ANSWER)), random));
      try {
        var response = Streams.whole(body);
        Streams.written(Streams.ANY, response);
      } catch (AnswerFault e) {
        faults++;
      }
      var stream = body.replace("\"message\"", "\"delta\"");
      Streams.events(Streams.of(stream, stream));
    }
    assertThat(faults).isBetween(20, 1500);
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object mutated(@Nullable Object tree, Random random) {
    var places = new ArrayList<Object>();
    collect(tree, places);
    var at = places.get(random.nextInt(places.size()));
    var value = VALUES.get(random.nextInt(VALUES.size()));
    if (at instanceof Map<?, ?> map && !map.isEmpty()) {
      var names = new ArrayList<>(map.keySet());
      var name = (String) names.get(random.nextInt(names.size()));
      if (random.nextInt(3) == 0) {
        map.remove(name);
      } else {
        ((Map<String, Object>) map).put(name, value);
      }
    } else if (at instanceof List<?> list && !list.isEmpty()) {
      ((List<Object>) list).set(random.nextInt(list.size()), value);
    }
    return tree;
  }

  private static void collect(@Nullable Object tree, List<Object> places) {
    if (tree instanceof Map<?, ?> map) {
      places.add(map);
      map.values().forEach(value -> collect(value, places));
    } else if (tree instanceof List<?> list) {
      places.add(list);
      list.forEach(value -> collect(value, places));
    }
  }

  private static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> {
        var out = new StringBuilder("{");
        map.forEach((name, member) ->
            out.append(out.length() == 1 ? "\"" : ",\"")
                .append(name)
                .append("\":")
                .append(json(member)));
        yield out.append('}').toString();
      }
      case List<?> list -> {
        var out = new StringBuilder("[");
        list.forEach(element -> out.append(out.length() == 1 ? "" : ",").append(json(element)));
        yield out.append(']').toString();
      }
      case String text -> dev.fairlead.json.Raw.quoted(text).text();
      default -> value.toString();
    };
  }
}
