package dev.fairlead.dialect.responses;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.util.List;
import java.util.Locale;

/**
 * The members of a response that repeat the request; clients refuse a response without them.
 * Immutable; made once for each answer.
 */
final class Echo {
  private static final Raw NO_MEMBERS = new Raw("{}");

  private final Request asked;
  private final Raw tools;
  private final Raw choice;
  private final Raw text;

  Echo(Request asked) {
    this.asked = asked;
    var array = new JsonWriter(1024).array();
    ToolWriter.tools(array, asked.tools(), true);
    var search = asked.extras().get("tools.tool_search");
    if (search != null) {
      array.raw(search);
    }
    this.tools = array.end().toRaw();
    this.choice = choice(asked);
    this.text = text(asked);
  }

  private static Raw choice(Request asked) {
    var choice = asked.toolChoice();
    if (choice == null) {
      return new Raw("\"auto\"");
    }
    var out = new JsonWriter(64);
    ToolWriter.choice(out, choice, asked.tools());
    return out.toRaw();
  }

  private static Raw text(Request asked) {
    var out = new JsonWriter(128).object().name("format");
    ToolWriter.format(out, asked.format());
    return out.putFilled("verbosity", asked.verbosity()).end().toRaw();
  }

  /** Writes them all. */
  void write(JsonWriter out, String tier) {
    flag(out, "background", false);
    raw(out, "conversation");
    var instructions = instructions(asked.items());
    nullable(out, "instructions", instructions);
    var most = asked.maxTokens();
    if (most == null) {
      out.putNull("max_output_tokens");
    } else {
      out.put("max_output_tokens", most);
    }
    raw(out, "max_tool_calls");
    out.put("metadata", asked.metadata() == null ? NO_MEMBERS : asked.metadata());
    out.put("parallel_tool_calls", asked.parallelTools() == null || asked.parallelTools());
    raw(out, "previous_response_id");
    nullable(out, "prompt_cache_key", asked.cacheKey());
    reasoning(out);
    nullable(out, "safety_identifier", asked.endUser());
    out.put("service_tier", tier.isEmpty() ? "default" : tier(tier));
    flag(out, "store", true);
    number(out);
    out.put("text", text).put("tool_choice", choice).put("tools", tools);
    out.put("top_logprobs", Math.max(0, asked.logprobs()));
    var truncation = asked.extras().get("truncation");
    out.put("truncation", truncation == null ? Raw.quoted("disabled") : truncation);
    out.putNull("user");
  }

  private static String tier(String tier) {
    return switch (tier.toLowerCase(Locale.ROOT)) {
      case "auto", "default", "flex", "scale", "priority" -> tier.toLowerCase(Locale.ROOT);
      default -> "default";
    };
  }

  private void number(JsonWriter out) {
    var temperature = asked.sampling().temperature();
    var topP = asked.sampling().topP();
    if (temperature == null) {
      out.put("temperature", 1);
    } else {
      out.put("temperature", temperature);
    }
    if (topP == null) {
      out.put("top_p", 1);
    } else {
      out.put("top_p", topP);
    }
  }

  private void reasoning(JsonWriter out) {
    var thinking = asked.thinking();
    var effort = thinking == null ? null : thinking.effort();
    out.object("reasoning");
    nullable(out, "effort", effort == null ? "" : effort.word());
    nullable(out, "summary", thinking == null ? "" : thinking.summary());
    out.end();
  }

  private void flag(JsonWriter out, String name, boolean otherwise) {
    var told = asked.extras().get(name);
    if (told == null) {
      out.put(name, otherwise);
    } else {
      out.put(name, told);
    }
  }

  private void raw(JsonWriter out, String name) {
    var told = asked.extras().get(name);
    if (told == null) {
      out.putNull(name);
    } else if (name.equals("conversation") && !told.isObject()) {
      out.object(name).put("id", told).end();
    } else {
      out.put(name, told);
    }
  }

  private static void nullable(JsonWriter out, String name, String value) {
    if (value.isEmpty()) {
      out.putNull(name);
    } else {
      out.put(name, value);
    }
  }

  private static String instructions(List<Item> items) {
    if (!items.isEmpty()
        && items.getFirst() instanceof Item.Instruction(var level, var parts)
        && level == Item.Level.SYSTEM
        && parts.size() == 1
        && parts.getFirst() instanceof Part.Text text) {
      return text.text();
    }
    return "";
  }
}
