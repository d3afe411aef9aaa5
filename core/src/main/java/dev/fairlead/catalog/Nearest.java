package dev.fairlead.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the names that someone may have meant. Compares letters and digits only: first equality,
 * then beginnings and parts, then edits, also with the words in another order. Immutable.
 */
public final class Nearest {
  private static final int FAR = 1000;
  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::distance)
          .thenComparing(Comparator.comparingInt(Candidate::weight).reversed())
          .thenComparingInt(c -> c.name.length())
          .thenComparing(Candidate::name);

  private final List<Form> forms;

  /** Looks among a catalogue's models; of two that are as near, the one with more endpoints. */
  public Nearest(Catalogue catalogue) {
    this.forms =
        catalogue.names().stream().map(n -> Form.of(n, catalogue.named(n).size())).toList();
  }

  /** Looks among any names. */
  public Nearest(Collection<String> names) {
    this.forms = names.stream().map(n -> Form.of(n, 0)).toList();
  }

  /** At most {@code limit} names, the likeliest first. */
  public List<String> to(String written, int limit) {
    var wanted = Form.of(written, 0);
    var found = new ArrayList<Candidate>();
    for (var form : forms) {
      int distance = distance(wanted, form);
      if (distance < FAR) {
        found.add(new Candidate(form.name, distance, form.weight));
      }
    }
    return found.stream().sorted(ORDER).limit(limit).map(Candidate::name).toList();
  }

  private record Candidate(String name, int distance, int weight) {}

  /**
   * What is compared of a name.
   *
   * @param author letters and digits before the slash
   * @param slug letters and digits after the slash
   * @param sorted the slug with its words in alphabetical order
   * @param letters one bit for each letter or digit that is in the slug
   */
  private record Form(
      String name, String author, String slug, String sorted, long letters, int weight) {

    static Form of(String name, int weight) {
      var lower = name.toLowerCase(Locale.ROOT);
      int slash = lower.indexOf('/');
      var words = words(lower.substring(slash + 1));
      var slug = String.join("", words);
      words.sort(null);
      return new Form(
          name,
          slash < 0 ? "" : String.join("", words(lower.substring(0, slash))),
          slug,
          String.join("", words),
          letters(slug),
          weight);
    }

    private static List<String> words(String text) {
      var words = new ArrayList<String>();
      int from = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i == text.length() || !Character.isLetterOrDigit(text.charAt(i))) {
          if (i > from) {
            words.add(text.substring(from, i));
          }
          from = i + 1;
        }
      }
      return words;
    }

    private static long letters(String slug) {
      long letters = 0;
      for (int i = 0; i < slug.length(); i++) {
        letters |= 1L << (slug.charAt(i) & 63);
      }
      return letters;
    }
  }

  /** Smaller is nearer: ten for an edit, less for names that hold all that was written. */
  private static int distance(Form wanted, Form form) {
    if (wanted.slug.isEmpty()) {
      return FAR;
    }
    int author = author(wanted.author, form.author);
    if (form.slug.equals(wanted.slug)) {
      return author;
    }
    if (form.sorted.equals(wanted.sorted)) {
      return author + 2;
    }
    int limit = Math.max(1, wanted.slug.length() / 3);
    int found = part(wanted.slug, form.slug);
    if (Long.bitCount(wanted.letters ^ form.letters) <= 2 * limit) {
      int edits =
          Math.min(edits(wanted.slug, form.slug, limit), edits(wanted.sorted, form.sorted, limit));
      found = edits > limit ? found : Math.min(found, edits * 10);
    }
    return found == FAR ? FAR : found + author;
  }

  /** A wrong author counts less than an edit: many do not know it. */
  private static int author(String wanted, String author) {
    if (wanted.isEmpty() || wanted.equals(author)) {
      return 0;
    }
    return edits(wanted, author, 2) <= 2 ? 1 : 6;
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
        if (swapped(a, i, b, j)) {
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

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
