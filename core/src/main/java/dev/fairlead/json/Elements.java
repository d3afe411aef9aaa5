package dev.fairlead.json;

import java.util.ArrayList;
import java.util.List;

/** The elements of an array whose grammar has been checked. */
public final class Elements {
  private Elements() {}

  /** The elements of the i-th value, an array: each read as a document of its own. */
  public static List<Members> of(Members members, int i) {
    return of(members.json(), members.valueFrom(i), members.valueTo(i));
  }

  /** The elements of the array that lies there, brackets included. */
  public static List<Members> of(byte[] json, int from, int to) {
    var found = new ArrayList<Members>(1);
    int end = to - 1;
    int at = from + 1;
    while (at < end) {
      int b = json[at];
      if (b == ',' || b == ' ' || b == '\n' || b == '\r' || b == '\t') {
        at++;
      } else {
        var element = Skim.first(json, at, end);
        found.add(element);
        at = element.to();
      }
    }
    return found;
  }
}
