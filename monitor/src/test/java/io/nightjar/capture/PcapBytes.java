package io.nightjar.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pcap file for a test, in any of its forms. */
final class PcapBytes {
  static final int ETHERNET = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;
  private final int frameHeaderBytes;

  PcapBytes(ByteOrder order, int magic, int link) {
    this.order = order;
    frameHeaderBytes = magic == PcapFormat.MODIFIED ? 24 : 16;
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0);
    header.putInt(262_144).putInt(link);
    out.writeBytes(header.array());
  }

  /** The commonest form: little endian, microseconds, Ethernet. */
  static PcapBytes plain() {
    return new PcapBytes(ByteOrder.LITTLE_ENDIAN, PcapFormat.MICROSECONDS, ETHERNET);
  }

  PcapBytes frame(long seconds, int fraction, int original, byte[] bytes) {
    return frame(seconds, fraction, bytes.length, original, bytes);
  }

  /** A frame whose header claims any length. */
  PcapBytes frame(long seconds, int fraction, int captured, int original, byte[] bytes) {
    ByteBuffer header = ByteBuffer.allocate(frameHeaderBytes).order(order);
    header.putInt((int) seconds).putInt(fraction).putInt(captured).putInt(original);
    out.writeBytes(header.array());
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
