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
      case SSLException e -> "TLS: " + e.getMessage();
      case ConnectException e -> "connection refused or unreachable: " + e.getMessage();
      default -> {
        var message = cause.getMessage();
        yield message == null ? cause.getClass().getSimpleName() : message;
      }
    };
  }
}
