package io.nightjar.identity;

import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** Names that stand for addresses: 4.3.2.1.in-addr.arpa and nibbles of ip6.arpa (RFC 3596). */
final class ReverseName {
  private static final String V4 = ".in-addr.arpa";
  private static final String V6 = ".ip6.arpa";
  private static final int NIBBLES = 32;
  private static final int OCTETS = 4;

  private ReverseName() {}

  /** The address that a name in lower case stands for; null for none. */
  static @Nullable IpAddress address(String name) {
    if (name.endsWith(V4)) {
      return v4(name.substring(0, name.length() - V4.length()));
    }
    return name.endsWith(V6) ? v6(name.substring(0, name.length() - V6.length())) : null;
  }

  private static @Nullable IpAddress v4(String octets) {
    int bits = 0;
    int at = 0;
    for (int i = 0; i < OCTETS; i++) {
      int end = octets.indexOf('.', at);
      boolean last = i == OCTETS - 1;
      if ((end < 0) != last) {
        return null;
      }
      int octet = number(octets, at, last ? octets.length() : end);
      if (octet < 0) {
        return null;
      }
      bits |= octet << (8 * i);
      at = end + 1;
    }
    return IpAddress.v4(bits);
  }

  private static int number(String text, int begin, int end) {
    int number = 0;
    for (int i = begin; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i - begin > 2) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return end > begin && number < 256 ? number : -1;
  }

  private static @Nullable IpAddress v6(String nibbles) {
    if (nibbles.length() != 2 * NIBBLES - 1) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < NIBBLES; i++) {
      long nibble = Character.digit(nibbles.charAt(2 * i), 16);
      if (nibble < 0) {
        return null;
      }
      if (i < 16) {
        low |= nibble << (4 * i);
      } else {
        high |= nibble << (4 * (i - 16));
      }
    }
    return new IpAddress(high, low);
  }
}
