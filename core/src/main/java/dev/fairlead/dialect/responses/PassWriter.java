package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Edit;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Texts;

/** A caller's own bytes, save for the model's name, the gateway's members and what is refused. */
final class PassWriter {
  private static final String[] OURS = {"models", "route", "provider"};

  private PassWriter() {}

  static byte[] write(Envelope envelope, Destination to, Warnings warnings) {
    var body = envelope.body();
    var edit = new Edit(body);
    int model = body.find("model");
    if (model < 0) {
      edit.add("model", quoted(to.model()));
    } else if (body.kind(model) != Kind.STRING || !body.text(model).equals(to.model())) {
      edit.replace(model, quoted(to.model()));
    }
    for (var name : OURS) {
      int i = body.find(name);
      if (i >= 0) {
        edit.remove(i);
      }
    }
    for (var name : to.provider().quirks().drop()) {
      int i = body.find(name);
      if (i >= 0) {
        edit.remove(i);
        if (body.kind(i) != Kind.NULL) {
          warnings.dropped(name, "this provider refuses it");
        }
      }
    }
    return edit.bytes();
  }

  private static String quoted(String text) {
    return Texts.quote(new StringBuilder(text.length() + 2), text).toString();
  }
}
