package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Destination;
import dev.fairlead.model.Opaque;

/**
 * Who reads a request of this protocol: OpenAI's own models take more than those who copy it.
 *
 * @param family whose ciphers it reads and writes
 * @param model as it calls it
 */
record Backend(Opaque.Family family, String model) {

  static Backend of(Destination to) {
    var id = to.provider().id();
    var family =
        id.equals("openai") || id.startsWith("azure")
            ? Opaque.Family.OPENAI
            : id.equals("xai") ? Opaque.Family.XAI : Opaque.Family.OTHER;
    return new Backend(family, to.model());
  }

  boolean openAi() {
    return family == Opaque.Family.OPENAI;
  }

  /** Whether it takes a mark on a part of the input: GPT-5.6 and later. */
  boolean breakpoints() {
    int at = model.indexOf("gpt-");
    if (!openAi() || at < 0) {
      return false;
    }
    int major = digits(model, at + 4);
    int dot = at + 4 + Integer.toString(Math.max(major, 0)).length();
    int minor = dot < model.length() && model.charAt(dot) == '.' ? digits(model, dot + 1) : 0;
    return major > 5 && major < 100 || major == 5 && minor >= 6;
  }

  private static int digits(String text, int from) {
    int n = -1;
    for (int i = from; i < text.length() && i < from + 4; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      n = Math.max(n, 0) * 10 + digit;
    }
    return n;
  }

  Opaque opaque(String data) {
    return new Opaque(family, Opaque.Kind.ENCRYPTED, model, "", data);
  }
}
