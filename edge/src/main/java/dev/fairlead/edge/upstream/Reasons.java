package dev.fairlead.edge.upstream;

import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says in a few words why a connection failed. */
final class Reasons {
  private Reasons() {}

  static String of(Throwable cause) {
    return switch (cause) {
      case UnknownHostException e -> "unknown host " + e.getMessage();
      case SSLException e -> "TLS: " + first(e).getMessage();
      case ConnectException e -> "connection refused or unreachable: " + e.getMessage();
      default -> {
        var message = cause.getMessage();
        yield message == null ? cause.getClass().getSimpleName() : message;
      }
    };
  }

  /** What the others are only the consequences of. */
  private static Throwable first(Throwable cause) {
    var at = cause;
    for (int depth = 0; at.getCause() != null && depth < 10; depth++) {
      at = at.getCause();
    }
    return at;
  }
}
