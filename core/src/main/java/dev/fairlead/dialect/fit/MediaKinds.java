package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Media that the destination takes go along, with the type that their bytes have; others are
 * refused. A document that is text becomes text where there are no documents.
 */
final class MediaKinds {
  private final Fitting f;
  private int item;
  private int part;

  private MediaKinds(Fitting f) {
    this.f = f;
  }

  static void run(Fitting f) {
    for (int i = 0; i < f.items.size(); i++) {
      if (said(f.items.get(i)) && hasMedia(f.items.get(i))) {
        new MediaKinds(f).all();
        return;
      }
    }
  }

  private static boolean hasMedia(Item item) {
    for (var part : Rewrite.parts(item)) {
      if (part instanceof Media) {
        return true;
      }
    }
    return false;
  }

  private static boolean said(Item item) {
    return item instanceof Item.User || item instanceof Item.ToolResult;
  }

  private void all() {
    item = -1;
    f.items =
        Rewrite.each(
            f.items,
            whole -> {
              item++;
              return said(whole) && hasMedia(whole) ? Rewrite.with(whole, parts(whole)) : whole;
            });
  }

  private List<Part> parts(Item whole) {
    var before = Rewrite.parts(whole);
    var out = new ArrayList<Part>(before.size());
    for (part = 0; part < before.size(); part++) {
      if (before.get(part) instanceof Media media) {
        add(out, media);
      } else {
        out.add(before.get(part));
      }
    }
    return out;
  }

  private void add(List<Part> out, Media media) {
    var found = typed(media);
    if (found.kind() == Kind.DOCUMENT && !f.manners.media().contains(Kind.DOCUMENT)) {
      if (found.source() instanceof Source.PlainText(var text)) {
        out.add(Part.Text.of(titled(found, text)).withCache(found.cache()));
        f.warnings.changed(place(), "a text document is sent as text");
        return;
      }
      if (found.source() instanceof Source.Blocks(var blocks)) {
        out.addAll(blocks);
        f.warnings.changed(place(), "a document of parts is sent as its parts");
        return;
      }
    }
    check(found);
    out.add(found);
  }

  private static String titled(Media media, String text) {
    var out = new StringBuilder();
    if (!media.name().isEmpty()) {
      out.append(media.name()).append(":\n");
    }
    if (!media.context().isEmpty()) {
      out.append(media.context()).append('\n');
    }
    return out.append(text).toString();
  }

  private String place() {
    return Places.part(f.request, item, part);
  }

  /** With the type that the bytes have, whatever was declared. */
  private Media typed(Media media) {
    if (!(media.source() instanceof Source.Inline(var base64))) {
      return media;
    }
    var found = Sniff.mime(base64);
    if (found.isEmpty() || found.equals(media.mime())) {
      return media;
    }
    var kind = found.startsWith("image/") ? Kind.IMAGE : Kind.DOCUMENT;
    if (!media.mime().isEmpty()) {
      f.warnings.changed(place(), media.mime() + " is " + found);
    }
    return new Media(
        kind,
        media.source(),
        found,
        media.name(),
        media.context(),
        media.detail(),
        media.citable(),
        media.cache(),
        media.signature());
  }

  private void check(Media media) {
    var kind = media.kind();
    if (!f.manners.media().contains(kind)) {
      throw refused("unsupported_media", name(kind) + " (this model takes " + takes() + ")");
    }
    if (kind == Kind.IMAGE
        && media.source() instanceof Source.Inline
        && !f.manners.imageTypes().contains(media.mime())) {
      throw refused(
          "unsupported_image_format",
          "an image of type "
              + (media.mime().isEmpty() ? "unknown" : media.mime())
              + " (expected: one of "
              + f.manners.imageTypes().stream().sorted().toList()
              + ")");
    }
    if (media.source() instanceof Source.FileId(var dialect, var id) && f.foreign(dialect)) {
      throw refused(
          "unsupported_file_id",
          "file " + id + " is kept by another provider (expected: the file's bytes)");
    }
    if (media.source() instanceof Source.Url && !f.manners.mediaUrls().contains(kind)) {
      throw refused(
          "unsupported_media_url", "a URL of " + name(kind) + " (expected: the file's bytes)");
    }
  }

  private RuntimeException refused(String code, String what) {
    var place = place();
    return Fitting.refused(place, code, place + ": " + what);
  }

  private String takes() {
    var kinds = f.manners.media().stream().sorted().map(MediaKinds::name).toList();
    return kinds.isEmpty() ? "text only" : "text, " + String.join(", ", kinds);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
