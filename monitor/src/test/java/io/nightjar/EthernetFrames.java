package io.nightjar;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Ethernet frames as devices of a link send them, for tests. */
public final class EthernetFrames {
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int MAGIC_COOKIE = 0x63825363;

  private EthernetFrames() {}

  private static ByteBuffer ethernet(String from, String to, int etherType, int bytes) {
    ByteBuffer frame = ByteBuffer.allocate(14 + bytes);
    return mac(mac(frame, to), from).putShort((short) etherType);
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.capacity()];
    frame.rewind().get(bytes);
    return bytes;
  }

  private static ByteBuffer mac(ByteBuffer frame, String mac) {
    long bits = MacAddress.parse(mac).bits();
    return frame.putShort((short) (bits >>> 32)).putInt((int) bits);
  }

  /** A device says which address it has. */
  public static byte[] arp(String mac, String ip) {
    ByteBuffer frame = ethernet(mac, "ff:ff:ff:ff:ff:ff", 0x0806, 28);
    frame.putShort((short) 1).putShort((short) 0x0800).putShort((short) 0x0604);
    mac(frame.putShort((short) 1), mac).put(IpAddress.parse(ip).bytes());
    return bytes(frame.putShort((short) 0).putInt(0).put(IpAddress.parse(ip).bytes()));
  }

  /** An IPv4 or IPv6 header, and room for what follows. */
  private static ByteBuffer ip(
      String fromMac, String toMac, String from, String to, int protocol, int bytes) {
    IpAddress source = IpAddress.parse(from);
    IpAddress target = IpAddress.parse(to);
    if (source.isV4()) {
      ByteBuffer frame = ethernet(fromMac, toMac, 0x0800, 20 + bytes);
      frame.putShort((short) 0x4500).putShort((short) (20 + bytes)).putInt(0);
      frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
      return frame.put(source.bytes()).put(target.bytes());
    }
    ByteBuffer frame = ethernet(fromMac, toMac, 0x86dd, 40 + bytes);
    frame.putInt(6 << 28).putShort((short) bytes).put((byte) protocol).put((byte) 64);
    return frame.put(source.bytes()).put(target.bytes());
  }

  /** A datagram. */
  public static byte[] udp(
      String fromMac,
      String toMac,
      String from,
      int fromPort,
      String to,
      int toPort,
      byte[] payload) {
    ByteBuffer frame = ip(fromMac, toMac, from, to, UDP, 8 + payload.length);
    frame.putShort((short) fromPort).putShort((short) toPort);
    return bytes(frame.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload));
  }

  /** A segment with data and the flags PSH and ACK. */
  public static byte[] tcp(
      String fromMac,
      String toMac,
      String from,
      int fromPort,
      String to,
      int toPort,
      byte[] payload) {
    ByteBuffer frame = ip(fromMac, toMac, from, to, TCP, 20 + payload.length);
    frame.putShort((short) fromPort).putShort((short) toPort).putInt(1).putInt(1);
    frame.putShort((short) 0x5018).putShort((short) 0xffff).putInt(0);
    return bytes(frame.put(payload));
  }

  /** The payload by which a DHCP server gives an address to a client who told its name. */
  public static byte[] dhcp(boolean fromServer, String clientMac, String given, String name) {
    ByteBuffer message = ByteBuffer.allocate(600);
    message.put((byte) (fromServer ? 2 : 1)).put((byte) 1).put((byte) 6).put((byte) 0).putInt(7);
    message.putInt(0).putInt(0).put(IpAddress.parse(given).bytes()).putInt(0).putInt(0);
    mac(message, clientMac);
    message.position(236).putInt(MAGIC_COOKIE);
    message.put((byte) 53).put((byte) 1).put((byte) (fromServer ? 5 : 3));
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    message.put((byte) 12).put((byte) text.length).put(text);
    return bytes(message.put((byte) 255));
  }
}
