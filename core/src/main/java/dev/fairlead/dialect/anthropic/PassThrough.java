package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.json.Edit;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Texts;

/** A caller's own body with the model's name changed and the gateway's own members taken out. */
final class PassThrough {
  private static final String[] OURS = {"models", "route", "provider"};

  private PassThrough() {}

  static byte[] body(Envelope envelope, Target target) {
    var body = envelope.body();
    var edit = new Edit(body);
    for (var name : OURS) {
      remove(body, edit, name);
    }
    switch (target.platform()) {
      case DIRECT -> model(body, edit, target.model());
      case VERTEX -> {
        remove(body, edit, "model");
        version(body, edit, target.platform());
      }
      case BEDROCK -> {
        remove(body, edit, "model");
        remove(body, edit, "stream");
        version(body, edit, target.platform());
      }
    }
    return edit.bytes();
  }

  private static void remove(Members body, Edit edit, String name) {
    for (int i = 0; i < body.count(); i++) {
      if (body.name(i).equals(name)) {
        edit.remove(i);
      }
    }
  }

  private static void model(Members body, Edit edit, String model) {
    var value = Texts.quote(new StringBuilder(model.length() + 2), model).toString();
    int i = body.find("model");
    if (i < 0) {
      edit.add("model", value);
    } else if (body.kind(i) != Kind.STRING || !body.text(i).equals(model)) {
      edit.replace(i, value);
    }
  }

  private static void version(Members body, Edit edit, Platform platform) {
    var value = "\"" + platform.version() + "\"";
    int i = body.find("anthropic_version");
    if (i < 0) {
      edit.add("anthropic_version", value);
    } else {
      edit.replace(i, value);
    }
  }
}
