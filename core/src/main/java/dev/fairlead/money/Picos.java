package dev.fairlead.money;

/**
 * Prices between decimal text and picodollars (1e-12 USD), exactly. All arithmetic is on integers.
 *
 * <p>A price for a million tokens holds six decimals exactly, a price for one thing twelve.
 */
public final class Picos {
  private static final int PER_MILLION_DECIMALS = 6;
  private static final int PER_UNIT_DECIMALS = 12;
  private static final int DIGITS = 18;

  private Picos() {}

  /** A price as text and what remained of it. {@code exact} is false when digits were rounded. */
  public record Rounded(long picos, boolean exact) {}

  /** USD for a million tokens, as {@code "0.15"}, in picodollars for one. */
  public static long perMillion(String decimal) {
    return exact(decimal, PER_MILLION_DECIMALS);
  }

  /** USD for one thing, as {@code "0.005"}, in picodollars. */
  public static long perUnit(String decimal) {
    return exact(decimal, PER_UNIT_DECIMALS);
  }

  /** Like {@link #perMillion}; digits beyond the sixth decimal are rounded half up. */
  public static Rounded perMillionRounded(String decimal) {
    return parse(decimal, PER_MILLION_DECIMALS);
  }

  /** Like {@link #perUnit}; digits beyond the twelfth decimal are rounded half up. */
  public static Rounded perUnitRounded(String decimal) {
    return parse(decimal, PER_UNIT_DECIMALS);
  }

  /** Picodollars for one token as USD for a million, without needless zeros: {@code "0.15"}. */
  public static String asPerMillion(long picos) {
    return text(picos, PER_MILLION_DECIMALS);
  }

  /** Picodollars as USD, without needless zeros: {@code "0.005"}. */
  public static String asPerUnit(long picos) {
    return text(picos, PER_UNIT_DECIMALS);
  }

  private static long exact(String decimal, int decimals) {
    var parsed = parse(decimal, decimals);
    if (!parsed.exact) {
      throw wrong(decimal, "at most " + decimals + " decimals");
    }
    return parsed.picos;
  }

  private static Rounded parse(String decimal, int decimals) {
    int point = decimal.indexOf('.');
    var whole = point < 0 ? decimal : decimal.substring(0, point);
    var fraction = point < 0 ? "" : decimal.substring(point + 1);
    if (whole.isEmpty() || (point >= 0 && fraction.isEmpty()) || !digits(whole + fraction)) {
      throw wrong(decimal, "a decimal number >= 0, as 0.15");
    }
    if (whole.length() + decimals > DIGITS) {
      throw wrong(decimal, "less than 1" + "0".repeat(DIGITS - decimals));
    }
    long picos = 0;
    for (int i = 0; i < whole.length() + decimals; i++) {
      int at = i - whole.length();
      char digit = at < 0 ? whole.charAt(i) : at < fraction.length() ? fraction.charAt(at) : '0';
      picos = picos * 10 + (digit - '0');
    }
    boolean more = fraction.length() > decimals;
    boolean up = more && fraction.charAt(decimals) >= '5';
    boolean exact = !more || fraction.substring(decimals).chars().allMatch(c -> c == '0');
    return new Rounded(up ? picos + 1 : picos, exact);
  }

  private static boolean digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String text(long picos, int decimals) {
    if (picos < 0) {
      throw new IllegalArgumentException("price: %d (expected: >= 0)".formatted(picos));
    }
    var digits = new StringBuilder(Long.toString(picos));
    while (digits.length() <= decimals) {
      digits.insert(0, '0');
    }
    digits.insert(digits.length() - decimals, '.');
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private static IllegalArgumentException wrong(String decimal, String expected) {
    return new IllegalArgumentException(
        "price: \"%s\" (expected: %s)".formatted(decimal, expected));
  }
}
