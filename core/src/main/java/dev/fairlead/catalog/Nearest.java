package dev.fairlead.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that someone may have meant. Compares letters and digits only: first equality, then
 * beginnings and parts, then edits, also with the words in another order. Pure.
 */
public final class Nearest {
  private static final int FAR = 1000;
  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::distance)
          .thenComparing(Comparator.comparingInt(Candidate::weight).reversed())
          .thenComparingInt(c -> c.name.length())
          .thenComparing(Candidate::name);

  private Nearest() {}

  private record Candidate(String name, int distance, int weight) {}

  /** What is compared of a name: all of it, what follows the author, and its words sorted. */
  private record Form(String whole, String slug, String sorted) {
    static Form of(String name) {
      var lower = name.toLowerCase(Locale.ROOT);
      var slug = lower.substring(lower.indexOf('/') + 1);
      return new Form(plain(lower), plain(slug), sorted(slug));
    }

    private static String plain(String text) {
      var kept = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        if (Character.isLetterOrDigit(text.charAt(i))) {
          kept.append(text.charAt(i));
        }
      }
      return kept.toString();
    }

    private static String sorted(String text) {
      var words = new StringBuilder(text.length() + 8);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        words.append(Character.isLetterOrDigit(c) || c == '.' ? c : ' ');
      }
      return Arrays.stream(words.toString().split(" +", -1))
          .sorted()
          .map(Form::plain)
          .collect(Collectors.joining());
    }
  }

  /** At most {@code limit} names of models, the likeliest first; more endpoints break a tie. */
  public static List<String> models(String wanted, Catalogue catalogue, int limit) {
    var form = Form.of(wanted);
    return best(
        catalogue.names().stream()
            .map(n -> new Candidate(n, distance(form, n), catalogue.named(n).size())),
        limit);
  }

  /** At most {@code limit} of some names, the likeliest first. */
  public static List<String> of(String wanted, Collection<String> names, int limit) {
    var form = Form.of(wanted);
    return best(names.stream().map(n -> new Candidate(n, distance(form, n), 0)), limit);
  }

  private static List<String> best(Stream<Candidate> candidates, int limit) {
    return candidates
        .filter(c -> c.distance < FAR)
        .sorted(ORDER)
        .limit(limit)
        .map(Candidate::name)
        .toList();
  }

  /** Smaller is nearer; tenths of an edit, with less for names that hold all that was written. */
  private static int distance(Form wanted, String name) {
    if (wanted.slug.isEmpty()) {
      return FAR;
    }
    var form = Form.of(name);
    if (form.whole.equals(wanted.whole) || form.slug.equals(wanted.slug)) {
      return form.whole.equals(wanted.whole) ? 0 : 1;
    }
    if (form.sorted.equals(wanted.sorted)) {
      return 2;
    }
    int limit = Math.max(1, wanted.slug.length() / 3);
    int edits =
        Math.min(edits(wanted.slug, form.slug, limit), edits(wanted.whole, form.whole, limit));
    edits = Math.min(edits, edits(wanted.sorted, form.sorted, limit));
    return Math.min(edits > limit ? FAR : edits * 10, part(wanted.slug, form.slug));
  }

  /** A name that begins with what was written, or holds it: the rest counts a little. */
  private static int part(String wanted, String slug) {
    if (wanted.length() < 3 || !slug.contains(wanted)) {
      return FAR;
    }
    int rest = slug.length() - wanted.length();
    return (slug.startsWith(wanted) ? 5 : 15) + rest;
  }

  /** Insertions, deletions, replacements and swaps of neighbours; {@code limit + 1} if more. */
  private static int edits(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    var before = new int[b.length() + 1];
    var last = new int[b.length() + 1];
    var row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row[j] = cost;
        least = Math.min(least, cost);
      }
      if (least > limit) {
        return limit + 1;
      }
      var free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
