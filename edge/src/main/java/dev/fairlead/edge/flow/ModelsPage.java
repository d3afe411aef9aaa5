package dev.fairlead.edge.flow;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Prices;
import dev.fairlead.catalog.Prices.Item;
import dev.fairlead.json.Texts;
import dev.fairlead.routing.Reach;
import dev.fairlead.routing.Target;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The models that can be reached, as {@code GET /v1/models} tells them: OpenAI's members and
 * OpenRouter's in one object. Made once for each {@link Reach}. Immutable.
 */
public final class ModelsPage {
  private final byte[] all;
  private final Map<String, byte[]> each;

  private final String suggestion;

  private ModelsPage(byte[] all, Map<String, byte[]> each, String suggestion) {
    this.suggestion = suggestion;
    this.all = all;
    this.each = each;
  }

  public static ModelsPage of(Reach reach) {
    var each = new HashMap<String, byte[]>();
    var list = new StringBuilder("{\"object\":\"list\",\"data\":[");
    boolean first = true;
    for (var model : reach.models().entrySet()) {
      var json = model(model.getKey(), model.getValue());
      list.append(first ? "" : ",").append(json);
      first = false;
      each.put(model.getKey(), json.getBytes(StandardCharsets.UTF_8));
    }
    list.append("],\"total_count\":").append(each.size()).append('}');
    return new ModelsPage(
        list.toString().getBytes(StandardCharsets.UTF_8), Map.copyOf(each), suggestion(reach));
  }

  private static String suggestion(Reach reach) {
    if (reach.models().containsKey("simulated/echo")) {
      return "simulated/echo";
    }
    return reach.models().entrySet().stream()
        .filter(m -> m.getValue().getFirst().endpoint().kind() == Kind.CHAT)
        .filter(m -> m.getValue().getFirst().endpoint().capabilities().contains("tools"))
        .filter(m -> m.getValue().getFirst().blend() > 0)
        .min(Comparator.comparingLong(m -> m.getValue().getFirst().blend()))
        .map(Map.Entry::getKey)
        .orElse("PROVIDER/MODEL");
  }

  public int count() {
    return each.size();
  }

  /** A chat model to try first: a simulated one that echoes, else the cheapest that is known. */
  public String suggestion() {
    return suggestion;
  }

  /** The whole list. */
  byte[] all() {
    return all;
  }

  /** One model by its full name. */
  Optional<byte[]> one(String name) {
    return Optional.ofNullable(each.get(name));
  }

  private static String model(String name, List<Target> targets) {
    var best = targets.getFirst().endpoint();
    var out = new StringBuilder(600).append("{\"id\":");
    Texts.quote(out, name).append(",\"object\":\"model\",\"created\":").append(released(best));
    out.append(",\"owned_by\":");
    Texts.quote(out, name.substring(0, Math.max(0, name.indexOf('/')))).append(",\"name\":");
    Texts.quote(out, best.about().title().isEmpty() ? name : best.about().title())
        .append(",\"canonical_slug\":");
    Texts.quote(out, best.model());
    int context = targets.stream().mapToInt(t -> t.endpoint().context()).max().orElse(0);
    int output = targets.stream().mapToInt(t -> t.endpoint().maxOutput()).max().orElse(0);
    out.append(",\"context_length\":").append(orNull(context));
    out.append(",\"architecture\":{\"modality\":");
    Texts.quote(
        out,
        String.join("+", new TreeSet<>(best.input()))
            + "->"
            + String.join("+", new TreeSet<>(best.output())));
    list(out.append(",\"input_modalities\":"), new TreeSet<>(best.input()));
    list(out.append(",\"output_modalities\":"), new TreeSet<>(best.output()));
    out.append("},\"pricing\":");
    pricing(out, best);
    out.append(",\"top_provider\":{\"context_length\":").append(orNull(best.context()));
    out.append(",\"max_completion_tokens\":").append(orNull(output)).append("}");
    list(out.append(",\"capabilities\":"), capabilities(targets));
    list(
        out.append(",\"providers\":"),
        new TreeSet<>(targets.stream().map(t -> t.endpoint().provider()).toList()));
    out.append(",\"price_confidence\":");
    Texts.quote(out, best.origin().confidence().name().toLowerCase(Locale.ROOT));
    return out.append('}').toString();
  }

  /** The day of release in seconds since 1970; 0 where no source tells it to the day. */
  private static long released(Endpoint endpoint) {
    var day = endpoint.about().released();
    return day.matches("\\d{4}-\\d\\d-\\d\\d") ? LocalDate.parse(day).toEpochDay() * 86_400 : 0;
  }

  private static Collection<String> capabilities(List<Target> targets) {
    var all = new TreeSet<String>();
    targets.forEach(t -> all.addAll(t.endpoint().capabilities()));
    return all;
  }

  private static String orNull(int n) {
    return n == 0 ? "null" : Integer.toString(n);
  }

  /** US dollars for one unit, as OpenRouter has them; what is not known is left out. */
  private static void pricing(StringBuilder out, Endpoint endpoint) {
    out.append('{');
    price(out, "prompt", endpoint.prices(), Item.INPUT);
    price(out, "completion", endpoint.prices(), Item.OUTPUT);
    price(out, "input_cache_read", endpoint.prices(), Item.CACHE_READ);
    price(out, "input_cache_write", endpoint.prices(), Item.CACHE_WRITE);
    price(out, "internal_reasoning", endpoint.prices(), Item.REASONING);
    price(out, "request", endpoint.prices(), Item.PER_REQUEST);
    out.append('}');
  }

  private static void price(StringBuilder out, String name, Prices prices, Item item) {
    if (prices.knows(item)) {
      var dollars = BigDecimal.valueOf(prices.of(item), 12).stripTrailingZeros().toPlainString();
      out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
      Texts.quote(Texts.quote(out, name).append(':'), dollars);
    }
  }

  private static void list(StringBuilder out, Collection<String> texts) {
    out.append('[');
    for (var text : texts) {
      Texts.quote(out.append(out.charAt(out.length() - 1) == '[' ? "" : ","), text);
    }
    out.append(']');
  }
}
