package dev.fairlead.bench.translate;

import java.nio.charset.StandardCharsets;

/** Conversations to translate: JSON texts with escapes, and text beyond ASCII. */
enum Chat {
  /** As {@code bench/run --only 20k} sends it: some fifty short turns. */
  TURNS {
    @Override
    String turn(int i) {
      return TEXTS[i % TEXTS.length];
    }
  },
  /** A few long turns of source code and prose, as agents send them. */
  PAGES {
    @Override
    String turn(int i) {
      return TEXTS[i % 2].repeat(10);
    }
  };

  static final String SYSTEM =
      "You are a careful assistant. Answer in the user's language; say so when you do not know.";

  private static final String[] TEXTS = {
    "Can you read this function and tell me what is wrong?\\n\\n```java\\nString s = \\\"a\\\\tb\\\";\\n"
        + "if (s.equals(\\\"a\\tb\\\")) { return s.length() * 2; }\\n```\\nIt returns 0 for me.",
    "The literal holds a backslash and a \\\"t\\\", not a tab, so the comparison is false: "
        + "\\u201ca\\\\tb\\u201d has four characters. Use \\\"a\\tb\\\" instead.",
    "Danke! Und wie hei\u00dft das auf Franz\u00f6sisch \u2013 \u00ab caract\u00e8re d'\u00e9chappement \u00bb? "
        + "\u65e5\u672c\u8a9e\u3067\u306f\u300c\u30a8\u30b9\u30b1\u30fc\u30d7\u6587\u5b57\u300d\u3067\u3059\u304b\u3002 \ud83d\ude42",
    "Oui: \u00ab caract\u00e8re d'\u00e9chappement \u00bb. \u306f\u3044\u3001\u300c\u30a8\u30b9\u30b1\u30fc\u30d7\u6587\u5b57\u300d\u3067\u3059\u3002 "
        + "| n | 1 | 2 | 3 |\\n|---|---|---|---|\\n| x | 0.5 | 1e-3 | -7 |\\n"
  };

  abstract String turn(int i);

  /** A request of about so many bytes, of whole turns; the last is the user's. */
  byte[] body(Protocol protocol, int bytes) {
    int count = 1;
    byte[] found = {};
    do {
      found = protocol.request(this::turn, count).getBytes(StandardCharsets.UTF_8);
      count += 2;
    } while (found.length < bytes);
    return found;
  }
}
