package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the envelope of a request for an answer or for a count of tokens. Besides Anthropic's own
 * members it takes {@code models} and {@code provider}, by which callers choose among providers.
 */
final class Envelopes {
  private static final int MOST_MODELS = 16;
  private static final int LONGEST_NAME = 256;

  private Envelopes() {}

  static Envelope read(Action action, byte[] body) {
    var members = members(body);
    var models = models(members);
    messages(members);
    boolean chat = action != Action.COUNT;
    if (chat) {
      maxTokens(members);
    }
    boolean stream = flag(members, "stream", "stream", false);
    return new Envelope(members, models, chat && stream, true, false, wishes(members));
  }

  private static Members members(byte[] body) {
    if (body.length == 0) {
      throw Bad.request("the body is empty (expected: a JSON object)", "", "invalid_json");
    }
    try {
      var members = Skim.strict(body, 0, body.length);
      if (!members.object()) {
        throw Bad.request(
            "the body is %s (expected: a JSON object)".formatted(Bad.word(members.kind())),
            "",
            "invalid_json");
      }
      return members;
    } catch (JsonFault e) {
      throw Bad.request("the body is not valid JSON: " + e.getMessage(), "", "invalid_json");
    }
  }

  private static int at(Members members, String name) {
    int i = members.find(name);
    return i >= 0 && members.kind(i) != Kind.NULL ? i : -1;
  }

  private static List<String> models(Members members) {
    var found = new ArrayList<String>(1);
    int model = at(members, "model");
    if (model >= 0) {
      if (members.kind(model) != Kind.STRING) {
        throw Bad.wrong("model", members.kind(model), "a text");
      }
      found.add(name(members.text(model), "model"));
    }
    for (var more : texts(members, "models", "models")) {
      var name = name(more, "models");
      if (!found.contains(name)) {
        found.add(name);
      }
    }
    if (found.isEmpty()) {
      throw Bad.missing("model", "a model's name, as \"anthropic/claude-sonnet-4.5\"");
    }
    if (found.size() > MOST_MODELS) {
      throw Bad.value("models", found.size() + " names", "<= " + MOST_MODELS);
    }
    return found;
  }

  private static String name(String name, String param) {
    boolean sound = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; sound && i < name.length(); i++) {
      sound = name.charAt(i) > 0x20 && name.charAt(i) < 0x7F;
    }
    if (!sound) {
      throw Bad.value(
          param,
          "a name of %d characters".formatted(name.length()),
          "1 to %d printable ASCII characters without spaces".formatted(LONGEST_NAME));
    }
    return name;
  }

  private static void messages(Members members) {
    int i = at(members, "messages");
    if (i < 0) {
      throw Bad.missing("messages", "an array of messages");
    }
    if (members.kind(i) != Kind.ARRAY) {
      throw Bad.wrong("messages", members.kind(i), "an array of messages");
    }
    var json = members.json();
    int first = members.valueFrom(i) + 1;
    while (json[first] <= ' ') {
      first++;
    }
    if (json[first] == ']') {
      throw Bad.value("messages", "empty", "at least one");
    }
    if (json[first] != '{') {
      throw Bad.request(
          "messages[0] is no object (expected: a message)", "messages[0]", "invalid_type");
    }
  }

  private static void maxTokens(Members members) {
    int i = at(members, "max_tokens");
    if (i < 0) {
      throw Bad.missing("max_tokens", "a whole number >= 1");
    }
    if (members.kind(i) != Kind.NUMBER) {
      throw Bad.wrong("max_tokens", members.kind(i), "a whole number");
    }
    if (members.number(i) < 0 || members.number(i) > Integer.MAX_VALUE) {
      throw Bad.value("max_tokens", members.raw(i), "a whole number >= 0");
    }
  }

  private static Wishes wishes(Members members) {
    int i = at(members, "provider");
    if (i < 0) {
      return Wishes.NONE;
    }
    if (members.kind(i) != Kind.OBJECT) {
      throw Bad.wrong("provider", members.kind(i), "an object");
    }
    var inner = members.inside(i);
    for (int k = 0; k < inner.count(); k++) {
      switch (inner.name(k)) {
        case "order", "only", "ignore", "allow_fallbacks" -> {}
        default ->
            throw Bad.request(
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
        flag(inner, "allow_fallbacks", "provider.allow_fallbacks", true));
  }

  private static List<String> ids(Members members, String name) {
    return texts(members, name, "provider." + name).stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> texts(Members members, String name, String param) {
    int i = at(members, name);
    if (i < 0) {
      return List.of();
    }
    if (members.kind(i) != Kind.ARRAY) {
      throw Bad.wrong(param, members.kind(i), "an array of texts");
    }
    var found = new ArrayList<String>();
    for (var element : Elements.of(members, i)) {
      if (element.kind() != Kind.STRING) {
        throw Bad.wrong(param + "[" + found.size() + "]", element.kind(), "a text");
      }
      found.add(element.text());
    }
    return found;
  }

  private static boolean flag(Members members, String name, String param, boolean otherwise) {
    int i = at(members, name);
    if (i < 0) {
      return otherwise;
    }
    return switch (members.kind(i)) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw Bad.wrong(param, members.kind(i), "true or false");
    };
  }
}
