package io.nightjar.blocklist;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;

/**
 * An entry that holds what was asked for.
 *
 * @param entry what stands in the list, in our spelling
 */
public record Match(Listed listed, String entry) {
  private static final int V4_BITS = 32;

  /** The network of this many bits of its family that holds an address, as text. */
  static String network(IpAddress address, int length) {
    int bits = address.isV4() ? V4_BITS : Prefix.HOST_BITS;
    return length == bits
        ? address.toString()
        : new Prefix(address, length + Prefix.HOST_BITS - bits).toString();
  }
}
