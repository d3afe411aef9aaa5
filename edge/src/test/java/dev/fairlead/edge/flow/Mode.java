package dev.fairlead.edge.flow;

import dev.fairlead.edge.loop.LoopThreads;

/** How exchanges are carried; what matters is tried both ways. */
enum Mode {
  LOOP,
  SCHEDULER;

  LoopThreads threads() {
    return switch (this) {
      case LOOP -> {
        var threads = LoopThreads.create();
        if (!threads.onLoop()) {
          throw new IllegalStateException("java.base/java.lang is not opened to the tests");
        }
        yield threads;
      }
      case SCHEDULER -> LoopThreads.onScheduler();
    };
  }
}
