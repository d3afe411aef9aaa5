package dev.fairlead.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class ProcessTreeTest {
  @Test
  void aNameWithBlanksAndBracketsDoesNotShiftTheFields() {
    String fields = " S 1 2 3 4 5 6 7 8 9 10 70 7 0 0 20 0";
    assertThat(ProcessTree.ticks("42 (a) b (c)" + fields)).isEqualTo(77);
    assertThat(ProcessTree.ticks("")).isZero();
  }

  @Test
  void residentMemoryIsReadInKilobytes() {
    assertThat(ProcessTree.resident("VmPeak:\t  9 kB\nVmRSS:\t  1234 kB\n")).isEqualTo(1_234);
    assertThat(ProcessTree.resident("")).isZero();
  }

  @Test
  void theTimeOfThisProcessGrowsWithItsWork() {
    var self = new ProcessTree(ProcessHandle.current(), 100);
    long before = self.cpuMicros();
    long end = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(self.cpuMicros()).isGreaterThan(before);
    assertThat(self.residentKb()).isPositive();
  }

  @Test
  void endingAProcessEndsItsDescendants() throws IOException, InterruptedException {
    var shell = new ProcessBuilder("sh", "-c", "sleep 300 & echo; wait").start();
    shell.getInputStream().read();
    var child = shell.descendants().findFirst().orElseThrow();
    new ProcessTree(shell.toHandle(), 100).end(Duration.ofSeconds(5));
    shell.waitFor();
    child.onExit().join();
    assertThat(child.isAlive()).isFalse();
  }
}
