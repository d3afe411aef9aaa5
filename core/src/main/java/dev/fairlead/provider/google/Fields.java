package dev.fairlead.provider.google;

import dev.fairlead.json.Tree;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The texts of a credential file. Not a record: it must not be printed. */
final class Fields {
  private static final String TOKEN_URI = "https://oauth2.googleapis.com/token";

  private final Map<String, String> texts = new LinkedHashMap<>();

  private Fields(Map<?, ?> members) {
    members.forEach((name, value) -> {
      if (value instanceof String text) {
        texts.put(String.valueOf(name), text);
      }
    });
  }

  static Fields read(byte[] json) {
    try {
      if (Tree.json(json, 0, json.length) instanceof Map<?, ?> members) {
        return new Fields(members);
      }
    } catch (Tree.Unreadable _) {
      // The parser's own words may quote the file.
    }
    throw new GoogleAuthFault("credential file: not a JSON object");
  }

  /** A field that need not be there; then empty. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** A field that must be there. */
  String needed(String name) {
    var value = text(name);
    if (value.isBlank()) {
      throw new GoogleAuthFault(name + ": missing (expected: a text)");
    }
    return value;
  }

  /** Where tokens are had; secrets go there, so it has TLS or is this machine. */
  URI tokenUri() {
    var value = texts.getOrDefault("token_uri", TOKEN_URI);
    try {
      var uri = URI.create(value);
      var host = Objects.requireNonNullElse(uri.getHost(), "");
      boolean local = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
      if ("https".equals(uri.getScheme()) && !host.isEmpty()
          || "http".equals(uri.getScheme()) && local) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // No URL; said below.
    }
    throw new GoogleAuthFault("token_uri: \"%s\" (expected: an https URL)".formatted(value));
  }
}
