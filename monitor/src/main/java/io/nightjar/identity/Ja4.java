package io.nightjar.identity;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.IntPredicate;

/**
 * JA4 of a ClientHello: {@code t13d1516h2_8daaf6152771_e5627efa2ab1}. First the transport, the
 * version, whether there is an SNI, how many cipher suites and extensions, and the first and last
 * character of the first ALPN; then a hash of the suites, sorted; then one of the extensions,
 * sorted, and the signature algorithms, as sent. GREASE counts nowhere.
 */
final class Ja4 {
  /** What carries the handshake; the letter is the fingerprint's first. */
  enum Transport {
    TCP('t'),
    QUIC('q');

    private final char letter;

    Transport(char letter) {
      this.letter = letter;
    }
  }

  private static final String NOTHING = "000000000000";
  private static final int MOST = 99;
  private static final HexFormat HEX = HexFormat.of();

  private Ja4() {}

  static String of(ClientHello hello, Transport transport, Digests digests) {
    int[] suites = without(hello.cipherSuites, ClientHello::isGrease);
    int[] extensions = without(hello.extensions, ClientHello::isGrease);
    boolean named = contains(extensions, ClientHello.SERVER_NAME);
    return transport.letter
        + version(hello)
        + (named ? 'd' : 'i')
        + twoDigits(suites.length)
        + twoDigits(extensions.length)
        + alpn(hello.alpn)
        + '_'
        + (suites.length == 0 ? NOTHING : digests.shortSha256(sorted(suites)))
        + '_'
        + (extensions.length == 0 ? NOTHING : extensions(hello, extensions, digests));
  }

  private static String extensions(ClientHello hello, int[] extensions, Digests digests) {
    int[] hashed =
        without(extensions, type -> type == ClientHello.SERVER_NAME || type == ClientHello.ALPN);
    int[] algorithms = without(hello.signatureAlgorithms, ClientHello::isGrease);
    String list = sorted(hashed);
    return digests.shortSha256(algorithms.length == 0 ? list : list + '_' + listed(algorithms));
  }

  private static String version(ClientHello hello) {
    int highest = 0;
    for (int version : hello.supportedVersions) {
      if (!ClientHello.isGrease(version)) {
        highest = Math.max(highest, version);
      }
    }
    return switch (highest == 0 ? hello.version : highest) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      default -> "00";
    };
  }

  /** Where either end is no letter or digit: the first and the last hexadecimal digit instead. */
  private static String alpn(byte[] alpn) {
    if (alpn.length == 0) {
      return "00";
    }
    byte first = alpn[0];
    byte last = alpn[alpn.length - 1];
    if (isAlphanumeric(first) && isAlphanumeric(last)) {
      return "" + (char) first + (char) last;
    }
    return "" + HEX.toHexDigits(first).charAt(0) + HEX.toHexDigits(last).charAt(1);
  }

  private static boolean isAlphanumeric(byte letter) {
    return (letter >= '0' && letter <= '9')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= 'a' && letter <= 'z');
  }

  private static String twoDigits(int count) {
    int shown = Math.min(count, MOST);
    return (shown < 10 ? "0" : "") + shown;
  }

  private static String sorted(int[] numbers) {
    int[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return listed(sorted);
  }

  private static String listed(int[] numbers) {
    StringJoiner joined = new StringJoiner(",");
    for (int number : numbers) {
      joined.add(HEX.toHexDigits((short) number));
    }
    return joined.toString();
  }

  private static boolean contains(int[] numbers, int sought) {
    return Arrays.stream(numbers).anyMatch(each -> each == sought);
  }

  private static int[] without(int[] numbers, IntPredicate dropped) {
    return Arrays.stream(numbers).filter(dropped.negate()).toArray();
  }
}
