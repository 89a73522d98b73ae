package io.nightjar.net;

import java.util.List;
import java.util.Optional;

/**
 * A network in CIDR form.
 *
 * @param address the network's address, host bits zero
 * @param length the prefix length in bits, of 128: an IPv4 /24 is held as 120
 */
public record Prefix(IpAddress address, int length) {
  /** The length of a prefix that holds one address. */
  public static final int HOST_BITS = 128;

  /** Checks the range and clears host bits. */
  public Prefix {
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException("a prefix length is 0 to 128 bits, got " + length);
    }
    address = masked(address, length);
  }

  /**
   * Parses {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a bare address (its own host prefix).
   *
   * @throws IllegalArgumentException when the text is no prefix
   */
  public static Prefix parse(String text) {
    String[] parts = text.strip().split("/", -1);
    IpAddress address = IpAddress.parse(parts[0]);
    int bits = address.isV4() ? 32 : 128;
    int length = parts.length == 1 ? bits : length(text, parts, bits);
    return new Prefix(address, length + 128 - bits);
  }

  private static int length(String text, String[] parts, int bits) {
    if (parts.length == 2 && parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= bits) {
      return Integer.parseInt(parts[1]);
    }
    throw new IllegalArgumentException(
        "not a network: '" + text + "' (expected something like 192.0.2.0/24)");
  }

  /** Whether the address is in this network. */
  public boolean contains(IpAddress candidate) {
    return contains(candidate.high(), candidate.low());
  }

  /** Whether the address of these bits is in this network; allocates nothing. */
  public boolean contains(long high, long low) {
    return (high & highMask(length)) == address.high() && (low & lowMask(length)) == address.low();
  }

  /** The smallest of these networks that holds the address. */
  public static Optional<Prefix> smallest(List<Prefix> networks, IpAddress address) {
    Prefix smallest = null;
    for (Prefix each : networks) {
      if (each.contains(address) && (smallest == null || each.length > smallest.length)) {
        smallest = each;
      }
    }
    return Optional.ofNullable(smallest);
  }

  private static IpAddress masked(IpAddress address, int length) {
    return new IpAddress(address.high() & highMask(length), address.low() & lowMask(length));
  }

  /** The bits that count of an address's first 64, in a network of this length of 128. */
  public static long highMask(int length) {
    return length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
  }

  /** The bits that count of an address's last 64, likewise. */
  public static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }

  @Override
  public String toString() {
    return address + "/" + (address.isV4() && length >= 96 ? length - 96 : length);
  }
}
