package io.nightjar.identity;

import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * Reads a domain name out of a DNS message (RFC 1035 section 4.1.4): labels of up to 63 bytes, the
 * last of which may be a pointer to an earlier name.
 *
 * <pre>
 *   +--+--+-------------+----------------+        +--+--+------------------------+
 *   | 0  0|   length    | that many bytes|   or   | 1  1|  offset in the message |
 *   +--+--+-------------+----------------+        +--+--+------------------------+
 * </pre>
 */
final class DnsName {
  private static final int MAX_BYTES = 255;
  private static final int POINTER = 0xc0;

  private final MemorySegment message;
  private final long begin;
  private final long end;
  private String text = "";

  /** Reads names of the message between these offsets. */
  DnsName(MemorySegment message, long begin, long end) {
    this.message = message;
    this.begin = begin;
    this.end = end;
  }

  /**
   * Reads the name at this offset into {@link #text}.
   *
   * @return the offset behind it, -1 where it is no name. Every pointer must point before the
   *     labels that led to it, so no loop is followed
   */
  long read(long offset) {
    StringBuilder name = new StringBuilder();
    long behind = -1;
    long at = offset;
    long lowest = offset;
    while (at < end && name.length() <= MAX_BYTES) {
      int length = NetworkOrder.u8(message, at);
      if (length == 0) {
        text = name.toString().toLowerCase(Locale.ROOT);
        return behind < 0 ? at + 1 : behind;
      }
      if ((length & POINTER) == POINTER && at + 1 < end) {
        behind = behind < 0 ? at + 2 : behind;
        at = begin + (NetworkOrder.u16(message, at) & 0x3fff);
        if (at >= lowest) {
          return -1;
        }
        lowest = at;
      } else if ((length & POINTER) == 0 && at + 1 + length <= end) {
        append(name, at + 1, length);
        at += 1 + length;
      } else {
        return -1;
      }
    }
    return -1;
  }

  private void append(StringBuilder name, long at, int length) {
    byte[] label = new byte[length];
    MemorySegment.copy(message, ValueLayout.JAVA_BYTE, at, label, 0, length);
    if (!name.isEmpty()) {
      name.append('.');
    }
    name.append(NetworkText.of(label));
  }

  /** The name read last, in lower case, without the dot at its end; empty for the root. */
  String text() {
    return text;
  }
}
