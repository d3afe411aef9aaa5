package dev.fairlead.dialect.responses;

import static dev.fairlead.dialect.Fate.DROPPED;
import static dev.fairlead.dialect.Fate.GATEWAY;
import static dev.fairlead.dialect.Fate.IGNORED;
import static dev.fairlead.dialect.Fate.MAPPED;
import static dev.fairlead.dialect.Fate.REJECTED;

import dev.fairlead.dialect.Fate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a request, and what becomes of each when it goes to another dialect. */
final class Fields {
  static final Map<String, Fate> ALL = all();

  private Fields() {}

  private static Map<String, Fate> all() {
    var all = new LinkedHashMap<String, Fate>();
    top(all);
    items(all);
    tools(all);
    return Collections.unmodifiableMap(all);
  }

  private static void put(Map<String, Fate> all, Fate fate, String... names) {
    for (var name : names) {
      all.put(name, fate);
    }
  }

  private static void top(Map<String, Fate> all) {
    put(
        all,
        MAPPED,
        "model",
        "input",
        "instructions",
        "max_output_tokens",
        "metadata",
        "parallel_tool_calls",
        "prompt_cache_key",
        "reasoning",
        "reasoning.effort",
        "reasoning.summary",
        "reasoning.generate_summary",
        "safety_identifier",
        "user",
        "service_tier",
        "stream",
        "temperature",
        "top_p",
        "top_logprobs",
        "text",
        "text.format",
        "text.format.type",
        "text.format.name",
        "text.format.description",
        "text.format.schema",
        "text.format.strict",
        "text.verbosity",
        "tools",
        "tool_choice",
        "tool_choice.type",
        "tool_choice.name",
        "tool_choice.mode",
        "tool_choice.tools");
    put(
        all,
        DROPPED,
        "access_programs",
        "image",
        "max_tool_calls",
        "moderation",
        "reasoning.context",
        "reasoning.mode",
        "tools.tool_search",
        "truncation");
    put(all, REJECTED, "context_management", "prompt", "tool_choice.server_label");
    put(
        all,
        IGNORED,
        "include",
        "prompt_cache_options",
        "prompt_cache_retention",
        "stream_options",
        "stream_options.include_obfuscation");
    put(
        all,
        GATEWAY,
        "background",
        "conversation",
        "previous_response_id",
        "store",
        "models",
        "provider",
        "route");
  }

  private static void items(Map<String, Fate> all) {
    put(
        all,
        MAPPED,
        "input[].type",
        "input[].role",
        "input[].content",
        "input[].content[].type",
        "input[].content[].text",
        "input[].content[].refusal",
        "input[].content[].annotations",
        "input[].content[].logprobs",
        "input[].content[].detail",
        "input[].content[].image_url",
        "input[].content[].file_id",
        "input[].content[].file_data",
        "input[].content[].file_url",
        "input[].content[].filename",
        "input[].content[].input_audio",
        "input[].content[].input_audio.data",
        "input[].content[].input_audio.format",
        "input[].content[].prompt_cache_breakpoint",
        "input[].phase",
        "input[].id",
        "input[].call_id",
        "input[].name",
        "input[].namespace",
        "input[].arguments",
        "input[].input",
        "input[].output",
        "input[].summary",
        "input[].summary[].type",
        "input[].summary[].text",
        "input[].encrypted_content");
    put(
        all,
        IGNORED,
        "input[].status",
        "input[].content[].prompt_cache_breakpoint.mode",
        "input[].content[].prompt_cache_breakpoint.ttl");
    put(all, DROPPED, "input[].caller", "input[].async");
    put(
        all,
        DROPPED,
        "input[].action",
        "input[].queries",
        "input[].results",
        "input[].code",
        "input[].container_id",
        "input[].outputs",
        "input[].operation",
        "input[].environment",
        "input[].pending_safety_checks",
        "input[].acknowledged_safety_checks",
        "input[].result",
        "input[].server_label",
        "input[].approval_request_id",
        "input[].approve",
        "input[].reason",
        "input[].error",
        "input[].execution",
        "input[].fingerprint",
        "input[].max_output_length",
        "input[].reasoning",
        "input[].text",
        "input[].actions",
        "input[].background",
        "input[].output_format",
        "input[].quality",
        "input[].revised_prompt",
        "input[].size",
        "input[].svg_usage",
        "input[].output[].outcome",
        "input[].output[].stderr",
        "input[].output[].stdout");
    put(all, MAPPED, "input[].tools");
    put(all, DROPPED, "input[].tools[].annotations", "input[].tools[].input_schema");
  }

  private static void tools(Map<String, Fate> all) {
    put(
        all,
        MAPPED,
        "tools[].type",
        "tools[].name",
        "tools[].description",
        "tools[].parameters",
        "tools[].strict",
        "tools[].tools",
        "tools[].format",
        "tools[].format.type",
        "tools[].format.syntax",
        "tools[].format.definition",
        "tools[].search_context_size",
        "tools[].user_location",
        "tools[].filters",
        "tools[].filters.allowed_domains",
        "tools[].filters.blocked_domains",
        "tools[].defer_loading");
    put(
        all,
        DROPPED,
        "tools[].output_schema",
        "tools[].allowed_callers",
        "tools[].async",
        "tools[].external_web_access",
        "tools[].search_content_types",
        "tools[].return_token_budget",
        "tools[].execution");
    put(
        all,
        REJECTED,
        "tools[].vector_store_ids",
        "tools[].max_num_results",
        "tools[].ranking_options",
        "tools[].display_width",
        "tools[].display_height",
        "tools[].environment",
        "tools[].server_label",
        "tools[].server_url",
        "tools[].server_description",
        "tools[].connector_id",
        "tools[].tunnel_id",
        "tools[].authorization",
        "tools[].headers",
        "tools[].allowed_tools",
        "tools[].require_approval",
        "tools[].container",
        "tools[].action",
        "tools[].background",
        "tools[].input_fidelity",
        "tools[].input_image_mask",
        "tools[].model",
        "tools[].output_compression",
        "tools[].output_format",
        "tools[].partial_images",
        "tools[].quality",
        "tools[].size",
        "tools[].complexity",
        "tools[].frame_count",
        "tools[].frame_duration_ms",
        "tools[].moderation",
        "tools[].svg",
        "tools[].filters.filters",
        "tools[].filters.key",
        "tools[].filters.type",
        "tools[].filters.value");
  }
}
