package dev.fairlead.edge.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are of the open internet: IPv4 but for IANA's special-purpose blocks, and of IPv6
 * only the global unicast space without its special blocks. An IPv4 address inside of an IPv6
 * address is judged as itself, or the whole is refused.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA IPv4 special
 *     registry</a>
 */
final class PublicAddress {
  private static final List<Block> REFUSED_V4 =
      List.of(
          block("0.0.0.0", 8), // this network
          block("10.0.0.0", 8), // private
          block("100.64.0.0", 10), // carrier-grade NAT; Alibaba's metadata at 100.100.100.200
          block("127.0.0.0", 8), // loopback
          block("168.63.129.16", 32), // Azure's host services, on a public address
          block("169.254.0.0", 16), // link-local; the clouds' metadata at 169.254.169.254
          block("172.16.0.0", 12), // private
          block("192.0.0.0", 24), // protocol assignments; Oracle's metadata at 192.0.0.192
          block("192.0.2.0", 24), // documentation
          block("192.88.99.0", 24), // 6to4 relays
          block("192.168.0.0", 16), // private
          block("198.18.0.0", 15), // benchmarks
          block("198.51.100.0", 24), // documentation
          block("203.0.113.0", 24), // documentation
          block("224.0.0.0", 4), // multicast
          block("240.0.0.0", 4)); // reserved, broadcast

  private static final Block GLOBAL_V6 = block("2000::", 3);
  private static final Block NAT64 = block("64:ff9b::", 96);
  private static final List<Block> REFUSED_V6 =
      List.of(
          block("2001::", 23), // protocol assignments: Teredo, ORCHID
          block("2001:db8::", 32), // documentation
          block("2002::", 16), // 6to4: an IPv4 address inside
          block("3fff::", 20)); // documentation

  /** Addresses that begin with the same bits. */
  private record Block(byte[] start, int bits) {
    boolean holds(byte[] address) {
      for (int i = 0; i < bits; i += 8) {
        int mask = 0xff00 >> Math.min(8, bits - i) & 0xff;
        if ((address[i / 8] & mask) != (start[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private PublicAddress() {}

  private static Block block(String start, int bits) {
    return new Block(InetAddress.ofLiteral(start).getAddress(), bits);
  }

  static boolean is(InetAddress address) {
    return is(address.getAddress());
  }

  /** Of four or sixteen bytes. */
  static boolean is(byte[] address) {
    if (address.length == 4) {
      return REFUSED_V4.stream().noneMatch(block -> block.holds(address));
    }
    if (NAT64.holds(address)) {
      return is(Arrays.copyOfRange(address, 12, 16));
    }
    return GLOBAL_V6.holds(address) && REFUSED_V6.stream().noneMatch(b -> b.holds(address));
  }
}
