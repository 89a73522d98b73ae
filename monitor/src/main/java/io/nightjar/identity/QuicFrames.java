package io.nightjar.identity;

import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;

/**
 * Takes handshake bytes out of the frames of an Initial packet (RFC 9000 section 19): CRYPTO frames
 * of any order, between padding, pings and acknowledgments.
 *
 * <pre>
 *   CRYPTO: 6 | offset | length | that many bytes
 * </pre>
 */
final class QuicFrames {
  private static final int PADDING = 0;
  private static final int PING = 1;
  private static final int ACK = 2;
  private static final int ACK_ECN = 3;
  private static final int CRYPTO = 6;
  private static final int MAX_ACK_RANGES = 256;

  private QuicFrames() {}

  /**
   * Puts the bytes of CRYPTO frames in their places; false where something is no frame of these.
   */
  static boolean collect(MemorySegment payload, int length, OrderedBytes crypto) {
    ByteCursor frames = new ByteCursor(payload, 0, length);
    while (frames.remaining() > 0) {
      if (NetworkOrder.u8(payload, frames.offset()) == PADDING) {
        frames.skip(1);
        continue;
      }
      boolean known =
          switch ((int) frames.quicInteger()) {
            case PING -> true;
            case ACK -> acknowledgment(frames, false);
            case ACK_ECN -> acknowledgment(frames, true);
            case CRYPTO -> crypto(frames, crypto);
            default -> false;
          };
      if (!known || frames.overran()) {
        return false;
      }
    }
    return true;
  }

  private static boolean crypto(ByteCursor frames, OrderedBytes crypto) {
    long position = frames.quicInteger();
    long size = frames.quicInteger();
    ByteCursor data = frames.part(size);
    return !data.overran() && crypto.put(position, data.bytes(), data.offset(), size);
  }

  private static boolean acknowledgment(ByteCursor frames, boolean ecn) {
    frames.quicInteger();
    frames.quicInteger();
    long ranges = frames.quicInteger();
    if (ranges > MAX_ACK_RANGES) {
      return false;
    }
    for (long i = 0; i < 1 + 2 * ranges + (ecn ? 3 : 0); i++) {
      frames.quicInteger();
    }
    return true;
  }
}
