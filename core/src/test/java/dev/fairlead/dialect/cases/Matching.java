package dev.fairlead.dialect.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares JSON with what a case expects of it. Expected texts may be patterns: {@code ~REGEX}
 * matches a whole text or number, {@code *} anything that is there, {@code -} that a member is
 * absent or null, {@code =NAME} or {@code =NAME~REGEX} whatever it was where that name came first.
 */
final class Matching {
  private final boolean whole;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Object> names = new HashMap<>();

  private Matching(boolean whole) {
    this.whole = whole;
  }

  /** What differs, members that are not expected included; empty if nothing does. */
  static List<String> equal(@Nullable Object expected, @Nullable Object found) {
    var matching = new Matching(true);
    matching.compare("", expected, found);
    return matching.faults;
  }

  /** What differs, members that are not named in the expected objects left out of account. */
  static List<String> within(@Nullable Object expected, @Nullable Object found) {
    var matching = new Matching(false);
    matching.compare("", expected, found);
    return matching.faults;
  }

  private void compare(String at, @Nullable Object expected, @Nullable Object found) {
    if (expected instanceof Map<?, ?> map) {
      if (found instanceof Map<?, ?> other) {
        objects(at, map, other);
      } else {
        fault(at, expected, found);
      }
    } else if (expected instanceof List<?> list) {
      if (found instanceof List<?> other) {
        lists(at, list, other);
      } else {
        fault(at, expected, found);
      }
    } else if (!leaf(expected, found)) {
      fault(at, expected, found);
    }
  }

  /** What a name stands for is what it stood for where it came first. */
  private boolean captured(String pattern, Object found) {
    int at = pattern.indexOf('~');
    var name = pattern.substring(1, at < 0 ? pattern.length() : at);
    return (at < 0 || found.toString().matches("(?s)" + pattern.substring(at + 1)))
        && found.equals(names.computeIfAbsent(name, _ -> found));
  }

  private boolean leaf(@Nullable Object expected, @Nullable Object found) {
    if (expected instanceof String text) {
      if (text.equals("*")) {
        return found != null;
      }
      if (text.startsWith("=")) {
        return found != null && captured(text, found);
      }
      if (text.startsWith("~")) {
        return (found instanceof String || found instanceof Number)
            && found.toString().matches("(?s)" + text.substring(1));
      }
    }
    if (expected instanceof Number a && found instanceof Number b) {
      return new java.math.BigDecimal(a.toString())
              .compareTo(new java.math.BigDecimal(b.toString()))
          == 0;
    }
    return Objects.equals(expected, found);
  }

  private void objects(String at, Map<?, ?> expected, Map<?, ?> found) {
    expected.forEach((name, value) -> {
      if ("-".equals(value)) {
        if (found.get(name) != null) {
          fault(at + "/" + name, "absent", found.get(name));
        }
      } else if (!found.containsKey(name)) {
        faults.add("%s/%s is missing (expected: %s)".formatted(at, name, value));
      } else {
        compare(at + "/" + name, value, found.get(name));
      }
    });
    if (whole) {
      found.forEach((name, value) -> {
        if (!expected.containsKey(name)) {
          faults.add("%s/%s: %s (expected: absent)".formatted(at, name, value));
        }
      });
    }
  }

  private void lists(String at, List<?> expected, List<?> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      compare(at + "/" + i, expected.get(i), found.get(i));
    }
    if (expected.size() != found.size()) {
      faults.add(
          "%s has %d elements (expected: %d): %s"
              .formatted(at, found.size(), expected.size(), found));
    }
  }

  private void fault(String at, @Nullable Object expected, @Nullable Object found) {
    faults.add("%s: %s (expected: %s)".formatted(at, found, expected));
  }
}
