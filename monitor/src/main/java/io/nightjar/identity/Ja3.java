package io.nightjar.identity;

import java.util.StringJoiner;

/**
 * JA3 of a ClientHello: MD5 of version, cipher suites, extensions, groups and point formats as
 * decimal numbers, in the client's order and without GREASE.
 */
final class Ja3 {
  private Ja3() {}

  static String of(ClientHello hello, Digests digests) {
    return digests.md5(
        hello.version
            + ","
            + joined(hello.cipherSuites)
            + ","
            + joined(hello.extensions)
            + ","
            + joined(hello.groups)
            + ","
            + joined(hello.pointFormats));
  }

  private static String joined(int[] numbers) {
    StringJoiner joined = new StringJoiner("-");
    for (int number : numbers) {
      if (!ClientHello.isGrease(number)) {
        joined.add(Integer.toString(number));
      }
    }
    return joined.toString();
  }
}
