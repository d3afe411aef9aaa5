package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what the gateway must know of a request: models, stream, wishes. */
final class Envelopes {
  private static final int LONGEST_NAME = 256;
  private static final int MOST_MODELS = 32;
  private static final Set<String> WISHES = Set.of("order", "only", "ignore", "allow_fallbacks");

  private Envelopes() {}

  static Envelope read(byte[] body) {
    var members = document(body);
    content(members);
    return new Envelope(
        members, models(members), flag(members, "", "stream", false), true, false, wishes(members));
  }

  private static Members document(byte[] body) {
    Members members;
    try {
      members = Skim.strict(body, 0, body.length);
    } catch (JsonFault e) {
      throw Faults.bad("the body is not JSON: " + e.getMessage(), "", "invalid_json");
    }
    if (!members.object()) {
      throw Faults.bad("the body is no JSON object", "", "invalid_type");
    }
    return members;
  }

  private static void content(Members members) {
    int i = present(members, "input");
    if (i < 0) {
      if (present(members, "prompt") < 0
          && present(members, "previous_response_id") < 0
          && present(members, "conversation") < 0) {
        throw Faults.missing("input");
      }
    } else if (members.kind(i) != Kind.STRING && members.kind(i) != Kind.ARRAY) {
      throw Faults.wrong("input", members.kind(i), "a text or an array of items");
    }
  }

  private static List<String> models(Members members) {
    var found = new LinkedHashSet<String>();
    int model = present(members, "model");
    if (model >= 0) {
      if (members.kind(model) != Kind.STRING) {
        throw Faults.wrong("model", members.kind(model), "a text");
      }
      found.add(name(members.text(model), "model"));
    }
    int more = present(members, "models");
    if (more >= 0) {
      var names = texts(members, more, "models");
      for (int i = 0; i < names.size(); i++) {
        found.add(name(names.get(i), "models[" + i + "]"));
      }
    }
    if (found.isEmpty()) {
      throw Faults.missing("model");
    }
    if (found.size() > MOST_MODELS) {
      throw Faults.value("models", found.size() + " names", "at most " + MOST_MODELS);
    }
    return List.copyOf(found);
  }

  private static String name(String name, String param) {
    boolean sound = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; sound && i < name.length(); i++) {
      sound = name.charAt(i) > 0x20 && name.charAt(i) < 0x7F;
    }
    if (!sound) {
      throw Faults.value(
          param,
          "a name of %d characters".formatted(name.length()),
          "1 to %d printable ASCII characters without spaces".formatted(LONGEST_NAME));
    }
    return name;
  }

  private static Wishes wishes(Members members) {
    int i = present(members, "provider");
    if (i < 0) {
      return Wishes.NONE;
    }
    if (members.kind(i) != Kind.OBJECT) {
      throw Faults.wrong("provider", members.kind(i), "an object");
    }
    var inner = members.inside(i);
    for (int k = 0; k < inner.count(); k++) {
      if (!WISHES.contains(inner.name(k))) {
        throw Faults.bad(
            "provider.%s is not supported by this version (supported: order, only, ignore,"
                    .formatted(inner.name(k))
                + " allow_fallbacks)",
            "provider." + inner.name(k),
            "unsupported_parameter");
      }
    }
    return new Wishes(
        ids(inner, "order"),
        ids(inner, "only"),
        ids(inner, "ignore"),
        flag(inner, "provider.", "allow_fallbacks", true));
  }

  private static List<String> ids(Members members, String name) {
    int i = present(members, name);
    return i < 0
        ? List.of()
        : texts(members, i, "provider." + name).stream()
            .map(t -> t.toLowerCase(Locale.ROOT))
            .toList();
  }

  private static List<String> texts(Members members, int i, String name) {
    if (members.kind(i) != Kind.ARRAY) {
      throw Faults.wrong(name, members.kind(i), "an array of texts");
    }
    var found = new ArrayList<String>();
    for (var element : Elements.of(members, i)) {
      if (element.kind() != Kind.STRING) {
        throw Faults.wrong(name + "[" + found.size() + "]", element.kind(), "a text");
      }
      found.add(element.text());
    }
    return found;
  }

  private static boolean flag(Members members, String prefix, String name, boolean otherwise) {
    int i = present(members, name);
    if (i < 0) {
      return otherwise;
    }
    if (members.kind(i) != Kind.TRUE && members.kind(i) != Kind.FALSE) {
      throw Faults.wrong(prefix + name, members.kind(i), "true or false");
    }
    return members.kind(i) == Kind.TRUE;
  }

  /** The index of a member that is there and not null; else -1. */
  private static int present(Members members, String name) {
    int i = members.find(name);
    return i >= 0 && members.kind(i) != Kind.NULL ? i : -1;
  }
}
