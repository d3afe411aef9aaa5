package dev.fairlead.store;

import dev.fairlead.json.JsonOut;
import dev.fairlead.json.YamlException;
import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlReader;
import dev.fairlead.key.Key;
import dev.fairlead.key.KeyHash;
import dev.fairlead.key.Role;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code keys.json}: {@code {"version": 1, "keys": [{"id", "name", "role", "sha256",
 * "created"}]}}.
 */
final class KeyFile {
  private static final String VERSION = "1";

  private KeyFile() {}

  static String write(List<Key> keys) {
    var entries = new ArrayList<Map<String, Object>>();
    for (var key : keys) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("id", key.id());
      entry.put("name", key.name());
      entry.put("role", key.role().name().toLowerCase(Locale.ROOT));
      entry.put("sha256", key.hash().hex());
      entry.put("created", key.created().toString());
      entries.add(entry);
    }
    var file = new LinkedHashMap<String, Object>();
    file.put("version", Integer.parseInt(VERSION));
    file.put("keys", entries);
    return JsonOut.indented(file) + "\n";
  }

  /** The keys of a file's text; {@link StoreException} for anything that {@link #write} did not. */
  static List<Key> read(String text, String file) {
    try {
      var root = members(YamlReader.read(text), "a JSON object", file);
      var version = text(root, "version", file);
      if (!version.equals(VERSION)) {
        throw damaged(file, root.get("version"), "version " + version, "version " + VERSION);
      }
      if (!(root.get("keys") instanceof YamlNode.Items(var items, _))) {
        throw damaged(file, root.get("keys"), "no list of keys", "\"keys\": […]");
      }
      return items.stream().map(item -> key(item, file)).toList();
    } catch (YamlException e) {
      throw new StoreException(
          "%s:%d:%d: not JSON (expected: what Fairlead wrote). %s"
              .formatted(file, e.line(), e.column(), remedy()),
          e);
    }
  }

  private static Key key(YamlNode node, String file) {
    var entry = members(node, "a key", file);
    try {
      return new Key(
          text(entry, "id", file),
          text(entry, "name", file),
          Role.valueOf(text(entry, "role", file).toUpperCase(Locale.ROOT)),
          KeyHash.ofHex(text(entry, "sha256", file)),
          Instant.parse(text(entry, "created", file)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw damaged(file, node, "a damaged key", "role, sha256 and created as Fairlead wrote them");
    }
  }

  private static Map<String, YamlNode> members(YamlNode node, String expected, String file) {
    if (!(node instanceof YamlNode.Members(var members, _))) {
      throw damaged(file, node, "something else", expected);
    }
    var map = new HashMap<String, YamlNode>();
    members.forEach(member -> map.put(member.key().text(), member.value()));
    return map;
  }

  private static String text(Map<String, YamlNode> members, String name, String file) {
    if (members.get(name) instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    throw damaged(file, members.get(name), "no " + name, "\"" + name + "\": …");
  }

  private static StoreException damaged(
      String file, @Nullable YamlNode at, String found, String expected) {
    var place = at == null ? "" : ":" + at.span().line() + ":" + at.span().column();
    return new StoreException(
        "%s%s: %s (expected: %s). %s".formatted(file, place, found, expected, remedy()));
  }

  private static String remedy() {
    return "Put a backup in its place; or move it away, and the next start makes new keys while"
        + " all old ones stop working";
  }
}
