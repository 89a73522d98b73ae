package io.nightjar.discovery;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Ethernet frames that hold an ICMPv6 echo (RFC 4443 section 4) to all nodes of a link. */
final class EchoFrames {
  static final int ETHERTYPE = 0x86dd;

  private static final long ALL_NODES_MAC = 0x3333_0000_0001L;
  private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");
  private static final int ICMPV6 = 58;
  private static final int ECHO_REQUEST = 128;
  private static final int ECHO_REPLY = 129;
  private static final int ECHO_BYTES = 8;
  private static final int ICMP_AT = 54;
  private static final int LINK_LOCAL = 0xfe80 >>> 6;

  /** Who answered. */
  record Answer(IpAddress ip, long mac) {}

  private EchoFrames() {}

  /** Asks all nodes of the link to answer. */
  static byte[] request(long ownMac, IpAddress own, int identifier) {
    ByteBuffer frame = ByteBuffer.allocate(ICMP_AT + ECHO_BYTES);
    ArpFrames.put48(frame, ALL_NODES_MAC);
    ArpFrames.put48(frame, ownMac);
    frame.putShort((short) ETHERTYPE);
    frame.putInt(6 << 28).putShort((short) ECHO_BYTES).put((byte) ICMPV6).put((byte) 1);
    frame.put(own.bytes()).put(ALL_NODES.bytes());
    frame.put((byte) ECHO_REQUEST).put((byte) 0).putShort((short) 0);
    frame.putShort((short) identifier).putShort((short) 1);
    frame.putShort(ICMP_AT + 2, (short) checksum(frame));
    return frame.array();
  }

  /** Over addresses, length, next header and message (RFC 8200 section 8.1). */
  private static int checksum(ByteBuffer frame) {
    long sum = ECHO_BYTES + ICMPV6;
    for (int at = 22; at < ICMP_AT + ECHO_BYTES; at += 2) {
      sum += Short.toUnsignedInt(frame.getShort(at));
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) ~sum & 0xffff;
  }

  /** The answer to us in a frame; null where it is none. */
  static @Nullable Answer answer(MemorySegment frame, long ownMac, int identifier) {
    if (frame.byteSize() < ICMP_AT + ECHO_BYTES
        || NetworkOrder.u48(frame, 0) != ownMac
        || NetworkOrder.u8(frame, 20) != ICMPV6
        || NetworkOrder.u8(frame, ICMP_AT) != ECHO_REPLY
        || NetworkOrder.u16(frame, ICMP_AT + 4) != identifier
        || NetworkOrder.u16(frame, 22) >>> 6 != LINK_LOCAL) {
      return null;
    }
    long mac = NetworkOrder.u48(frame, 6);
    long high = NetworkOrder.u32(frame, 22) << 32 | NetworkOrder.u32(frame, 26);
    long low = NetworkOrder.u32(frame, 30) << 32 | NetworkOrder.u32(frame, 34);
    return mac == 0 || new MacAddress(mac).isGroup()
        ? null
        : new Answer(new IpAddress(high, low), mac);
  }
}
