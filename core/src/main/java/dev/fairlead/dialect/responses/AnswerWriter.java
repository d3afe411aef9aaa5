package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole answer. Not thread-safe; one for each. */
final class AnswerWriter {
  private static final String COMPLETED = "completed";

  private final Head head;
  private final Warnings warnings;
  private final List<byte[]> output = new ArrayList<>();
  private boolean said;

  AnswerWriter(Head head, Warnings warnings) {
    this.head = head;
    this.warnings = warnings;
  }

  byte[] write(Response response) {
    var choice = response.choices().isEmpty() ? null : response.choices().getFirst();
    var finish = choice == null ? Finish.of(Finish.Kind.ERROR, "") : choice.finish();
    if (choice != null) {
      Searches.first(Searches.merged(choice.items())).forEach(this::item);
    }
    if (finish.kind() == Finish.Kind.REFUSAL && !said && !finish.detail().isEmpty()) {
      item(new Item.Assistant(List.of(new Part.Refusal(finish.detail()))));
    }
    if (finish.kind() == Finish.Kind.PAUSE) {
      warnings.changed("status", "the provider wants to be asked to go on");
    }
    var ending = Ending.of(finish, said);
    var error = ending.status().equals("failed") ? failure(finish) : null;
    var out = new JsonWriter(2048);
    head.write(out, ending, error, output, response.usage());
    return out.bytes();
  }

  static Head.Fault failure(Finish finish) {
    return new Head.Fault(
        "server_error",
        finish.detail().isEmpty()
            ? "the model broke its answer off: " + finish.word()
            : finish.detail());
  }

  private String id(String prefix, String id) {
    return Ids.item(prefix, id, head.id(), output.size());
  }

  private void item(Item item) {
    switch (item) {
      case Item.Assistant message -> message(message);
      case Item.Reasoning thought ->
          output.add(OutputWriter.reasoning(id("rs_", thought.id()), COMPLETED, thought));
      case Item.ToolCall call -> call(call);
      case Item.HostedCall hosted -> hosted(hosted);
      case Item.Foreign(var dialect, var type, var raw) -> {
        if (dialect.equals(OpenAiResponses.ID)) {
          output.add(OutputWriter.own(raw, ""));
        } else {
          warnings.dropped("output." + type, "of another protocol");
        }
      }
      case Item.Instruction _, Item.User _, Item.ToolResult _ -> {
        // No part of an answer.
      }
    }
  }

  private void hosted(Item.HostedCall hosted) {
    var search = hosted.search();
    if (hosted.dialect().equals(OpenAiResponses.ID)) {
      output.add(
          hosted.type().equals("web_search_call")
              ? OutputWriter.search(hosted, "")
              : OutputWriter.own(hosted.raw(), ""));
    } else if (search == null) {
      warnings.dropped("output." + hosted.type(), "of another protocol");
    } else if (!search.queries().isEmpty() || !search.sources().isEmpty()) {
      output.add(OutputWriter.search(id("ws_", hosted.id()), COMPLETED, search));
    }
  }

  private void call(Item.ToolCall call) {
    said = true;
    boolean custom = call.kind() == Item.CallKind.CUSTOM;
    var input = call.input().isBlank() && !custom ? "{}" : call.input();
    output.add(OutputWriter.call(id(custom ? "ctc_" : "fc_", call.id()), COMPLETED, call, input));
    signature(call.signature());
  }

  private void signature(@Nullable Opaque signature) {
    if (signature != null) {
      var id = id(OutputWriter.SIGNATURE, "");
      output.add(OutputWriter.reasoning(id, COMPLETED, OutputWriter.signature(id, signature)));
    }
  }

  private void message(Item.Assistant message) {
    boolean pictures = false;
    boolean words = false;
    for (var part : message.parts()) {
      pictures |= part instanceof Part.Media;
      words |= !(part instanceof Part.Media);
    }
    if (words || !pictures) {
      said |= words;
      output.add(OutputWriter.message(id("msg_", message.id()), COMPLETED, message));
    }
    for (var part : message.parts()) {
      if (part instanceof Part.Media media) {
        var written = OutputWriter.picture(id("ig_", message.id()), media);
        if (written == null) {
          warnings.dropped("output." + media.kind(), "no place in this protocol");
        } else {
          said = true;
          output.add(written);
        }
      } else if (part instanceof Part.Text text) {
        signature(text.signature());
      }
    }
  }
}
