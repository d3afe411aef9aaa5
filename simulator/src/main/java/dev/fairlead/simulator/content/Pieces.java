package dev.fairlead.simulator.content;

/** The pieces of a body, made one after the other as they are sent. Not thread-safe. */
@FunctionalInterface
public interface Pieces {

  /** Appends the next piece; false, with nothing appended, when there is none. */
  boolean next(Out out);

  /** One piece and no more. */
  static Pieces one(byte[] piece) {
    var left = new int[] {1};
    return out -> {
      if (left[0]-- <= 0) {
        return false;
      }
      out.put(piece);
      return true;
    };
  }

  /** The first pieces of this. */
  default Pieces first(int count) {
    var left = new int[] {count};
    return out -> left[0]-- > 0 && next(out);
  }

  /** This, and then others. */
  default Pieces then(Pieces others) {
    return out -> next(out) || others.next(out);
  }
}
