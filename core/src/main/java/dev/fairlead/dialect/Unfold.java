package dev.fairlead.dialect;

import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import java.util.List;
import java.util.function.Consumer;

/** Plays a whole answer as the events of a stream. */
public final class Unfold {
  private Unfold() {}

  public static void into(Consumer<Event> sink, Response response) {
    var out = new Assembler(sink);
    out.start(
        response.id(), response.model(), response.created(), response.usage(), response.tier());
    for (var choice : response.choices()) {
      for (var item : choice.items()) {
        item(out, choice.index(), item);
      }
    }
    // Last of all: readers of several choices take the end of those they know for that of all.
    for (var choice : response.choices()) {
      out.finish(choice.index(), choice.finish());
    }
    out.usage(response.usage());
    out.end(response.extras());
  }

  private static void item(Assembler out, int choice, Item item) {
    switch (item) {
      case Item.Assistant said -> {
        int at =
            out.open(
                choice, new Item.Assistant(List.of(), said.id(), said.phase(), said.name(), false));
        said(out, choice, at, said);
        out.close(choice, at, said);
      }
      case Item.Reasoning thought -> {
        int at = out.open(choice, new Item.Reasoning(thought.id(), List.of(), List.of(), null));
        for (int i = 0; i < thought.summary().size(); i++) {
          out.reasoning(choice, at, true, i, thought.summary().get(i));
        }
        for (int i = 0; i < thought.text().size(); i++) {
          out.reasoning(choice, at, false, i, thought.text().get(i));
        }
        out.close(choice, at, thought);
      }
      case Item.ToolCall call -> {
        int at = out.open(choice, call.withInput("").withSignature(null));
        out.input(choice, at, call.input());
        out.close(choice, at, call);
      }
      case Item other -> out.close(choice, out.open(choice, other), other);
    }
  }

  private static void said(Assembler out, int choice, int at, Item.Assistant said) {
    int part = 0;
    for (var piece : said.parts()) {
      switch (piece) {
        case Part.Text text -> {
          var logprobs = text.logprobs();
          out.text(choice, at, part, text.text(), logprobs == null ? List.of() : logprobs);
          for (var citation : text.citations()) {
            out.cite(choice, at, part, citation);
          }
          part++;
        }
        case Part.Refusal(var text) -> out.refusal(choice, at, part++, text);
        case Part other -> out.part(choice, at, other);
      }
    }
  }
}
