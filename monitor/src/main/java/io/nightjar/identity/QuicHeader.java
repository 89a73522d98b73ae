package io.nightjar.identity;

import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The long header of a QUIC packet (RFC 9000 section 17.2).
 *
 * <pre>
 *   1 1 T T x x x x | version 4 | n | destination id n | m | source id m
 *   Initial:          token length | token | length | packet number 1 to 4 | payload
 *   0-RTT, Handshake: length | packet number | payload
 * </pre>
 *
 * @param idAt where the destination id begins
 * @param idBytes its length
 * @param begin where the packet begins
 * @param packetNumberAt where its packet number begins
 * @param end where the packet ends and the datagram's next may begin
 */
record QuicHeader(
    QuicVersion version,
    boolean isInitial,
    long idAt,
    int idBytes,
    long begin,
    long packetNumberAt,
    long end) {
  private static final int LONG_AND_FIXED = 0xc0;
  private static final int MAX_ID_BYTES = 20;
  private static final int RETRY_AFTER_INITIAL = 3;

  /** Whether a packet that can be read begins here, by its first five bytes. */
  static boolean canBegin(MemorySegment bytes, long at, int length) {
    return length > 5
        && (NetworkOrder.u8(bytes, at) & LONG_AND_FIXED) == LONG_AND_FIXED
        && QuicVersion.of(NetworkOrder.i32(bytes, at + 1)) != null;
  }

  /** The header; null where it is none, is cut, or has no payload. */
  static @Nullable QuicHeader read(MemorySegment bytes, long at, long length) {
    ByteCursor header = new ByteCursor(bytes, at, length);
    int first = header.u8();
    QuicVersion version = QuicVersion.of((int) header.u32());
    if (version == null || (first & LONG_AND_FIXED) != LONG_AND_FIXED) {
      return null;
    }
    int idBytes = header.u8();
    long idAt = header.offset();
    header.skip(idBytes);
    header.skip(header.u8());
    int type = (first >>> 4 & 3) - version.initialType() & 3;
    if (type == RETRY_AFTER_INITIAL || idBytes > MAX_ID_BYTES) {
      return null;
    }
    if (type == 0) {
      header.skip(header.quicInteger());
    }
    long rest = header.quicInteger();
    if (header.overran() || rest <= 0 || rest > header.remaining()) {
      return null;
    }
    long numberAt = header.offset();
    return new QuicHeader(version, type == 0, idAt, idBytes, at, numberAt, numberAt + rest);
  }

  /** The id that the connection's keys are made of. */
  byte[] destinationId(MemorySegment bytes) {
    return new ByteCursor(bytes, idAt, idBytes).take(idBytes);
  }
}
