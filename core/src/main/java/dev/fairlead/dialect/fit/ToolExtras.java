package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Fate;
import dev.fairlead.model.Tool;
import java.util.Locale;
import java.util.Set;

/** Settings of a tool that only the caller's dialect knows stay behind, and the caller is told. */
final class ToolExtras {
  /** What readers note down for themselves among a function's own members. */
  private static final Set<String> NOTES = Set.of("legacy", "brought", "namespace_description");

  private final Fitting f;
  private final String prefix;

  private ToolExtras(Fitting f) {
    this.f = f;
    this.prefix = f.request.dialect() + "/";
  }

  static void run(Fitting f) {
    if (f.request.tools().isEmpty() || !f.foreign(f.request.dialect())) {
      return;
    }
    var extras = new ToolExtras(f);
    for (var tool : f.request.tools()) {
      switch (tool) {
        case Tool.Function function -> extras.function(function);
        case Tool.Hosted hosted when hosted.search() != null -> extras.search(hosted);
        case Tool.Hosted _, Tool.Custom _ -> {
          // The one is refused as a whole, the other has no settings of its own.
        }
      }
    }
  }

  private void function(Tool.Function function) {
    for (var name : function.extras().keySet()) {
      if (name.startsWith(prefix) && !NOTES.contains(name.substring(prefix.length()))) {
        left(Places.function(f.request) + "." + name.substring(prefix.length()));
      }
    }
  }

  /** A search is made anew from its settings; Gemini's has them one level down. */
  private void search(Tool.Hosted hosted) {
    boolean inner = f.request.dialect().equals("gemini.generate");
    for (var member : hosted.raw().node()) {
      if (!inner) {
        listed("tools[]." + member.name());
      } else if (member.isObject()) {
        for (var setting : member) {
          listed("tools[]." + member.name() + "." + setting.name());
        }
      }
    }
  }

  private void left(String path) {
    if (f.terms.fields().getOrDefault(path, Fate.DROPPED) == Fate.DROPPED) {
      f.warnings.dropped(path, "");
    }
  }

  /** Either spelling: Gemini takes {@code search_types} for {@code searchTypes}. */
  private void listed(String path) {
    for (var field : f.terms.fields().entrySet()) {
      if (field.getValue() == Fate.DROPPED && plain(field.getKey()).equals(plain(path))) {
        f.warnings.dropped(field.getKey(), "");
      }
    }
  }

  private static String plain(String path) {
    return path.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
