package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Manners;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Media named by URL, for destinations that do not fetch them themselves. */
final class Urls {
  private Urls() {}

  static List<String> of(Request request, Manners manners) {
    LinkedHashSet<String> found = null;
    for (var item : request.items()) {
      if (!(item instanceof Item.User || item instanceof Item.ToolResult)) {
        continue;
      }
      for (var part : Rewrite.parts(item)) {
        if (part instanceof Part.Media media
            && media.source() instanceof Source.Url(var url)
            && toFetch(media, url, manners)) {
          found = found == null ? new LinkedHashSet<>() : found;
          found.add(url);
        }
      }
    }
    return found == null ? List.of() : new ArrayList<>(found);
  }

  /** A URL of another scheme, as {@code gs:}, means something only to the one who made it. */
  private static boolean toFetch(Part.Media media, String url, Manners manners) {
    return !manners.mediaUrls().contains(media.kind())
        && manners.media().contains(media.kind())
        && (url.regionMatches(true, 0, "https://", 0, 8)
            || url.regionMatches(true, 0, "http://", 0, 7));
  }

  static Request replaced(Request request, Map<String, Fetched> fetched) {
    if (fetched.isEmpty()) {
      return request;
    }
    var items =
        Rewrite.each(request.items(), item -> Rewrite.parts(item, part -> replaced(part, fetched)));
    if (items == request.items()) {
      return request;
    }
    var draft = request.draft();
    draft.items.clear();
    draft.items.addAll(items);
    return draft.request();
  }

  private static Part replaced(Part part, Map<String, Fetched> fetched) {
    if (part instanceof Part.Media media && media.source() instanceof Source.Url(var url)) {
      var got = fetched.get(url);
      if (got != null) {
        return media.withSource(
            new Source.Inline(got.base64()), got.mime().isEmpty() ? media.mime() : got.mime());
      }
    }
    return part;
  }
}
