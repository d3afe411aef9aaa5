package dev.fairlead.app;

import dev.fairlead.catalog.CatalogueFile;
import dev.fairlead.catalog.Changes;
import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.SourceFiles;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonText;
import dev.fairlead.json.MalformedJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what the catalogue holds, and makes a new one. */
@Command(
    name = "catalogue",
    subcommands = CatalogueCommand.Update.class,
    mixinStandardHelpOptions = true,
    description = "Shows version, date and size of the catalogue.",
    footer = {
      "",
      "Examples:",
      "  fairlead catalogue",
      "  fairlead catalogue update --from sources --dry-run",
      "  fairlead catalogue update --from sources --out catalogue.jsonl"
    })
final class CatalogueCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "JSON instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    var file = CatalogueFile.shipped();
    var out = spec(spec).commandLine().getOut();
    if (json) {
      out.println(JsonText.write(new Json.Obj(counts(file))));
    } else {
      counts(file).forEach((name, value) -> out.println("%-11s %s".formatted(name, plain(value))));
    }
    out.flush();
    return 0;
  }

  private static Map<String, Json> counts(CatalogueFile file) {
    var endpoints = file.endpoints();
    var counts = new LinkedHashMap<String, Json>();
    counts.put("version", new Json.Str(file.header().version()));
    counts.put("date", new Json.Str(file.header().date()));
    counts.put("endpoints", new Json.Num(endpoints.size()));
    counts.put("models", distinct(endpoints, Endpoint::model));
    counts.put("providers", distinct(endpoints, Endpoint::provider));
    counts.put("authors", distinct(endpoints, e -> e.model().substring(0, e.model().indexOf('/'))));
    counts.put(
        "prices",
        object(
            endpoints.stream()
                .collect(
                    Collectors.groupingBy(
                        e -> e.origin().confidence().name().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.counting()))));
    counts.put(
        "disputed",
        new Json.Num(endpoints.stream().filter(e -> !e.origin().disputed().isEmpty()).count()));
    var sources = new LinkedHashMap<String, Json>();
    file.header().sources().forEach((id, date) -> sources.put(id, new Json.Str(date)));
    counts.put("sources", new Json.Obj(sources));
    return counts;
  }

  private static Json object(Map<String, Long> counts) {
    var object = new LinkedHashMap<String, Json>();
    counts.forEach((name, count) -> object.put(name, new Json.Num(count)));
    return new Json.Obj(object);
  }

  private static Json distinct(List<Endpoint> endpoints, Function<Endpoint, String> what) {
    return new Json.Num(endpoints.stream().map(what).distinct().count());
  }

  private static String plain(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var text) -> text;
      case Json.Obj(var members) ->
          members.entrySet().stream()
              .map(m -> m.getKey() + " " + plain(m.getValue()))
              .collect(Collectors.joining(", "));
      case Json.Arr _, Json.Word _ -> JsonText.write(value);
    };
  }

  /** Makes a catalogue of source files. */
  @Command(
      name = "update",
      footerHeading = "%nExamples:%n",
      footer = "  fairlead catalogue update --from facts --json",
      mixinStandardHelpOptions = true,
      description = {
        "Makes the catalogue anew from source files and reports what changed.",
        "The same source files give the same bytes."
      })
  static final class Update implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "DIR",
        description = "Folder with models.jsonl and, if there is one, disagreements.jsonl.")
    private Path from = Path.of("");

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where to write; default: the resource in the source tree.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Only report.")
    private boolean dryRun;

    @Option(names = "--json", description = "A report in JSON with every change.")
    private boolean json;

    @Override
    public Integer call() {
      var to = target();
      try {
        var before = Files.exists(to) ? CatalogueFile.read(to) : CatalogueFile.shipped();
        var imported = SourceFiles.read(from);
        if (imported.file().endpoints().isEmpty()) {
          throw wrong("--from: no usable endpoint in " + from.resolve("models.jsonl"));
        }
        if (!dryRun) {
          Files.writeString(to, imported.file().text());
        }
        var report =
            new UpdateReport(
                before.header().version(),
                imported,
                Changes.between(before.endpoints(), imported.file().endpoints()),
                dryRun ? "" : to.toString());
        print(report, spec(spec).commandLine().getOut());
        return 0;
      } catch (IOException | MalformedJson e) {
        throw wrong("%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()));
      }
    }

    private void print(UpdateReport report, PrintWriter writer) {
      if (json) {
        writer.println(JsonText.write(report.json()));
      } else {
        report.lines().forEach(writer::println);
      }
      writer.flush();
    }

    private Path target() {
      if (out != null) {
        return out;
      }
      if (Files.isRegularFile(CatalogueFile.IN_SOURCE_TREE)) {
        return CatalogueFile.IN_SOURCE_TREE;
      }
      throw wrong("--out: absent (expected: a file, as the folder is not Fairlead's source tree)");
    }

    private ParameterException wrong(String message) {
      return new ParameterException(spec(spec).commandLine(), message);
    }
  }

  private static CommandSpec spec(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("not started by picocli");
    }
    return spec;
  }
}
