package dev.fairlead.dialect.openai;

import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import java.nio.charset.StandardCharsets;

/**
 * Finds the message in an error of OpenAI or of a compatible: {@code {"error":{"message"}}}, {@code
 * {"error":"text"}} (xAI), {@code {"message"}} (Mistral, SGLang), {@code [{"error":{…}}]} (Google),
 * {@code {"detail":[{"msg"}]}} (Mistral, FastAPI), {@code {"base_resp":{…}}} (MiniMax).
 */
public final class ErrorReader {
  private static final int SHOWN = 500;

  private ErrorReader() {}

  /** The message of an error body; the beginning of the body itself if it has no such form. */
  public static String message(byte[] body) {
    try {
      var members = Skim.lenient(body, 0, body.length);
      var found = inside(members);
      if (!found.isEmpty()) {
        return cut(found);
      }
    } catch (JsonFault e) {
      return plain(body);
    }
    return plain(body);
  }

  /** Whether the body is an error in OpenAI's own shape, so that it can be passed on as it is. */
  public static boolean openAiShape(byte[] body) {
    try {
      var members = Skim.lenient(body, 0, body.length);
      int error = members.object() ? members.find("error") : -1;
      return error >= 0
          && members.kind(error) == Kind.OBJECT
          && members.inside(error).find("message") >= 0;
    } catch (JsonFault e) {
      return false;
    }
  }

  private static String inside(Members body) {
    if (!body.object()) {
      if (body.from() < body.to() && body.kind() == Kind.ARRAY) {
        for (var element : Elements.of(body.json(), body.from(), body.to())) {
          return element.object() ? inside(element) : "";
        }
      }
      return "";
    }
    int error = body.find("error");
    if (error >= 0 && body.kind(error) != Kind.NULL) {
      return message(body, error);
    }
    var base = baseResponse(body);
    if (!base.isEmpty()) {
      return base;
    }
    return detail(body);
  }

  private static String detail(Members body) {
    for (var name : new String[] {"message", "detail", "msg"}) {
      int i = body.find(name);
      if (i >= 0) {
        return cut(body.kind(i) == Kind.STRING ? body.text(i) : body.raw(i));
      }
    }
    return "";
  }

  /** The message of the error at index {@code i}. */
  static String message(Members body, int i) {
    if (body.kind(i) == Kind.STRING) {
      return cut(body.text(i));
    }
    if (body.kind(i) == Kind.OBJECT) {
      var error = body.inside(i);
      int message = error.find("message");
      if (message >= 0 && error.kind(message) == Kind.STRING) {
        return cut(error.text(message));
      }
    }
    return cut(body.raw(i));
  }

  /** The message of what stands as {@code error} in an answer. */
  static String errorValue(byte[] value) {
    return message(
        "{\"error\":%s}"
            .formatted(new String(value, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #baseResponse}, of the value alone. */
  static String baseStatus(byte[] value) {
    try {
      var wrapped =
          "{\"base_resp\":%s}"
              .formatted(new String(value, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      return baseResponse(Skim.lenient(wrapped, 0, wrapped.length));
    } catch (JsonFault e) {
      return "";
    }
  }

  /** MiniMax: {@code base_resp.status_msg} if {@code status_code} is not 0; else empty. */
  static String baseResponse(Members body) {
    int base = body.find("base_resp");
    if (base < 0 || body.kind(base) != Kind.OBJECT) {
      return "";
    }
    var inner = body.inside(base);
    int code = inner.find("status_code");
    int text = inner.find("status_msg");
    if (code < 0 || inner.number(code) == 0) {
      return "";
    }
    var words = text >= 0 && inner.kind(text) == Kind.STRING ? inner.text(text) : "";
    return cut(words + " (base_resp.status_code " + inner.raw(code) + ")");
  }

  private static String plain(byte[] body) {
    int length = Math.min(body.length, SHOWN);
    return cut(new String(body, 0, length, StandardCharsets.UTF_8).strip());
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
