package dev.fairlead.config;

import dev.fairlead.json.YamlNode.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms of scalars that the file knows. */
final class Forms {
  private static final Set<Kind> TEXTUAL = Set.of(Kind.TEXT);
  private static final Set<Kind> NUMERIC = Set.of(Kind.WHOLE);
  private static final Set<Kind> EITHER = Set.of(Kind.WHOLE, Kind.TEXT);

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(B|[kK]B|KiB|[MG]i?B)?");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");
  private static final Pattern TOKENS = Pattern.compile("([0-9]{1,9})([kM]?)");
  private static final Duration DAY = Duration.ofHours(24);

  private static final Map<String, Long> BYTES =
      Map.of(
          "B",
          1L,
          "kB",
          1_000L,
          "KB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L, //
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);

  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));

  static final Form<Boolean> YES_NO =
      new Form<>(
          "true or false",
          Set.of(Kind.BOOLEAN),
          text -> Optional.of(text).filter(Forms::bool).map("true"::equalsIgnoreCase));

  static final Form<Duration> TIME =
      new Form<>("a duration as 500ms, 5s, 2m, 1h; from 1ms to 24h", TEXTUAL, Forms::duration);

  static final Form<Duration> LONG_TIME =
      new Form<>("a duration as 90m, 12h, 30d; from 1m to 3650d", TEXTUAL, Forms::longDuration);

  static final Form<Integer> TOKEN_COUNT =
      new Form<>(
          "a number of tokens from 1 to 1000000000, as 131072, 128k or 1M", EITHER, Forms::tokens);

  static final Form<String> HOST =
      matching("an address or a host name, as 127.0.0.1", "[A-Za-z0-9._:\\[\\]-]{1,253}");

  static final Form<String> PATH = text("a file name", path -> !path.isBlank());

  static final String MODEL_EXPECTED = "author/slug in lower case, as openai/gpt-5-mini";
  static final Pattern MODEL_NAME =
      Pattern.compile("[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*(:[a-z0-9][a-z0-9._-]*)?");
  static final Form<String> MODEL = text(MODEL_EXPECTED, MODEL_NAME.asMatchPredicate());

  static final Form<String> PROVIDER_ID =
      matching("a provider's id, as openai", "[a-z0-9][a-z0-9-]*");

  static final Form<String> FIELD =
      matching("the name of a top-level request field, as seed", "[A-Za-z_][A-Za-z0-9_]*");

  static final Form<String> CAPABILITY =
      matching("a capability, as tools or structured_output", "[a-z][a-z0-9_]*");

  static final Form<String> PRINTABLE =
      text("text on one line", value -> !value.isBlank() && value.chars().allMatch(c -> c >= ' '));

  static final Form<Secret> SECRET =
      text(
              "a key: text without spaces or line breaks, not empty",
              value -> !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127))
          .hidden()
          .as(Secret::new);

  static final Form<String> HEADER_VALUE =
      text("one line of printable ASCII", v -> v.chars().allMatch(c -> c >= ' ' && c < 127))
          .hidden();

  private Forms() {}

  static Form<Integer> whole(int from, int to) {
    return new Form<>(
        "a whole number from %d to %d".formatted(from, to),
        NUMERIC,
        text -> number(text).filter(n -> n >= from && n <= to).map(Math::toIntExact));
  }

  static Form<Long> size(long from, long to, String range) {
    return new Form<>(
        "a size as 32MiB, 32MB or 1048576; " + range,
        EITHER,
        text -> bytes(text).filter(n -> n >= from && n <= to));
  }

  static <T> Form<T> choice(Map<String, T> values) {
    return new Form<>(
        "one of " + String.join(", ", values.keySet().stream().sorted().toList()),
        TEXTUAL,
        text -> Optional.ofNullable(values.get(text)));
  }

  /** An exact decimal, kept as it is written. */
  static Form<String> decimal(int wholeDigits, int places, String unit) {
    var pattern =
        Pattern.compile("[0-9]{1,%d}(\\.[0-9]{1,%d})?".formatted(wholeDigits, places))
            .asMatchPredicate();
    return new Form<>(
        "a decimal in %s as \"0.15\", with at most %d digits before and %d after the point"
            .formatted(unit, wholeDigits, places),
        Set.of(Kind.WHOLE, Kind.DECIMAL, Kind.TEXT),
        text -> Optional.of(text).filter(pattern));
  }

  /** What may hold a user's password or a key, well formed or not. */
  private static final Pattern LOOSE_URL = Pattern.compile("[@?\\s]|//[^/]*:[^/]*[^0-9/]");

  /** An http or https address without user, query and fragment; a trailing slash is taken off. */
  static final Form<String> URL =
      new Form<String>(
              "a URL as https://api.example.com/v1, without user, query and fragment",
              TEXTUAL,
              Forms::url)
          .hidden(LOOSE_URL.asPredicate());

  private static Form<String> matching(String expected, String pattern) {
    return text(expected, Pattern.compile(pattern).asMatchPredicate());
  }

  private static Form<String> text(String expected, Predicate<String> fits) {
    return new Form<>(expected, TEXTUAL, text -> Optional.of(text).filter(fits));
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true", "True", "TRUE", "false", "False", "FALSE" -> true;
      default -> false;
    };
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> bytes(String text) {
    var parts = SIZE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long unit = parts.group(2) == null ? 1 : BYTES.getOrDefault(parts.group(2), 1L);
    long number = Long.parseLong(parts.group(1));
    return number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
  }

  private static Optional<Duration> duration(String text) {
    var parts = DURATION.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(UNITS.get(parts.group(2)))
        .map(unit -> unit.multipliedBy(Long.parseLong(parts.group(1))))
        .filter(time -> time.isPositive() && time.compareTo(DAY) <= 0);
  }

  private static Optional<Duration> longDuration(String text) {
    if (!text.matches("[1-9][0-9]{0,5}[mhd]")) {
      return Optional.empty();
    }
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    var time =
        switch (text.charAt(text.length() - 1)) {
          case 'd' -> Duration.ofDays(count);
          case 'h' -> Duration.ofHours(count);
          default -> Duration.ofMinutes(count);
        };
    return Optional.of(time).filter(t -> t.toDays() <= 3650);
  }

  private static Optional<Integer> tokens(String text) {
    var parts = TOKENS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (parts.group(2)) {
          case "k" -> 1_000;
          case "M" -> 1_000_000;
          default -> 1;
        };
    return Optional.of(Long.parseLong(parts.group(1)) * unit)
        .filter(n -> n >= 1 && n <= 1_000_000_000)
        .map(Math::toIntExact);
  }

  private static Optional<String> url(String text) {
    try {
      var uri = new URI(text);
      boolean fits =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= 65535;
      return fits ? Optional.of(text.replaceAll("/+$", "")) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
