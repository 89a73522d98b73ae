package io.nightjar.net;

/** The canonical text of an IPv6 address (RFC 5952). */
final class Ipv6Text {
  private Ipv6Text() {}

  static String of(long high, long low) {
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> (48 - 16 * i)) & 0xffff;
      groups[i + 4] = (int) (low >>> (48 - 16 * i)) & 0xffff;
    }
    int start = longestZeroRun(groups);
    int end = start + zeroRun(groups, start);
    if (end - start < 2) {
      return hex(groups, 0, 8);
    }
    return hex(groups, 0, start) + "::" + hex(groups, end, 8);
  }

  private static int longestZeroRun(int[] groups) {
    int best = 0;
    for (int i = 1; i < 8; i++) {
      if (zeroRun(groups, i) > zeroRun(groups, best)) {
        best = i;
      }
    }
    return best;
  }

  private static int zeroRun(int[] groups, int from) {
    int end = from;
    while (end < 8 && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String hex(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
