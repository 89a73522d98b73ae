package io.nightjar.demo;

import java.nio.ByteBuffer;

/**
 * One Ethernet frame and its time. Of a long one only the head is kept, as a capture with a
 * snapshot length does; the rest are zeros.
 */
final class Frame {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int UDP = 8;
  private static final int TCP = 20;
  private static final int PROTOCOL_UDP = 17;
  private static final int PROTOCOL_TCP = 6;
  private static final int MOST_KEPT = 512;
  private static final int WINDOW = 64_240;

  private final long timeMicros;
  private final ByteBuffer head;
  private final int wireBytes;

  private Frame(long timeMicros, ByteBuffer head, int wireBytes) {
    this.timeMicros = timeMicros;
    this.head = head;
    this.wireBytes = wireBytes;
  }

  /** When it was seen, since the epoch. */
  long timeMicros() {
    return timeMicros;
  }

  /** What is kept of it. */
  ByteBuffer head() {
    return head.duplicate();
  }

  /** Its length on the wire. */
  int wireBytes() {
    return wireBytes;
  }

  /** A UDP datagram with so many bytes of payload, which begins with the given ones. */
  static Frame udp(long timeMicros, End from, End to, byte[] payload, int payloadBytes) {
    ByteBuffer frame = head(from, to, PROTOCOL_UDP, UDP + payloadBytes, payload.length + UDP);
    int start = frame.position();
    frame.putShort((short) from.port()).putShort((short) to.port());
    frame.putShort((short) (UDP + payloadBytes)).putShort((short) 0).put(payload);
    int sum = layer4Sum(frame, start, from, to, PROTOCOL_UDP, UDP + payloadBytes);
    frame.putShort(start + 6, (short) (sum == 0 ? 0xffff : sum));
    return done(timeMicros, frame, ETHERNET + IPV4 + UDP + payloadBytes);
  }

  /**
   * A TCP segment with so many bytes of payload, which begins with the given ones.
   *
   * @param flags as in RFC 9293, 3.1
   */
  static Frame tcp(
      long timeMicros,
      End from,
      End to,
      int sequence,
      int acknowledgment,
      int flags,
      byte[] payload,
      int payloadBytes) {
    ByteBuffer frame = head(from, to, PROTOCOL_TCP, TCP + payloadBytes, payload.length + TCP);
    int start = frame.position();
    frame.putShort((short) from.port()).putShort((short) to.port());
    frame.putInt(sequence).putInt(acknowledgment);
    frame.put((byte) ((TCP / 4) << 4)).put((byte) flags).putShort((short) WINDOW);
    frame.putInt(0).put(payload);
    int sum = layer4Sum(frame, start, from, to, PROTOCOL_TCP, TCP + payloadBytes);
    frame.putShort(start + 16, (short) sum);
    return done(timeMicros, frame, ETHERNET + IPV4 + TCP + payloadBytes);
  }

  private static ByteBuffer head(End from, End to, int protocol, int length, int kept) {
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET + IPV4 + kept);
    putMac(frame, to.mac());
    putMac(frame, from.mac());
    frame.putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4 + length));
    frame.putShort((short) 0).putShort((short) 0x4000);
    frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
    frame.putInt(from.ip()).putInt(to.ip());
    frame.putShort(ETHERNET + 10, (short) folded(sum(frame, ETHERNET, ETHERNET + IPV4)));
    return frame;
  }

  private static void putMac(ByteBuffer frame, long mac) {
    frame.putShort((short) (mac >>> 32)).putInt((int) mac);
  }

  /** The Internet checksum with its pseudo-header (RFC 9293, 3.1); bytes not kept are zeros. */
  private static int layer4Sum(
      ByteBuffer frame, int start, End from, End to, int protocol, int length) {
    long sum = sum(frame, start, frame.position()) + protocol + length;
    for (int ip : new int[] {from.ip(), to.ip()}) {
      sum += (ip >>> 16) + (ip & 0xffff);
    }
    return folded(sum);
  }

  private static long sum(ByteBuffer frame, int start, int end) {
    long sum = 0;
    for (int i = start; i < end; i++) {
      int octet = frame.get(i) & 0xff;
      sum += (i - start) % 2 == 0 ? octet << 8 : octet;
    }
    return sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }

  private static Frame done(long timeMicros, ByteBuffer frame, int wireBytes) {
    int kept = Math.min(Math.min(frame.position(), MOST_KEPT), wireBytes);
    return new Frame(timeMicros, frame.flip().limit(kept), wireBytes);
  }
}
