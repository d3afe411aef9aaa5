package dev.fairlead.bench.peer;

import dev.fairlead.bench.load.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A started peer.
 *
 * @param peer which
 * @param tree its processes
 * @param plain where plain requests go; asked for when the peer is ready or waits until it is
 * @param streams where requests for streams go
 * @param model the name for a model of the upstream
 * @param log its output
 */
public record Running(
    Peer peer,
    ProcessTree tree,
    Supplier<Target> plain,
    Supplier<Target> streams,
    UnaryOperator<String> model,
    Path log)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public void close() {
    tree.end(PATIENCE);
  }
}
