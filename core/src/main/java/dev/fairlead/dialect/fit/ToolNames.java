package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.fit.Renaming.Name;
import dev.fairlead.dialect.fit.Renaming.Original;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Gives tools names that the destination takes, without namespaces and without free-text tools
 * where it has none; the same name always for the same tool. Names are given to the tools in their
 * order first, then to what only the history knows, so that they last as long as the tools do.
 */
final class ToolNames {
  private final Fitting f;
  private final Matcher legal;
  private final Map<Name, Name> forth = new HashMap<>();
  private final Map<Name, Original> back = new HashMap<>();
  private final Set<Name> taken = new HashSet<>();

  private ToolNames(Fitting f) {
    this.f = f;
    this.legal = f.manners.toolName().matcher("");
  }

  static void run(Fitting f) {
    if (needed(f)) {
      new ToolNames(f).all();
    }
  }

  private static boolean needed(Fitting f) {
    Matcher legal = null;
    for (int i = 0; i < f.tools.size(); i++) {
      legal = legal == null ? f.manners.toolName().matcher("") : legal;
      switch (f.tools.get(i)) {
        case Tool.Function t -> {
          if (odd(f, legal, t.namespace(), t.name())) {
            return true;
          }
        }
        case Tool.Custom t -> {
          if (!f.manners.customTools() || odd(f, legal, "", t.name())) {
            return true;
          }
        }
        case Tool.Hosted _ -> {
          // Has a name of its own that is no caller's.
        }
      }
    }
    var last = "";
    for (int i = 0; i < f.items.size(); i++) {
      if (f.items.get(i) instanceof Item.ToolCall call) {
        if (call.name().equals(last)
            && call.namespace().isEmpty()
            && call.kind() == CallKind.FUNCTION) {
          continue;
        }
        last = call.name();
        legal = legal == null ? f.manners.toolName().matcher("") : legal;
        if (call.kind() == CallKind.CUSTOM && !f.manners.customTools()
            || odd(f, legal, call.namespace(), call.name())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean odd(Fitting f, Matcher legal, String namespace, String name) {
    return !namespace.isEmpty() && !f.manners.namespaces() || !legal.reset(name).matches();
  }

  private void all() {
    f.tools.forEach(this::keep);
    f.tools = Rewrite.each(f.tools, this::tool);
    var calls = new HashMap<String, String>();
    f.items = Rewrite.each(f.items, item -> item(item, calls));
    var choice = f.choice;
    if (choice != null) {
      f.choice = choice(choice);
    }
    f.renaming = new Renaming(back);
  }

  /** Names that need no change belong to those who have them. */
  private void keep(Tool tool) {
    var name = nameOf(tool);
    if (name != null && legal(name.name()) && (name.namespace().isEmpty() || keepsNamespaces())) {
      forth.put(name, name);
      taken.add(name);
    }
  }

  private boolean keepsNamespaces() {
    return f.manners.namespaces();
  }

  private static @Nullable Name nameOf(Tool tool) {
    return switch (tool) {
      case Tool.Function t -> new Name(t.namespace(), t.name());
      case Tool.Custom t -> new Name("", t.name());
      case Tool.Hosted _ -> null;
    };
  }

  private boolean legal(String name) {
    return legal.reset(name).matches();
  }

  private Tool tool(Tool tool) {
    return switch (tool) {
      case Tool.Function t -> {
        var given = given(new Name(t.namespace(), t.name()), CallKind.FUNCTION);
        yield given.name().equals(t.name()) && given.namespace().equals(t.namespace())
            ? t
            : new Tool.Function(
                given.name(),
                given.namespace(),
                t.description(),
                t.schema(),
                t.strict(),
                t.cache(),
                t.extras());
      }
      case Tool.Custom t -> {
        var given = given(new Name("", t.name()), CallKind.CUSTOM).name();
        if (f.manners.customTools()) {
          yield given.equals(t.name())
              ? t
              : new Tool.Custom(given, t.description(), t.syntax(), t.grammar());
        }
        if (!t.grammar().isEmpty()) {
          f.warnings.emulated("tools." + t.name(), "its grammar is not enforced");
        }
        yield TextTools.function(t, given);
      }
      case Tool.Hosted t -> t;
    };
  }

  private Name given(Name name, CallKind kind) {
    var known = forth.get(name);
    if (known == null) {
      known = fresh(name);
      forth.put(name, known);
      taken.add(known);
    }
    boolean changed = !known.equals(name);
    if (changed || kind == CallKind.CUSTOM && !f.manners.customTools()) {
      back.putIfAbsent(known, new Original(name.namespace(), name.name(), kind));
    }
    return known;
  }

  private Name fresh(Name name) {
    var namespace = keepsNamespaces() ? name.namespace() : "";
    var whole =
        keepsNamespaces() || name.namespace().isEmpty()
            ? name.name()
            : name.namespace() + "__" + name.name();
    for (int attempt = 0; ; attempt++) {
      var candidate = new Name(namespace, Mangled.name(whole, attempt, this::legal));
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
  }

  private Item item(Item item, Map<String, String> calls) {
    if (item instanceof Item.ToolCall call) {
      var given = given(new Name(call.namespace(), call.name()), call.kind());
      calls.put(call.callId(), given.name());
      return call(call, given);
    }
    if (item instanceof Item.ToolResult result) {
      return result(result, calls.get(result.callId()));
    }
    return item;
  }

  private Item call(Item.ToolCall call, Name given) {
    boolean text = call.kind() == CallKind.CUSTOM && !f.manners.customTools();
    if (!text && given.name().equals(call.name()) && given.namespace().equals(call.namespace())) {
      return call;
    }
    return new Item.ToolCall(
        call.callId(),
        text ? "" : call.id(),
        given.name(),
        given.namespace(),
        text ? CallKind.FUNCTION : call.kind(),
        text ? TextTools.input(call.input()) : call.input(),
        call.signature(),
        call.cache());
  }

  private Item result(Item.ToolResult result, @Nullable String called) {
    var name = result.name().isEmpty() || called == null ? result.name() : called;
    var kind = f.manners.customTools() ? result.kind() : CallKind.FUNCTION;
    return name.equals(result.name()) && kind == result.kind()
        ? result
        : new Item.ToolResult(
            result.callId(), name, kind, result.parts(), result.error(), result.cache());
  }

  private ToolChoice choice(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Named(var name, var kind) -> {
        var given = meant(name).getFirst();
        var as = f.manners.customTools() ? kind : CallKind.FUNCTION;
        yield given.equals(name) && as == kind ? choice : new ToolChoice.Named(given, as);
      }
      case ToolChoice.Subset(var names, var required) -> {
        var given = new ArrayList<String>(names.size());
        names.forEach(name -> given.addAll(meant(name)));
        yield given.equals(names) ? choice : new ToolChoice.Subset(given, required);
      }
      case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Required _, ToolChoice.Hosted _ ->
          choice;
    };
  }

  /** A choice names no namespace: every tool of that name, the first one first. */
  private List<String> meant(String name) {
    var given = new ArrayList<String>(1);
    for (var tool : f.request.tools()) {
      var own = nameOf(tool);
      if (own != null && own.name().equals(name)) {
        given.add(forth.getOrDefault(own, own).name());
      }
    }
    if (given.isEmpty()) {
      given.add(forth.getOrDefault(new Name("", name), new Name("", name)).name());
    }
    return given;
  }
}
