package io.nightjar.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 or IPv6 address as 128 bits in network order. IPv4 is held as IPv4-mapped IPv6
 * (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2), so both families share one form.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
  private static final long V4_PREFIX = 0xffffL << 32;
  private static final int MAX_LITERAL = 45;

  /** The IPv4 address of these 32 bits, network order. */
  public static IpAddress v4(int bits) {
    return new IpAddress(0, V4_PREFIX | Integer.toUnsignedLong(bits));
  }

  /**
   * Parses a literal: dotted IPv4 or any form of IPv6 without a zone. Never asks a resolver.
   *
   * @throws IllegalArgumentException when the text is no address literal
   */
  public static IpAddress parse(String text) {
    String literal = text.strip();
    if (literal.indexOf(':') < 0) {
      return v4(dottedQuad(literal, text));
    }
    if (literal.indexOf('%') >= 0 || literal.length() > MAX_LITERAL) {
      throw notAnAddress(text);
    }
    try {
      return of(InetAddress.ofLiteral(literal).getAddress());
    } catch (IllegalArgumentException _) {
      throw notAnAddress(text);
    }
  }

  private static int dottedQuad(String literal, String text) {
    int bits = 0;
    int octet = -1;
    int dots = 0;
    for (int i = 0; i < literal.length(); i++) {
      char each = literal.charAt(i);
      if (each == '.' && octet >= 0) {
        bits = bits << 8 | octet;
        octet = -1;
        dots++;
      } else if (each >= '0' && each <= '9') {
        octet = Math.max(octet, 0) * 10 + (each - '0');
      } else {
        throw notAnAddress(text);
      }
      if (octet > 255 || dots > 3) {
        throw notAnAddress(text);
      }
    }
    if (dots != 3 || octet < 0) {
      throw notAnAddress(text);
    }
    return bits << 8 | octet;
  }

  /** The address of 4 or 16 bytes in network order. */
  public static IpAddress of(byte[] bytes) {
    long high = 0;
    long low = 0;
    if (bytes.length == 4) {
      for (byte b : bytes) {
        low = low << 8 | (b & 0xff);
      }
      return new IpAddress(0, V4_PREFIX | low);
    }
    if (bytes.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, got " + bytes.length);
    }
    for (int i = 0; i < 8; i++) {
      high = high << 8 | (bytes[i] & 0xff);
      low = low << 8 | (bytes[i + 8] & 0xff);
    }
    return new IpAddress(high, low);
  }

  /** Whether this is an IPv4 address. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** 4 bytes for IPv4, 16 for IPv6, network order. */
  public byte[] bytes() {
    byte[] bytes = new byte[isV4() ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int bit = (bytes.length - 1 - i) * 8;
      bytes[i] = (byte) (bit < 64 ? low >>> bit : high >>> (bit - 64));
    }
    return bytes;
  }

  @Override
  public int compareTo(IpAddress other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  /** Dotted decimal for IPv4; for IPv6 the canonical form of RFC 5952. */
  @Override
  public String toString() {
    if (isV4()) {
      return (low >>> 24 & 0xff)
          + "."
          + (low >>> 16 & 0xff)
          + "."
          + (low >>> 8 & 0xff)
          + "."
          + (low & 0xff);
    }
    return Ipv6Text.of(high, low);
  }

  /** The same address for java.net. */
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(bytes());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        "not an IP address: '" + text + "' (expected something like 192.0.2.7 or 2001:db8::7)");
  }
}
