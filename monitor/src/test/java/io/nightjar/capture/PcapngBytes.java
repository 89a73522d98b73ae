package io.nightjar.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pcapng file for a test, block by block. */
final class PcapngBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** Begins a section in this byte order. */
  PcapngBytes section(ByteOrder sectionOrder) {
    order = sectionOrder;
    ByteBuffer body = body(16);
    body.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
    return block(0x0a0d0d0a, all(body));
  }

  /** Describes an interface; options are written as given, then ended. */
  PcapngBytes describe(int link, int snapBytes, byte[]... options) {
    int length = 0;
    for (byte[] option : options) {
      length += option.length;
    }
    ByteBuffer body = body(8 + length + 4);
    body.putShort((short) link).putShort((short) 0).putInt(snapBytes);
    for (byte[] option : options) {
      body.put(option);
    }
    return block(1, all(body));
  }

  /** An option in the byte order of the section, padded. */
  byte[] option(int code, byte[] value) {
    ByteBuffer option = body(4 + padded(value.length));
    return all(option.putShort((short) code).putShort((short) value.length).put(value));
  }

  byte[] tsoffset(long seconds) {
    return option(14, all(body(8).putLong(seconds)));
  }

  byte[] tsresol(int resolution) {
    return option(9, new byte[] {(byte) resolution});
  }

  /** An enhanced packet block. */
  PcapngBytes packet(int number, long stamp, int original, byte[] frame) {
    ByteBuffer body = body(20 + padded(frame.length));
    body.putInt(number).putInt((int) (stamp >>> 32)).putInt((int) stamp);
    body.putInt(frame.length).putInt(original).put(frame);
    return block(6, all(body));
  }

  /** A packet block of old, which counts drops beside the interface. */
  PcapngBytes obsoletePacket(int number, long stamp, byte[] frame) {
    ByteBuffer body = body(20 + padded(frame.length));
    body.putShort((short) number).putShort((short) 7);
    body.putInt((int) (stamp >>> 32)).putInt((int) stamp);
    body.putInt(frame.length).putInt(frame.length).put(frame);
    return block(2, all(body));
  }

  PcapngBytes simplePacket(int original, byte[] frame) {
    return block(3, all(body(4 + padded(frame.length)).putInt(original).put(frame)));
  }

  /** Any block. */
  PcapngBytes block(int type, byte[] blockBody) {
    int length = blockBody.length + 12;
    out.writeBytes(all(body(8).putInt(type).putInt(length)));
    out.writeBytes(blockBody);
    out.writeBytes(all(body(4).putInt(length)));
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private ByteBuffer body(int length) {
    return ByteBuffer.allocate(length).order(order);
  }

  private static byte[] all(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
