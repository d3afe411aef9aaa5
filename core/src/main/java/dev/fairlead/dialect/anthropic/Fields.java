package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Fate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Every field of a request, of both versions of the protocol and of its betas. */
final class Fields {
  /** Top-level members that are read, or that are the gateway's own; all others are kept apart. */
  static final Set<String> READ =
      Set.of(
          "model",
          "models",
          "provider",
          "route",
          "messages",
          "system",
          "max_tokens",
          "stream",
          "stop_sequences",
          "temperature",
          "top_p",
          "top_k",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "output_format",
          "metadata",
          "service_tier",
          "cache_control",
          "anthropic_version");

  static final Map<String, Fate> ALL = all();

  private Fields() {}

  private static Map<String, Fate> all() {
    var map = new LinkedHashMap<String, Fate>();
    top(map);
    put(map, Fate.MAPPED, "messages[].role", "messages[].content");
    for (var at : new String[] {"system[]", "messages[].content[]"}) {
      put(map, Fate.MAPPED, at + ".type", at + ".text", at + ".cache_control");
      put(map, Fate.MAPPED, at + ".cache_control.type", at + ".cache_control.ttl");
      put(map, Fate.IGNORED, at + ".citations");
    }
    blocks(map, "messages[].content[]");
    put(
        map,
        Fate.MAPPED,
        "messages[].content[].thinking",
        "messages[].content[].signature",
        "messages[].content[].data",
        "messages[].content[].id",
        "messages[].content[].name",
        "messages[].content[].input",
        "messages[].content[].tool_use_id",
        "messages[].content[].is_error");
    put(
        map,
        Fate.DROPPED,
        "messages[].content[].caller",
        "messages[].content[].toolset_name",
        "messages[].content[].server_name",
        "messages[].content[].file_id",
        "messages[].content[].from",
        "messages[].content[].to",
        "messages[].content[].transformations",
        "messages[].content[].encrypted_content",
        "messages[].content[].mcp_server_name",
        "messages[].content[].tool",
        "messages[].content[].tool_changes",
        "messages[].content[].tools",
        "messages[].content[].trigger");
    put(map, Fate.DROPPED, "messages[].clear_at", "messages[].output_config");
    var inner = "messages[].content[].content[]";
    put(map, Fate.MAPPED, inner + ".type", inner + ".text", inner + ".cache_control");
    put(map, Fate.IGNORED, inner + ".citations");
    put(map, Fate.MAPPED, inner + ".cache_control.type", inner + ".cache_control.ttl");
    put(
        map,
        Fate.DROPPED,
        inner + ".tool_name",
        inner + ".transformations",
        inner + ".encrypted_content",
        inner + ".page_age",
        inner + ".url",
        inner + ".state_changes",
        inner + ".tabs");
    blocks(map, inner);
    tools(map);
    return Collections.unmodifiableMap(map);
  }

  private static void top(Map<String, Fate> map) {
    put(
        map,
        Fate.MAPPED,
        "messages",
        "system",
        "max_tokens",
        "stop_sequences",
        "temperature",
        "top_p",
        "top_k",
        "tools",
        "tool_choice",
        "tool_choice.type",
        "tool_choice.name",
        "tool_choice.disable_parallel_tool_use",
        "thinking",
        "thinking.type",
        "thinking.budget_tokens",
        "thinking.display",
        "output_config",
        "output_config.effort",
        "output_config.format",
        "output_config.format.type",
        "output_config.format.schema",
        "output_format",
        "output_format.type",
        "output_format.schema",
        "metadata",
        "metadata.user_id",
        "service_tier",
        "cache_control",
        "cache_control.type",
        "cache_control.ttl");
    put(map, Fate.GATEWAY, "model", "models", "provider", "route", "stream");
    put(
        map,
        Fate.DROPPED,
        "speed",
        "context_management",
        "compaction",
        "fallbacks",
        "fallback_credit_token",
        "billing_policy",
        "output_config.task_budget",
        "thinking.block_binding",
        "anthropic_beta");
    put(map, Fate.IGNORED, "diagnostics", "anthropic_version");
    // Where data may go, and what of the conversation lies elsewhere: without it the answer is
    // another one.
    put(map, Fate.REJECTED, "inference_geo", "container", "mcp_servers", "thread");
  }

  private static void blocks(Map<String, Fate> map, String at) {
    put(
        map,
        Fate.MAPPED,
        at + ".source",
        at + ".source.type",
        at + ".source.media_type",
        at + ".source.data",
        at + ".source.url",
        at + ".source.file_id",
        at + ".source.content",
        at + ".title",
        at + ".context",
        at + ".citations.enabled",
        at + ".content");
  }

  private static void tools(Map<String, Fate> map) {
    put(
        map,
        Fate.MAPPED,
        "tools[].type",
        "tools[].name",
        "tools[].description",
        "tools[].input_schema",
        "tools[].strict",
        "tools[].cache_control",
        "tools[].cache_control.type",
        "tools[].cache_control.ttl",
        "tools[].max_uses",
        "tools[].allowed_domains",
        "tools[].blocked_domains",
        "tools[].user_location");
    put(map, Fate.IGNORED, "tools[].eager_input_streaming");
    put(
        map,
        Fate.DROPPED,
        "tools[].defer_loading",
        "tools[].allowed_callers",
        "tools[].input_examples",
        "tools[].response_inclusion");
    // Settings of tools that only Anthropic runs.
    put(
        map,
        Fate.REJECTED,
        "tools[].caching",
        "tools[].citations",
        "tools[].configs",
        "tools[].default_config",
        "tools[].display_height_px",
        "tools[].display_number",
        "tools[].display_width_px",
        "tools[].enable_zoom",
        "tools[].max_characters",
        "tools[].max_content_tokens",
        "tools[].max_tokens",
        "tools[].mcp_server_name",
        "tools[].model",
        "tools[].tools",
        "tools[].url_sources",
        "tools[].use_cache");
  }

  private static void put(Map<String, Fate> map, Fate fate, String... paths) {
    for (var path : paths) {
      map.put(path, fate);
    }
  }
}
