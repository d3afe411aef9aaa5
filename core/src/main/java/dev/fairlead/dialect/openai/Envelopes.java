package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the envelope of a request in OpenAI's dialect. Pure. */
public final class Envelopes {
  private static final int MOST_MODELS = 16;
  private static final int LONGEST_NAME = 256;
  private static final Set<String> WISHES = Set.of("order", "only", "ignore", "allow_fallbacks");

  private Envelopes() {}

  /**
   * Reads a request.
   *
   * @throws FailureException with a {@link BadRequest} that names the member at fault
   */
  public static Envelope read(Operation operation, byte[] body) {
    var members = members(body);
    var models = models(members);
    content(operation, members);
    boolean stream = flag(members, "stream", false);
    if (stream && operation == Operation.EMBEDDING) {
      throw bad("embeddings cannot be streamed", "stream", "unsupported_value");
    }
    limits(members);
    return new Envelope(
        members, models, stream, usageAsked(members), costAsked(members), wishes(members));
  }

  private static Members members(byte[] body) {
    if (body.length == 0) {
      throw bad("the body is empty (expected: a JSON object)", "", "invalid_json");
    }
    try {
      var members = Skim.strict(body, 0, body.length);
      if (!members.object()) {
        throw bad(
            "the body is %s (expected: a JSON object)".formatted(word(members.kind())),
            "",
            "invalid_json");
      }
      return members;
    } catch (JsonFault e) {
      throw bad("the body is not valid JSON: " + e.getMessage(), "", "invalid_json");
    }
  }

  private static List<String> models(Members members) {
    var found = new ArrayList<String>(1);
    int model = members.find("model");
    if (model >= 0 && members.kind(model) != Kind.NULL) {
      found.add(name(text(members, model, "model"), "model"));
    }
    int models = members.find("models");
    if (models >= 0 && members.kind(models) != Kind.NULL) {
      for (var more : texts(members, models, "models")) {
        var name = name(more, "models");
        if (!found.contains(name)) {
          found.add(name);
        }
      }
    }
    if (found.isEmpty()) {
      throw bad(
          "model is missing (expected: a model's name, as \"openai/gpt-5-mini\"; GET /v1/models"
              + " lists them)",
          "model",
          "missing_required_parameter");
    }
    if (found.size() > MOST_MODELS) {
      throw bad(
          "models: %d names (expected: <= %d)".formatted(found.size(), MOST_MODELS),
          "models",
          "invalid_value");
    }
    return found;
  }

  private static String name(String name, String param) {
    boolean sound = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; sound && i < name.length(); i++) {
      sound = name.charAt(i) > 0x20 && name.charAt(i) < 0x7F;
    }
    if (!sound) {
      throw bad(
          "%s: a name of %d characters (expected: 1 to %d printable ASCII characters without spaces)"
              .formatted(param, name.length(), LONGEST_NAME),
          param,
          "invalid_value");
    }
    return name;
  }

  private static void content(Operation operation, Members members) {
    var name = operation.content();
    int i = members.find(name);
    if (i < 0 || members.kind(i) == Kind.NULL) {
      throw bad(name + " is missing", name, "missing_required_parameter");
    }
    var kind = members.kind(i);
    if (operation == Operation.CHAT) {
      if (kind != Kind.ARRAY) {
        throw wrong(name, kind, "an array of messages");
      }
      messages(members, i);
    } else if (kind != Kind.STRING && kind != Kind.ARRAY) {
      throw wrong(name, kind, "a text or an array");
    }
  }

  private static void messages(Members members, int i) {
    var json = members.json();
    int at = members.valueFrom(i) + 1;
    while (json[at] <= ' ') {
      at++;
    }
    if (json[at] == ']') {
      throw bad("messages is empty (expected: at least one)", "messages", "invalid_value");
    }
    if (json[at] != '{') {
      throw bad("messages[0] is no object (expected: a message)", "messages[0]", "invalid_type");
    }
  }

  /** Some local servers take -1 for no limit: which numbers make sense is the provider's to say. */
  private static void limits(Members members) {
    for (var name : new String[] {"max_tokens", "max_completion_tokens"}) {
      int i = members.find(name);
      if (i >= 0 && members.kind(i) != Kind.NULL) {
        if (members.kind(i) != Kind.NUMBER) {
          throw wrong(name, members.kind(i), "a whole number");
        }
        if (!members.whole(i)) {
          throw bad(
              "%s: %s (expected: a whole number)".formatted(name, shown(members.raw(i))),
              name,
              "invalid_value");
        }
      }
    }
  }

  private static boolean usageAsked(Members members) {
    int i = object(members, "stream_options");
    return i >= 0 && flag(members.inside(i), "stream_options.", "include_usage", false);
  }

  private static boolean costAsked(Members members) {
    int i = object(members, "usage");
    return i >= 0 && flag(members.inside(i), "usage.", "include", false);
  }

  private static Wishes wishes(Members members) {
    int i = object(members, "provider");
    if (i < 0) {
      return Wishes.NONE;
    }
    var inner = members.inside(i);
    for (int k = 0; k < inner.count(); k++) {
      if (!WISHES.contains(inner.name(k))) {
        throw bad(
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
    int i = members.find(name);
    if (i < 0 || members.kind(i) == Kind.NULL) {
      return List.of();
    }
    return texts(members, i, "provider." + name).stream()
        .map(t -> t.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> texts(Members members, int i, String name) {
    if (members.kind(i) != Kind.ARRAY) {
      throw wrong(name, members.kind(i), "an array of texts");
    }
    var found = new ArrayList<String>();
    for (var element : Elements.of(members, i)) {
      if (element.kind() != Kind.STRING) {
        throw wrong(name + "[" + found.size() + "]", element.kind(), "a text");
      }
      found.add(element.text());
    }
    return found;
  }

  private static String text(Members members, int i, String name) {
    if (members.kind(i) != Kind.STRING) {
      throw wrong(name, members.kind(i), "a text");
    }
    return members.text(i);
  }

  private static int object(Members members, String name) {
    int i = members.find(name);
    if (i < 0 || members.kind(i) == Kind.NULL) {
      return -1;
    }
    if (members.kind(i) != Kind.OBJECT) {
      throw wrong(name, members.kind(i), "an object");
    }
    return i;
  }

  private static boolean flag(Members members, String name, boolean otherwise) {
    return flag(members, "", name, otherwise);
  }

  private static boolean flag(Members members, String prefix, String name, boolean otherwise) {
    int i = members.find(name);
    if (i < 0) {
      return otherwise;
    }
    return switch (members.kind(i)) {
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> otherwise;
      case OBJECT, ARRAY, STRING, NUMBER ->
          throw wrong(prefix + name, members.kind(i), "true or false");
    };
  }

  private static FailureException wrong(String name, Kind found, String expected) {
    return bad(
        "%s is %s (expected: %s)".formatted(name, word(found), expected), name, "invalid_type");
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a boolean";
      case NULL -> "null";
    };
  }

  private static String shown(String raw) {
    return raw.length() <= 40 ? raw : raw.substring(0, 40) + "…";
  }

  private static FailureException bad(String message, String param, String code) {
    return new FailureException(new BadRequest(message, param, code));
  }
}
