package dev.fairlead.model;

import dev.fairlead.json.Raw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's whole answer, in no protocol's form.
 *
 * @param id the provider's; empty if there is none
 * @param model as the provider calls it; empty if it does not say
 * @param created seconds since 1970; 0 if it was not told
 * @param choices by their index, without gaps; at least one
 * @param tier the service tier that served it; empty if it was not told
 * @param extras what only the provider's dialect knows, as {@code system_fingerprint}
 */
public record Response(
    String id,
    String model,
    long created,
    List<Choice> choices,
    Usage usage,
    String tier,
    Map<String, Raw> extras) {

  public Response {
    choices = List.copyOf(choices);
    extras = new LinkedHashMap<>(extras);
  }

  /** One of the answers that were asked for. */
  public record Choice(int index, List<Item> items, Finish finish) {
    public Choice {
      items = List.copyOf(items);
    }
  }

  public Response withChoices(List<Choice> others) {
    return new Response(id, model, created, others, usage, tier, extras);
  }
}
