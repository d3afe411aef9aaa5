package dev.fairlead.simulator.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces in a row: single ones, and texts that are cut into several. Put together first, then
 * written one by one. Not thread-safe.
 */
public final class Runs implements Pieces {
  private final int chunkTokens;
  private final List<Run> runs = new ArrayList<>();
  private int run;
  private int token;

  /** A piece that stands alone. */
  @FunctionalInterface
  public interface Piece {
    void put(Out out);
  }

  /** A piece with the tokens from one to before another. */
  @FunctionalInterface
  public interface Part {
    void put(Out out, int from, int to);
  }

  private record Run(int tokens, Part part) {}

  /**
   * @param chunkTokens tokens in one piece of a text
   */
  public Runs(int chunkTokens) {
    this.chunkTokens = chunkTokens;
  }

  public Runs one(Piece piece) {
    runs.add(new Run(1, (out, _, _) -> piece.put(out)));
    return this;
  }

  /** A text in as many pieces as it takes; none for no token. */
  public Runs text(Text text, Part part) {
    if (text.tokens() > 0) {
      runs.add(new Run(text.tokens(), part));
    }
    return this;
  }

  @Override
  public boolean next(Out out) {
    if (run == runs.size()) {
      return false;
    }
    var now = runs.get(run);
    int to = Math.min(token + chunkTokens, now.tokens);
    now.part.put(out, token, to);
    token = to;
    if (to == now.tokens) {
      token = 0;
      run++;
    }
    return true;
  }
}
