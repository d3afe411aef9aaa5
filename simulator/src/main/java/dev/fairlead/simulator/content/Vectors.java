package dev.fairlead.simulator.content;

import java.util.SplittableRandom;

/** Embeddings: the same text gets the same vector of length 1, always. */
public final class Vectors {
  private Vectors() {}

  /** A direction that depends on the text alone. */
  public static float[] of(String text, int dimensions) {
    long seed = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < text.length(); i++) {
      seed = (seed ^ text.charAt(i)) * 0x100000001b3L;
    }
    var random = new SplittableRandom(seed);
    var parts = new double[dimensions];
    double square = 0;
    for (int i = 0; i < dimensions; i++) {
      parts[i] = random.nextGaussian();
      square += parts[i] * parts[i];
    }
    var vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (parts[i] / Math.sqrt(square));
    }
    return vector;
  }

  /** Writes a vector as a JSON array. */
  public static void put(Out out, float[] vector) {
    var separator = "[";
    for (float part : vector) {
      out.put(separator).put(Float.toString(part));
      separator = ",";
    }
    out.put("]");
  }
}
