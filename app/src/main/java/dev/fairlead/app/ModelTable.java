package dev.fairlead.app;

import dev.fairlead.app.Table.Column;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.PriceText;
import dev.fairlead.catalog.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Models and endpoints as tables for people, at most 120 columns wide. */
final class ModelTable {
  /** Those worth their space in a table, the most asked for first. */
  private static final List<String> SHOWN =
      List.of("tools", "reasoning", "vision", "structured_output", "audio_input", "image_output");

  private static final int SUPPORTS = 25;

  private ModelTable() {}

  static List<String> models(List<ModelRow> models) {
    var table =
        new Table(
            Column.left("MODEL", 37),
            Column.right("AT", 3),
            Column.right("CONTEXT", 7),
            Column.right("MAX OUT", 7),
            Column.right("INPUT", 8),
            Column.right("OUTPUT", 8),
            Column.left("SUPPORTS", SUPPORTS),
            Column.left("SOURCE", 12));
    for (var m : models) {
      var best = m.cheapest();
      table.row(
          m.deprecated() ? m.name() + " !" : m.name(),
          Integer.toString(m.providers().size()),
          Tokens.text(m.context()),
          Tokens.text(m.maxOutput()),
          price(best, Prices.Item.INPUT),
          price(best, Prices.Item.OUTPUT),
          supports(m.capabilities()),
          source(best));
    }
    return table.lines();
  }

  /** Endpoints under the names of their models. */
  static List<String> endpoints(List<Endpoint> endpoints) {
    var table =
        new Table(
            Column.left("MODEL / ID AT THE PROVIDER", 47),
            Column.left("PROVIDER", 18),
            Column.right("CONTEXT", 7),
            Column.right("MAX OUT", 7),
            Column.right("INPUT", 8),
            Column.right("OUTPUT", 8),
            Column.left("SOURCE", 12));
    var model = "";
    for (var e : endpoints) {
      if (!e.name().equals(model)) {
        table.heading(e.name());
        model = e.name();
      }
      table.row(
          "  " + e.upstreamId() + (e.about().status().equals("deprecated") ? " !" : ""),
          e.provider(),
          Tokens.text(e.context()),
          Tokens.text(e.maxOutput()),
          price(e, Prices.Item.INPUT),
          price(e, Prices.Item.OUTPUT),
          source(e));
    }
    return table.lines();
  }

  /** What the columns and marks mean. */
  static List<String> legend() {
    return List.of(
        "AT: number of providers. INPUT, OUTPUT: USD per million tokens, at the cheapest of them.",
        "? sources disagree on this price. ! deprecated. +3: three more, see --json. SOURCE: of the price.");
  }

  private static String price(Endpoint e, Prices.Item item) {
    if (!e.prices().knows(item)) {
      return "-";
    }
    var text = PriceText.decimal(item, e.prices().of(item));
    return e.origin().disputed().contains(item) ? text + "?" : text;
  }

  private static String source(Endpoint e) {
    return e.origin().source().isEmpty() ? "-" : e.origin().source();
  }

  /** As many words as fit, then how many more there are. */
  private static String supports(Set<String> capabilities) {
    var words = new ArrayList<String>();
    int length = 0;
    for (var word : SHOWN) {
      if (capabilities.contains(word) && length + word.length() + 4 <= SUPPORTS) {
        words.add(word);
        length += word.length() + 1;
      }
    }
    int more = capabilities.size() - words.size();
    if (more > 0) {
      words.add("+" + more);
    }
    return String.join(" ", words);
  }
}
