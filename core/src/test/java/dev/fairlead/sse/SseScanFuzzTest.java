package dev.fairlead.sse;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for streams that are read in another way when they are cut, or in another way than the
 * standard says. {@code docs/fuzzing.md} has the command.
 */
final class SseScanFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void aStreamIsTheSameHoweverItIsCut(byte[] stream) {
    for (int size : new int[] {1, 2, 3, 5}) {
      SseScanTest.agrees(stream, size);
    }
  }
}
