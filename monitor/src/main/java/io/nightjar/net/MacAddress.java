package io.nightjar.net;

import java.util.Locale;

/**
 * An IEEE 802 MAC address.
 *
 * @param bits the 48 bits in transmission order, in the low end of the long
 */
public record MacAddress(long bits) {
  /** No device: the source has no link layer. */
  public static final MacAddress NONE = new MacAddress(0);

  /**
   * Parses 12 hexadecimal digits, plain or separated by colons, dashes or dots.
   *
   * @throws IllegalArgumentException when the text is no MAC address
   */
  public static MacAddress parse(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT).replaceAll("[:.-]", "");
    if (!digits.matches("[0-9a-f]{12}")) {
      throw new IllegalArgumentException(
          "not a MAC address: '" + text + "' (expected something like 00:1b:21:3c:4d:5e)");
    }
    return new MacAddress(Long.parseLong(digits, 16));
  }

  /** Whether it addresses a group: multicast or broadcast (IEEE 802-2014 section 8.2). */
  public boolean isGroup() {
    return (bits >>> 40 & 1) != 0;
  }

  /** Whether it was assigned locally rather than by a manufacturer. */
  public boolean isLocallyAdministered() {
    return (bits >>> 40 & 2) != 0;
  }

  /** Lower case, colon separated; empty for {@link #NONE}. */
  @Override
  public String toString() {
    if (bits == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (bits >>> shift) & 0xff;
      text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
      if (shift > 0) {
        text.append(':');
      }
    }
    return text.toString();
  }
}
