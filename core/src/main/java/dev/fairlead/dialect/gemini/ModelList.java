package dev.fairlead.dialect.gemini;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Models as {@code GET /v1beta/models} tells of them. Pure. */
public final class ModelList {
  private static final int USUAL = 50;
  private static final int MOST = 1000;

  private ModelList() {}

  /**
   * A page of the list.
   *
   * @param endpoints in the order to list them; those of one model become one entry, with the
   *     widest limits
   * @param pageSize how many; 0 for the usual 50
   * @param pageToken of the page before; empty for the first
   */
  public static byte[] page(List<Endpoint> endpoints, int pageSize, String pageToken) {
    var models = models(endpoints);
    int size = pageSize <= 0 ? USUAL : Math.min(pageSize, MOST);
    int from = Math.min(offset(pageToken), models.size());
    int to = Math.min(models.size(), from + size);
    var out = new JsonWriter(256 * (to - from) + 64).object().array("models");
    for (var model : models.subList(from, to)) {
      model(out, model);
    }
    out.end();
    if (to < models.size()) {
      out.put("nextPageToken", Integer.toString(to));
    }
    return out.end().bytes();
  }

  private static int offset(String token) {
    try {
      return token.isEmpty() ? 0 : Math.max(0, Integer.parseInt(token));
    } catch (NumberFormatException e) {
      throw Faults.value("pageToken", token, "a token of the page before");
    }
  }

  /**
   * One model.
   *
   * @param endpoints of it, at least one
   */
  public static byte[] one(List<Endpoint> endpoints) {
    var out = new JsonWriter(512);
    model(out, models(endpoints).getFirst());
    return out.bytes();
  }

  private static List<List<Endpoint>> models(List<Endpoint> endpoints) {
    var byName = new LinkedHashMap<String, List<Endpoint>>();
    for (var endpoint : endpoints) {
      byName.computeIfAbsent(endpoint.name(), _ -> new ArrayList<>(1)).add(endpoint);
    }
    return new ArrayList<>(byName.values());
  }

  private static void model(JsonWriter out, List<Endpoint> endpoints) {
    var first = endpoints.getFirst();
    int input = 0;
    int output = 0;
    boolean thinks = false;
    for (var endpoint : endpoints) {
      int longest = endpoint.maxInput() > 0 ? endpoint.maxInput() : endpoint.context();
      input = Math.max(input, longest);
      output = Math.max(output, endpoint.maxOutput());
      thinks |= endpoint.capabilities().contains("reasoning");
    }
    var title = first.about().title();
    out.object()
        .put("name", "models/" + first.name())
        .put("baseModelId", first.name())
        .put("version", "001")
        .put("displayName", title.isEmpty() ? first.name() : title);
    if (input > 0) {
      out.put("inputTokenLimit", input);
    }
    if (output > 0) {
      out.put("outputTokenLimit", output);
    }
    out.array("supportedGenerationMethods");
    methods(out, first.kind());
    out.end();
    if (thinks) {
      out.put("thinking", true);
    }
    out.end();
  }

  private static void methods(JsonWriter out, Endpoint.Kind kind) {
    switch (kind) {
      case CHAT -> out.text("generateContent").text("streamGenerateContent").text("countTokens");
      case EMBEDDING -> out.text("embedContent").text("batchEmbedContents");
      case COMPLETION, IMAGE, SPEECH, TRANSCRIPTION, VIDEO, RERANK, REALTIME, MODERATION, OCR -> {}
    }
  }
}
