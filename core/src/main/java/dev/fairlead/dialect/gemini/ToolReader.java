package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code tools} and {@code toolConfig}. Not thread-safe. */
final class ToolReader {
  /** Where a function's schema is kept as it stood, for Gemini itself. */
  static final String PARAMETERS = GeminiGenerate.ID + "/parameters";

  private static final List<String> KEPT = List.of("response", "responseJsonSchema", "behavior");

  private final Draft draft;

  ToolReader(Draft draft) {
    this.draft = draft;
  }

  void tools(Node tools) {
    int i = 0;
    for (var tool : Faults.array(tools, "tools")) {
      if (!tool.isObject()) {
        throw Faults.wrong("tools[" + i + "]", tool, "an object");
      }
      for (var member : tool) {
        if (!member.isNull()) {
          one(i, member);
        }
      }
      i++;
    }
  }

  private void one(int i, Node member) {
    var name = Spelling.camel(member.name());
    if ("functionDeclarations".equals(name)) {
      functions(i, member);
      return;
    }
    var raw = new JsonWriter(64).object().name(member.name()).raw(member.raw()).end().toRaw();
    var kind = kind(name);
    draft.tools.add(
        new Tool.Hosted(
            kind, GeminiGenerate.ID, raw, kind == HostedKind.WEB_SEARCH ? search(member) : null));
  }

  private static HostedKind kind(String name) {
    return switch (name) {
      case "googleSearch",
          "googleSearchRetrieval",
          "enterpriseWebSearch",
          "exaAiSearch",
          "parallelAiSearch" ->
          HostedKind.WEB_SEARCH;
      case "codeExecution" -> HostedKind.CODE;
      case "urlContext" -> HostedKind.WEB_FETCH;
      case "googleMaps" -> HostedKind.MAPS;
      case "fileSearch", "retrieval" -> HostedKind.FILE_SEARCH;
      case "computerUse" -> HostedKind.COMPUTER;
      case "mcpServers" -> HostedKind.MCP;
      default -> HostedKind.OTHER;
    };
  }

  private static Tool.SearchSettings search(Node value) {
    var blocked = new ArrayList<String>(0);
    var domains = value.get("excludeDomains", "exclude_domains");
    if (domains != null) {
      for (var domain : domains) {
        if (domain.isText()) {
          blocked.add(domain.text());
        }
      }
    }
    return new Tool.SearchSettings(List.of(), blocked, "", null, -1);
  }

  private void functions(int i, Node declarations) {
    int k = 0;
    for (var function : Faults.array(declarations, "tools[" + i + "].functionDeclarations")) {
      draft.tools.add(function("tools[" + i + "].functionDeclarations[" + k + "]", function));
      k++;
    }
  }

  private static Tool.Function function(String param, Node function) {
    Faults.object(function, param);
    var name = function.get("name");
    if (name == null || name.isText() && name.text().isEmpty()) {
      throw Faults.missing(param + ".name");
    }
    Faults.text(name, param + ".name");
    var extras = new LinkedHashMap<String, Raw>(0);
    for (var kept : KEPT) {
      var value =
          function.get(kept, "responseJsonSchema".equals(kept) ? "response_json_schema" : kept);
      if (value != null) {
        extras.put(GeminiGenerate.ID + "/" + kept, value.raw());
      }
    }
    return new Tool.Function(
        name.text(),
        "",
        function.text("description"),
        schema(param, function, extras),
        null,
        null,
        extras);
  }

  private static @Nullable Raw schema(String param, Node function, Map<String, Raw> extras) {
    var json = function.get("parametersJsonSchema", "parameters_json_schema");
    if (json != null) {
      return json.raw();
    }
    var openApi = function.get("parameters");
    if (openApi == null) {
      return null;
    }
    extras.put(PARAMETERS, openApi.raw());
    return OpenApi.toJsonSchema(Faults.object(openApi, param + ".parameters"));
  }

  /** Reads {@code toolConfig}; the tools must have been read. */
  void config(Node config) {
    for (var member : Faults.object(config, "toolConfig")) {
      if (member.isNull()) {
        continue;
      }
      var name = Spelling.camel(member.name());
      if ("functionCallingConfig".equals(name)) {
        choice(Faults.object(member, "toolConfig.functionCallingConfig"));
      } else {
        draft.extras.put("toolConfig." + name, member.raw());
      }
    }
  }

  private void choice(Node calling) {
    var mode = calling.get("mode");
    var word =
        mode == null
            ? ""
            : Faults.text(mode, "toolConfig.functionCallingConfig.mode").toUpperCase(Locale.ROOT);
    var names = names(calling);
    switch (word) {
      case "", "MODE_UNSPECIFIED" -> {}
      case "AUTO" -> draft.toolChoice = new ToolChoice.Auto();
      case "NONE" -> draft.toolChoice = new ToolChoice.None();
      case "ANY" -> draft.toolChoice = any(names);
      case "VALIDATED" -> validated(names);
      default ->
          throw Faults.value(
              "toolConfig.functionCallingConfig.mode", word, "AUTO, ANY, NONE or VALIDATED");
    }
  }

  private static List<String> names(Node calling) {
    var param = "toolConfig.functionCallingConfig.allowedFunctionNames";
    var allowed = calling.get("allowedFunctionNames", "allowed_function_names");
    var names = new ArrayList<String>(0);
    if (allowed != null) {
      for (var name : Faults.array(allowed, param)) {
        names.add(Faults.text(name, param));
      }
    }
    return names;
  }

  private static ToolChoice any(List<String> names) {
    return switch (names.size()) {
      case 0 -> new ToolChoice.Required();
      case 1 -> new ToolChoice.Named(names.getFirst(), CallKind.FUNCTION);
      default -> new ToolChoice.Subset(names, true);
    };
  }

  /** As it likes, but what it calls must keep to the schema. */
  private void validated(List<String> names) {
    draft.toolChoice =
        names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Subset(names, false);
    draft.tools.replaceAll(tool ->
        tool instanceof Tool.Function f
            ? new Tool.Function(
                f.name(), f.namespace(), f.description(), f.schema(), true, f.cache(), f.extras())
            : tool);
  }
}
