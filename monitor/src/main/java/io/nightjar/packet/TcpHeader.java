package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a TCP header (RFC 9293 section 3.1) in place.
 *
 * <pre>
 *   0       4       8               16                             31
 *   +-------------------------------+-------------------------------+
 *   |          source port          |       destination port        |
 *   +-------------------------------+-------------------------------+
 *   |                        sequence number                        |
 *   |                     acknowledgment number                     |
 *   +-------+-------+---------------+-------------------------------+
 *   |offset |  rsv  |     flags     |            window             |
 *   +-------+-------+---------------+-------------------------------+
 *   |           checksum            |        urgent pointer         |
 *   |                   options, up to 40 bytes                     |
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class TcpHeader {
  /** Length in bytes without options. */
  public static final int BYTES = 20;

  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;
  public static final int ECE = 0x40;
  public static final int CWR = 0x80;

  private static final int SEQUENCE = 4;
  private static final int ACKNOWLEDGMENT = 8;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int WINDOW = 14;

  private TcpHeader() {}

  /** The sequence number, unsigned. */
  public static int sequence(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + SEQUENCE);
  }

  /** The acknowledgment number, unsigned. */
  public static int acknowledgment(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + ACKNOWLEDGMENT);
  }

  /** Length of the header in bytes, options included: 0 to 60, legal from 20. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at + DATA_OFFSET) >>> 4) * 4;
  }

  /** The flags from CWR to FIN. */
  public static int flags(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + FLAGS);
  }

  /** The window, not scaled. */
  public static int window(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + WINDOW);
  }
}
