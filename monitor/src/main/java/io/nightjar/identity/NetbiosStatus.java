package io.nightjar.identity;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A NetBIOS node status response (RFC 1002 section 4.2.18): all names its sender has.
 *
 * <pre>
 *   0    2       4        12                   46     48      50    54       56
 *   +----+-------+--------+--------------------+------+-------+-----+--------+-------+------
 *   | id | flags | counts | name asked for, 34 | 0x21 | class | TTL | length | count | names
 *   +----+-------+--------+--------------------+------+-------+-----+--------+-------+------
 *   a name: 15 characters | suffix | flags 2
 * </pre>
 */
final class NetbiosStatus {
  private static final int TYPE_AT = 46;
  private static final int NODE_STATUS = 0x21;
  private static final int COUNT_AT = 56;
  private static final int NAME_BYTES = 15;
  private static final int MOST_NAMES = 32;
  private static final int GROUP = 0x8000;

  private NetbiosStatus() {}

  /** The name of the host; empty where it tells none, or is no such message. */
  static String read(MemorySegment bytes, long offset, int length) {
    if (length <= COUNT_AT
        || (new ByteCursor(bytes, offset + 2, 2).u16() & 0x8000) == 0
        || new ByteCursor(bytes, offset + TYPE_AT, 2).u16() != NODE_STATUS) {
      return "";
    }
    ByteCursor names = new ByteCursor(bytes, offset + COUNT_AT, (long) length - COUNT_AT);
    int count = Math.min(names.u8(), MOST_NAMES);
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[NAME_BYTES];
      for (int at = 0; at < NAME_BYTES; at++) {
        name[at] = (byte) names.u8();
      }
      int suffix = names.u8();
      int flags = names.u16();
      if (names.overran()) {
        return "";
      }
      boolean ofHost = suffix == 0x00 || suffix == 0x20;
      String text = NetworkText.of(Arrays.copyOf(name, NAME_BYTES));
      if (ofHost && (flags & GROUP) == 0 && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
