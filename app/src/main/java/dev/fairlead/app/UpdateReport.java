package dev.fairlead.app;

import dev.fairlead.app.Table.Column;
import dev.fairlead.catalog.Changes;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.SourceFiles;
import dev.fairlead.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an update of the catalogue did, for people and for programs.
 *
 * @param before the version it was compared with
 * @param written the file; empty when nothing was written
 */
record UpdateReport(String before, SourceFiles.Imported imported, Changes changes, String written) {
  /** Rows of one table; the JSON report has all. */
  private static final int SHOWN = 40;

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("%s -> %s".formatted(before, imported.file().header().version()));
    lines.add(
        "%d endpoints in the sources, %d in the catalogue, %d left out, %d prices rounded"
            .formatted(
                imported.lines(),
                imported.file().endpoints().size(),
                imported.problems().size(),
                imported.rounded()));
    var prices = changes.changed().stream().filter(Changes.Change::price).toList();
    var facts = changes.changed().stream().filter(c -> !c.price()).toList();
    endpoints(lines, "Added", changes.added());
    endpoints(lines, "Removed", changes.removed());
    changed(lines, "Prices (USD per million tokens, or each)", prices);
    changed(lines, "Other facts", facts);
    if (!imported.problems().isEmpty()) {
      lines.add("");
      lines.add("Left out: " + imported.problems().size());
      shortened(lines, imported.problems());
    }
    lines.add("");
    lines.add(written.isEmpty() ? "Nothing written." : "Written: " + written);
    return lines;
  }

  private static void endpoints(List<String> lines, String title, List<Endpoint> endpoints) {
    lines.add("");
    lines.add(title + ": " + endpoints.size());
    if (!endpoints.isEmpty()) {
      var table =
          new Table(Column.left("MODEL", 48), Column.left("PROVIDER", 22), Column.left("ID", 46));
      endpoints.forEach(e -> table.row(e.name(), e.provider(), e.upstreamId()));
      shortened(lines, table.lines());
    }
  }

  private static void changed(List<String> lines, String title, List<Changes.Change> changes) {
    lines.add("");
    lines.add(title + ": " + changes.size() + " changed");
    if (!changes.isEmpty()) {
      var table =
          new Table(
              Column.left("ID", 44),
              Column.left("PROVIDER", 16),
              Column.left("FACT", 18),
              Column.left("FROM", 16),
              Column.left("TO", 16));
      changes.forEach(c ->
          table.row(
              c.endpoint().upstreamId(),
              c.endpoint().provider(),
              c.fact(),
              c.from().isEmpty() ? "-" : c.from(),
              c.to().isEmpty() ? "-" : c.to()));
      shortened(lines, table.lines());
    }
  }

  private static void shortened(List<String> lines, List<String> rows) {
    rows.stream().limit(SHOWN).forEach(r -> lines.add("  " + r));
    if (rows.size() > SHOWN) {
      lines.add("  ... and %d more (--json has all)".formatted(rows.size() - SHOWN));
    }
  }

  Json json() {
    var report = new LinkedHashMap<String, Json>();
    report.put("before", ModelJson.text(before));
    report.put("after", ModelJson.text(imported.file().header().version()));
    report.put("lines", new Json.Num(imported.lines()));
    report.put("endpoints", new Json.Num(imported.file().endpoints().size()));
    report.put("rounded_prices", new Json.Num(imported.rounded()));
    report.put("added", names(changes.added()));
    report.put("removed", names(changes.removed()));
    report.put(
        "changed", new Json.Arr(changes.changed().stream().map(UpdateReport::json).toList()));
    report.put(
        "left_out", new Json.Arr(imported.problems().stream().map(ModelJson::text).toList()));
    report.put("written", ModelJson.text(written));
    return new Json.Obj(report);
  }

  private static Json names(List<Endpoint> endpoints) {
    return new Json.Arr(endpoints.stream().map(e -> (Json) new Json.Obj(id(e))).toList());
  }

  private static Json json(Changes.Change change) {
    var object = id(change.endpoint());
    object.put("fact", ModelJson.text(change.fact()));
    object.put("from", ModelJson.text(change.from()));
    object.put("to", ModelJson.text(change.to()));
    return new Json.Obj(object);
  }

  private static Map<String, Json> id(Endpoint e) {
    var object = new LinkedHashMap<String, Json>();
    object.put("model", ModelJson.text(e.name()));
    object.put("provider", ModelJson.text(e.provider()));
    object.put("upstream_id", ModelJson.text(e.upstreamId()));
    return object;
  }
}
