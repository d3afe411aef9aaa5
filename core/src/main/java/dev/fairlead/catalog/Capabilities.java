package dev.fairlead.catalog;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The words for what an endpoint can do, beyond text in and text out. */
public final class Capabilities {
  /** Those that routing and translation ask for. */
  private static final Set<String> WORDS =
      Set.of(
          "tools",
          "tool_choice",
          "parallel_tools",
          "structured_output",
          "json_mode",
          "reasoning",
          "vision",
          "pdf",
          "audio_input",
          "audio_output",
          "video_input",
          "video_output",
          "image_output",
          "caching",
          "logprobs",
          "web_search",
          "temperature",
          "batch",
          "embeddings");

  private Capabilities() {}

  /** Every word that means something, with those that only this catalogue has; sorted. */
  public static SortedSet<String> known(Catalogue catalogue) {
    var known = new TreeSet<>(WORDS);
    catalogue.endpoints().stream().map(Endpoint::capabilities).distinct().forEach(known::addAll);
    return known;
  }
}
