package dev.fairlead.simulator;

import static dev.fairlead.simulator.Caller.at;
import static dev.fairlead.simulator.Caller.list;
import static dev.fairlead.simulator.Caller.send;

import dev.fairlead.simulator.content.Node;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that does what agents do: it sends the whole conversation each time, answers each call
 * with a result, and goes on until no tool is called. The messages are JSON texts, for a test to
 * look at and to spoil.
 */
enum Client {
  CHAT,
  RESPONSES,
  MESSAGES,
  GEMINI;

  /** How a task went: the conversation, the calls as "name input", and what was said last. */
  record Task(List<String> messages, List<String> calls, String said) {}

  String user(String text) {
    return this == GEMINI
        ? "{\"role\":\"user\",\"parts\":[{\"text\":\"%s\"}]}".formatted(text)
        : "{\"role\":\"user\",\"content\":\"%s\"}".formatted(text);
  }

  HttpResponse<String> post(Simulator simulator, String model, List<String> messages, String tool)
      throws Exception {
    var all = "[" + String.join(",", messages) + "]";
    return switch (this) {
      case CHAT ->
          send(
              simulator,
              "/v1/chat/completions",
              "{\"model\":\"%s\",\"messages\":%s,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"%s\"}}]}"
                  .formatted(model, all, tool));
      case RESPONSES ->
          send(
              simulator,
              "/v1/responses",
              "{\"model\":\"%s\",\"input\":%s,\"tools\":[{\"type\":\"function\",\"name\":\"%s\"}]}"
                  .formatted(model, all, tool));
      case MESSAGES ->
          send(
              simulator,
              "/v1/messages",
              "{\"model\":\"%s\",\"max_tokens\":1000,\"messages\":%s,\"tools\":[{\"name\":\"%s\"}]}"
                  .formatted(model, all, tool),
              "anthropic-version",
              "2023-06-01");
      case GEMINI ->
          send(
              simulator,
              "/v1beta/models/" + model + ":generateContent",
              "{\"contents\":%s,\"tools\":[{\"functionDeclarations\":[{\"name\":\"%s\"}]}]}"
                  .formatted(all, tool));
    };
  }

  /** Does a task in which the tool's results are {@code result 0}, {@code result 1} and so on. */
  Task run(Simulator simulator, String model, String tool) throws Exception {
    var messages = new ArrayList<>(List.of(user("Do it")));
    var calls = new ArrayList<String>();
    while (calls.size() < 20) {
      var response = post(simulator, model, messages, tool);
      if (response.statusCode() != 200) {
        throw new AssertionError(response.body());
      }
      int before = calls.size();
      var said = answered(response.body(), messages, calls);
      if (calls.size() == before) {
        return new Task(messages, calls, said);
      }
    }
    throw new AssertionError("calls: " + calls + " (expected: an end)");
  }

  /** Adds the answer to the conversation, and the results of its calls; gives its text. */
  private String answered(String body, List<String> messages, List<String> calls) {
    return switch (this) {
      case CHAT -> chat(new Node(at(body, "choices 0 message")), messages, calls);
      case RESPONSES -> responses(nodes(body, "output"), messages, calls);
      case MESSAGES -> messages(nodes(body, "content"), messages, calls);
      case GEMINI -> gemini(nodes(body, "candidates 0 content parts"), messages, calls);
    };
  }

  private static List<Node> nodes(String body, String path) {
    return list(body, path).stream().map(Node::new).toList();
  }

  private static String result(List<String> calls, String name, String input) {
    calls.add(name + " " + input);
    return "result " + (calls.size() - 1);
  }

  private static String chat(Node message, List<String> messages, List<String> calls) {
    messages.add(message.json());
    for (var call : message.get("tool_calls").list()) {
      var function = call.get("function");
      messages.add(
          "{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"%s\"}"
              .formatted(
                  call.text("id"),
                  result(calls, function.text("name"), function.text("arguments"))));
    }
    return message.text("content");
  }

  private static String responses(List<Node> items, List<String> messages, List<String> calls) {
    var said = "";
    for (var item : items) {
      messages.add(item.json());
      said = item.get("type").is("message") ? at(item.json(), "content 0 text") + "" : said;
    }
    for (var item : items) {
      if (item.get("type").is("function_call")) {
        messages.add(
            "{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"%s\"}"
                .formatted(
                    item.text("call_id"),
                    result(calls, item.text("name"), item.text("arguments"))));
      }
    }
    return said;
  }

  private static String messages(List<Node> blocks, List<String> messages, List<String> calls) {
    var said = "";
    var results = new ArrayList<String>();
    for (var block : blocks) {
      said = block.get("type").is("text") ? block.text("text") : said;
      if (block.get("type").is("tool_use")) {
        results.add(
            "{\"type\":\"tool_result\",\"tool_use_id\":\"%s\",\"content\":\"%s\"}"
                .formatted(
                    block.text("id"),
                    result(calls, block.text("name"), block.get("input").json())));
      }
    }
    messages.add("{\"role\":\"assistant\",\"content\":" + json(blocks) + "}");
    if (!results.isEmpty()) {
      results.add("{\"type\":\"text\",\"text\":\"<system-reminder>Be brief</system-reminder>\"}");
      messages.add("{\"role\":\"user\",\"content\":[" + String.join(",", results) + "]}");
    }
    return said;
  }

  private static String gemini(List<Node> parts, List<String> messages, List<String> calls) {
    var said = "";
    var results = new ArrayList<String>();
    for (var part : parts) {
      said = part.get("text").present() ? part.text("text") : said;
      var call = part.get("functionCall");
      if (call.present()) {
        results.add(
            "{\"functionResponse\":{\"name\":\"%s\",\"response\":{\"output\":\"%s\"}}}"
                .formatted(
                    call.text("name"), result(calls, call.text("name"), call.get("args").json())));
      }
    }
    messages.add("{\"role\":\"model\",\"parts\":" + json(parts) + "}");
    if (!results.isEmpty()) {
      messages.add("{\"role\":\"user\",\"parts\":[" + String.join(",", results) + "]}");
    }
    return said;
  }

  private static String json(List<Node> nodes) {
    return "[" + String.join(",", nodes.stream().map(Node::json).toList()) + "]";
  }
}
