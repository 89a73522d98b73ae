package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the name or address of a host out of what a user wrote. */
final class HostName {
  private static final Pattern NAME =
      Pattern.compile(
          "(?!.{254})[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

  /** What some programs read as an address though it is none: 127.1, 0x7f000001. */
  private static final Pattern NEARLY_ADDRESS = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

  private HostName() {}

  /**
   * The host in lower case, without the dot at its end, in the letters of the DNS.
   *
   * @throws IllegalArgumentException when it is neither name nor address
   */
  static String parse(String text) {
    String host = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    if (isAddress(host)) {
      return IpAddress.parse(host).toString();
    }
    String ascii = ascii(host);
    if (!NAME.matcher(ascii).matches() || NEARLY_ADDRESS.matcher(ascii).matches()) {
      throw new IllegalArgumentException(
          "'" + shown(text) + "' is neither a host name nor an IP address");
    }
    return ascii;
  }

  private static String ascii(String host) {
    try {
      return IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  static boolean isAddress(String host) {
    try {
      return !IpAddress.parse(host).toString().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Text from elsewhere, fit for a message. */
  static String shown(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    final int most = 80;
    return printable.length() > most ? printable.substring(0, most) + "..." : printable;
  }
}
