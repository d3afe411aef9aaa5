package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request on its way through the passes. What a pass leaves alone is the caller's own object. */
final class Fitting {
  final Request request;
  final Terms terms;
  final Manners manners;
  final Warnings warnings;
  List<Item> items;
  List<Tool> tools;
  @Nullable ToolChoice choice;
  Renaming renaming = Renaming.NONE;

  /** Stop texts that the gateway itself looks for. */
  List<String> cuts = List.of();

  Fitting(Request request, Terms terms, Warnings warnings) {
    this.request = request;
    this.terms = terms;
    this.manners = terms.manners();
    this.warnings = warnings;
    items = request.items();
    tools = request.tools();
    choice = request.toolChoice();
  }

  /** Whether a dialect is not the one that the request will be written in. */
  boolean foreign(String dialect) {
    return !dialect.equals(terms.target());
  }

  static FailureException refused(String param, String code, String message) {
    return new FailureException(new BadRequest(message, param, code));
  }

  Fitted fitted() {
    return new Fitted(changed() ? draft() : request, new Undo(this));
  }

  private boolean changed() {
    return items != request.items()
        || tools != request.tools()
        || choice != request.toolChoice()
        || !cuts.isEmpty();
  }

  private Request draft() {
    var draft = request.draft();
    draft.items.clear();
    draft.items.addAll(items);
    draft.tools.clear();
    draft.tools.addAll(tools);
    draft.toolChoice = choice;
    if (!cuts.isEmpty()) {
      draft.stops.clear();
    }
    return draft.request();
  }
}
