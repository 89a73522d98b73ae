package io.nightjar.discovery;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Ethernet frames that hold an ARP message (RFC 826) for IPv4. */
final class ArpFrames {
  static final int ETHERTYPE = 0x0806;

  private static final int BYTES = 42;
  private static final int REQUEST = 1;
  private static final int REPLY = 2;
  private static final long BROADCAST = 0xffff_ffff_ffffL;
  private static final long ETHERNET_AND_IPV4 = 0x0001_0800_0604L;

  /** An answer: who has the address. */
  record Answer(IpAddress ip, long mac) {}

  private ArpFrames() {}

  /** Asks everybody who has the address. */
  static byte[] request(long ownMac, IpAddress own, IpAddress wanted) {
    ByteBuffer frame = ByteBuffer.allocate(BYTES);
    put48(frame, BROADCAST);
    put48(frame, ownMac);
    frame.putShort((short) ETHERTYPE);
    put48(frame, ETHERNET_AND_IPV4);
    frame.putShort((short) REQUEST);
    put48(frame, ownMac);
    frame.put(own.bytes());
    put48(frame, 0);
    frame.put(wanted.bytes());
    return frame.array();
  }

  static void put48(ByteBuffer frame, long bits) {
    frame.putShort((short) (bits >>> 32)).putInt((int) bits);
  }

  /**
   * The answer to us in a frame; null where it is none. Who answers must be who sends the frame.
   */
  static @Nullable Answer answer(MemorySegment frame, long ownMac) {
    if (frame.byteSize() < BYTES
        || NetworkOrder.u48(frame, 0) != ownMac
        || NetworkOrder.u48(frame, 14) != ETHERNET_AND_IPV4
        || NetworkOrder.u16(frame, 20) != REPLY) {
      return null;
    }
    long mac = NetworkOrder.u48(frame, 22);
    boolean honest = mac == NetworkOrder.u48(frame, 6) && mac != 0;
    return honest && !new MacAddress(mac).isGroup()
        ? new Answer(IpAddress.v4(NetworkOrder.i32(frame, 28)), mac)
        : null;
  }

  /** Whether the frame is a reply to us at all. */
  static boolean isReply(MemorySegment frame, long ownMac) {
    return frame.byteSize() >= BYTES
        && NetworkOrder.u48(frame, 0) == ownMac
        && NetworkOrder.u16(frame, 20) == REPLY;
  }
}
