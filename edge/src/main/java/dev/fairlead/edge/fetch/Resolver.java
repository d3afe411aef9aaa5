package dev.fairlead.edge.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Blocks. */
@FunctionalInterface
public interface Resolver {

  /** As the machine itself does it. */
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All of them, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
