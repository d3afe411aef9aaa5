package dev.fairlead.bench;

import java.io.IOException;

/** One kind of figure, measured for all peers in turns. */
interface Measure {

  /** What it is called on the command line and in results. */
  String name();

  void run(Lab lab) throws InterruptedException, IOException;
}
