package io.nightjar.natives.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * An echo message of ICMP (RFC 792) and ICMPv6 (RFC 4443 section 4), in network order.
 *
 * <pre>
 *   0      1      2          4            6          8         16
 *   +------+------+----------+------------+----------+---------+---------
 *   | type | code | checksum | identifier | sequence |  token  | zeros
 *   +------+------+----------+------------+----------+---------+---------
 * </pre>
 */
final class EchoPacket {
  /** As ping(8) sends: 56 bytes after the header. */
  static final int BYTES = 64;

  /** As much as an error message must quote of it. */
  static final int HEADER_BYTES = 8;

  static final int REQUEST_V4 = 8;
  static final int REPLY_V4 = 0;
  static final int REQUEST_V6 = 128;
  static final int REPLY_V6 = 129;

  private static final long CHECKSUM = 2;
  private static final long IDENTIFIER = 4;
  private static final long SEQUENCE = 6;
  private static final long TOKEN = 8;
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private EchoPacket() {}

  /** Writes a request; the kernel computes what ICMPv6 and datagram sockets need beyond it. */
  static void write(MemorySegment to, int type, int identifier, int sequence, long token) {
    to.set(JAVA_BYTE, 0, (byte) type);
    to.set(JAVA_BYTE, 1, (byte) 0);
    to.set(SHORT, CHECKSUM, (short) 0);
    to.set(SHORT, IDENTIFIER, (short) identifier);
    to.set(SHORT, SEQUENCE, (short) sequence);
    to.set(LONG, TOKEN, token);
    to.set(SHORT, CHECKSUM, (short) checksum(to));
  }

  /** The Internet checksum (RFC 1071). */
  private static int checksum(MemorySegment packet) {
    int sum = 0;
    for (int at = 0; at < BYTES; at += Short.BYTES) {
      sum += packet.get(SHORT, at) & 0xffff;
    }
    int folded = (sum & 0xffff) + (sum >>> 16);
    return ~(folded + (folded >>> 16)) & 0xffff;
  }

  static int type(MemorySegment packet, long at) {
    return packet.get(JAVA_BYTE, at) & 0xff;
  }

  static int identifier(MemorySegment packet, long at) {
    return packet.get(SHORT, at + IDENTIFIER) & 0xffff;
  }

  static int sequence(MemorySegment packet, long at) {
    return packet.get(SHORT, at + SEQUENCE) & 0xffff;
  }

  static long token(MemorySegment packet, long at) {
    return packet.get(LONG, at + TOKEN);
  }
}
