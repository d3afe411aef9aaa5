package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Thinking;
import dev.fairlead.provider.Accent.Ask;
import org.jspecify.annotations.Nullable;

/** Writes the wish for thinking in the words of the provider. */
final class ThinkingWriter {
  private static final int LOW = 1500;
  private static final int MEDIUM = 12_000;
  private static final int HIGH = 28_000;

  private ThinkingWriter() {}

  static boolean usesTemplate(Writing w) {
    return w.request().thinking() != null && w.accent().thoughts().ask() == Ask.TEMPLATE;
  }

  static void write(Writing w) {
    var thinking = w.request().thinking();
    if (thinking == null) {
      return;
    }
    switch (w.accent().thoughts().ask()) {
      case EFFORT -> effort(w, thinking);
      case OBJECT -> object(w, thinking);
      case ENABLED -> {
        if (said(thinking) && w.may("reasoning")) {
          w.out().object("reasoning").put("enabled", on(thinking)).end();
        }
      }
      case THINKING -> {
        if (said(thinking) && w.may("thinking")) {
          w.out().object("thinking").put("type", on(thinking) ? "enabled" : "disabled").end();
          if (w.own() && on(thinking) && thinking.effort() != null) {
            w.put("reasoning_effort", thinking.effort().word());
          }
        }
      }
      case ENABLE_THINKING -> enable(w, thinking);
      case TEMPLATE -> template(w, thinking);
      case NONE -> {
        if (said(thinking) && on(thinking)) {
          w.warnings().dropped(param(w), "the provider has no word for it");
        }
      }
    }
  }

  private static String param(Writing w) {
    return w.own() ? "reasoning_effort" : "thinking";
  }

  private static boolean said(Thinking thinking) {
    return thinking.effort() != null || thinking.budget() != null;
  }

  private static boolean on(Thinking thinking) {
    var budget = thinking.budget();
    return thinking.effort() == null
        ? budget == null || budget != 0
        : thinking.effort() != Effort.NONE;
  }

  private static @Nullable Effort effortOf(Thinking thinking) {
    var budget = thinking.budget();
    if (thinking.effort() != null || budget == null || budget < 0) {
      return thinking.effort();
    }
    if (budget == 0) {
      return Effort.NONE;
    }
    return budget < LOW
        ? Effort.LOW
        : budget < MEDIUM ? Effort.MEDIUM : budget < HIGH ? Effort.HIGH : Effort.XHIGH;
  }

  private static void effort(Writing w, Thinking thinking) {
    var wanted = effortOf(thinking);
    if (wanted == null || !w.may("reasoning_effort")) {
      return;
    }
    if (w.openAi() && !w.model().thinks() && w.model().generation() > 0) {
      if (wanted != Effort.NONE) {
        w.warnings().dropped(param(w), "not a reasoning model");
      }
      return;
    }
    var sent = w.openAi() ? openAi(wanted, w.model().generation()) : plain(wanted);
    if (sent != wanted) {
      w.warnings().changed(param(w), sent.word());
    }
    w.out().put("reasoning_effort", sent.word());
  }

  /** The nearest effort that a generation of OpenAI's models knows; others than GPTs: all. */
  private static Effort openAi(Effort wanted, int generation) {
    return switch (wanted) {
      case NONE -> generation > 50 ? Effort.NONE : generation == 50 ? Effort.MINIMAL : Effort.LOW;
      case MINIMAL -> generation == 50 ? Effort.MINIMAL : Effort.LOW;
      case XHIGH -> generation > 51 ? Effort.XHIGH : Effort.HIGH;
      case MAX -> generation > 55 ? Effort.MAX : generation > 51 ? Effort.XHIGH : Effort.HIGH;
      case LOW, MEDIUM, HIGH -> wanted;
    };
  }

  private static Effort plain(Effort wanted) {
    return switch (wanted) {
      case MINIMAL -> Effort.LOW;
      case XHIGH, MAX -> Effort.HIGH;
      case NONE, LOW, MEDIUM, HIGH -> wanted;
    };
  }

  private static void object(Writing w, Thinking thinking) {
    if (!w.may("reasoning")) {
      return;
    }
    var out = w.out().object("reasoning");
    var effort = thinking.effort();
    var budget = thinking.budget();
    if (effort != null) {
      out.put("effort", effort.word());
    } else if (budget != null && budget > 0) {
      out.put("max_tokens", budget);
    } else if (budget != null) {
      out.put("enabled", budget != 0);
    }
    if (Boolean.FALSE.equals(thinking.show())) {
      out.put("exclude", true);
    }
    out.putFilled("summary", thinking.summary());
    out.end();
  }

  private static void enable(Writing w, Thinking thinking) {
    if (said(thinking) && w.may("enable_thinking")) {
      w.out().put("enable_thinking", on(thinking));
      var budget = thinking.budget();
      if (on(thinking) && budget != null && budget > 0) {
        w.put("thinking_budget", budget);
      }
    }
  }

  private static void template(Writing w, Thinking thinking) {
    var given = w.own() ? w.request().extras().get("chat_template_kwargs") : null;
    JsonWriter out = w.out().object("chat_template_kwargs");
    boolean named = false;
    if (given != null && given.isObject()) {
      for (var member : given.node()) {
        named |= member.name().equals("enable_thinking");
        out.name(member.name()).raw(member.raw());
      }
    }
    if (!named && said(thinking)) {
      out.put("enable_thinking", on(thinking));
    }
    out.end();
  }
}
