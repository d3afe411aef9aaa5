package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.model.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the envelope of a request: the model stands in the path, the conversation in the body. */
final class Envelopes {
  private static final int MOST_MODELS = 16;
  private static final int LONGEST_NAME = 256;

  private Envelopes() {}

  static Envelope read(Call call, byte[] body) {
    var members = members(body);
    if (call.action() == Action.COUNT) {
      counted(members);
    } else {
      contents(members, "contents");
    }
    return new Envelope(
        members, models(call, members), call.stream(), true, false, wishes(members));
  }

  private static Members members(byte[] body) {
    if (body.length == 0) {
      throw Faults.bad("the body is empty (expected: a JSON object)", "", "invalid_json");
    }
    try {
      var members = Skim.strict(body, 0, body.length);
      if (members.object()) {
        return members;
      }
    } catch (JsonFault e) {
      throw Faults.bad("the body is not valid JSON: " + e.getMessage(), "", "invalid_json");
    }
    throw Faults.bad("the body is no JSON object (expected: one)", "", "invalid_json");
  }

  private static void counted(Members members) {
    int wrapped = find(members, "generateContentRequest", "generate_content_request");
    if (wrapped < 0) {
      contents(members, "contents");
    } else if (members.kind(wrapped) != Kind.OBJECT) {
      throw wrong("generateContentRequest", "an object");
    } else {
      contents(members.inside(wrapped), "generateContentRequest.contents");
    }
  }

  static int find(Members members, String name, String otherwise) {
    int i = members.find(name);
    return i >= 0 ? i : members.find(otherwise);
  }

  private static void contents(Members members, String param) {
    int i = members.find("contents");
    if (i < 0 || members.kind(i) == Kind.NULL) {
      throw Faults.missing(param);
    }
    if (members.kind(i) != Kind.ARRAY) {
      throw wrong(param, "an array of contents");
    }
    var json = members.json();
    int at = members.valueFrom(i) + 1;
    while (json[at] <= ' ') {
      at++;
    }
    if (json[at] == ']') {
      throw Faults.bad(param + " is empty (expected: at least one)", param, "invalid_value");
    }
    if (json[at] != '{') {
      throw wrong(param + "[0]", "an object with role and parts");
    }
  }

  private static FailureException wrong(String param, String expected) {
    return Faults.bad(
        "%s has the wrong type (expected: %s)".formatted(param, expected), param, "invalid_type");
  }

  private static List<String> models(Call call, Members members) {
    var found = new ArrayList<String>(1);
    if (!call.model().isEmpty()) {
      found.add(name(call.model(), "model"));
    }
    int more = members.find("models");
    if (more >= 0 && members.kind(more) != Kind.NULL) {
      for (var text : texts(members, more, "models")) {
        var name = name(text, "models");
        if (!found.contains(name)) {
          found.add(name);
        }
      }
    }
    if (found.isEmpty()) {
      throw Faults.bad(
          "model is missing (expected: a path as /v1beta/models/google/gemini-2.5-flash"
              + ":generateContent)",
          "model",
          "missing_required_parameter");
    }
    if (found.size() > MOST_MODELS) {
      throw Faults.value("models", found.size() + " names", "<= " + MOST_MODELS);
    }
    return found;
  }

  private static String name(String given, String param) {
    var name = given.startsWith("models/") ? given.substring(7) : given;
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
    int i = members.find("provider");
    if (i < 0 || members.kind(i) == Kind.NULL) {
      return Wishes.NONE;
    }
    if (members.kind(i) != Kind.OBJECT) {
      throw wrong("provider", "an object");
    }
    var inner = members.inside(i);
    boolean fallbacks = true;
    for (int k = 0; k < inner.count(); k++) {
      switch (inner.name(k)) {
        case "order", "only", "ignore" -> {}
        case "allow_fallbacks" -> fallbacks = inner.kind(k) != Kind.FALSE;
        default ->
            throw Faults.bad(
                "provider.%s is not supported by this version (supported: order, only, ignore,"
                        .formatted(inner.name(k))
                    + " allow_fallbacks)",
                "provider." + inner.name(k),
                "unsupported_parameter");
      }
    }
    return new Wishes(ids(inner, "order"), ids(inner, "only"), ids(inner, "ignore"), fallbacks);
  }

  private static List<String> ids(Members members, String name) {
    int i = members.find(name);
    return i < 0 || members.kind(i) == Kind.NULL
        ? List.of()
        : texts(members, i, "provider." + name).stream()
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList();
  }

  private static List<String> texts(Members members, int i, String param) {
    if (members.kind(i) != Kind.ARRAY) {
      throw wrong(param, "an array of texts");
    }
    var found = new ArrayList<String>();
    for (var element : Elements.of(members, i)) {
      if (element.kind() != Kind.STRING) {
        throw wrong(param + "[" + found.size() + "]", "a text");
      }
      found.add(element.text());
    }
    return found;
  }
}
