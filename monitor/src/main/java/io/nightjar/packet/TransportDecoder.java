package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/** Reads the layer 4 header of an IP packet. */
final class TransportDecoder {
  private static final int PORT_BYTES = 4;
  private static final int DCCP_DATA_OFFSET = 4;
  private static final int DCCP_BYTES = 12;

  private TransportDecoder() {}

  /**
   * Decodes what the IP header carries.
   *
   * @param at where layer 4 begins, which may be behind the captured bytes
   * @param wireBytes bytes of layer 4 by the IP header; negative where extension headers lie
   */
  static void decode(Packet packet, long at, int wireBytes) {
    if (packet.laterFragment) {
      payload(packet, at, 0, wireBytes);
      packet.transportWhole = true;
      return;
    }
    packet.transportOffset = at;
    long left = packet.ipOffset + packet.ipBytes - at;
    if (left >= PORT_BYTES && IpProtocol.hasPorts(packet.protocol)) {
      packet.srcPort = NetworkOrder.u16(packet.bytes, at);
      packet.dstPort = NetworkOrder.u16(packet.bytes, at + 2);
    }
    switch (packet.protocol) {
      case IpProtocol.TCP -> tcp(packet, at, left, wireBytes);
      case IpProtocol.UDP -> udp(packet, at, left, wireBytes);
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> icmp(packet, at, left, wireBytes);
      case IpProtocol.SCTP -> fixed(packet, at, left, wireBytes, SctpHeader.BYTES);
      case IpProtocol.UDP_LITE -> fixed(packet, at, left, wireBytes, UdpHeader.BYTES);
      case IpProtocol.DCCP -> dccp(packet, at, left, wireBytes);
      case IpProtocol.AUTHENTICATION_HEADER -> authentication(packet, at, left, wireBytes);
      default -> fixed(packet, at, left, wireBytes, 0);
    }
  }

  private static void tcp(Packet packet, long at, long left, int wireBytes) {
    MemorySegment bytes = packet.bytes;
    if (left < TcpHeader.BYTES) {
      if (left >= 14) {
        packet.tcpSequence = TcpHeader.sequence(bytes, at);
        packet.tcpAcknowledgment = TcpHeader.acknowledgment(bytes, at);
        packet.tcpFlags = TcpHeader.flags(bytes, at);
      }
      payload(packet, at, TcpHeader.BYTES, wireBytes);
      return;
    }
    packet.tcpSequence = TcpHeader.sequence(bytes, at);
    packet.tcpAcknowledgment = TcpHeader.acknowledgment(bytes, at);
    packet.tcpFlags = TcpHeader.flags(bytes, at);
    packet.tcpWindow = TcpHeader.window(bytes, at);
    int headerBytes = TcpHeader.headerBytes(bytes, at);
    packet.transportWhole = headerBytes >= TcpHeader.BYTES && headerBytes <= left;
    payload(packet, at, Math.max(headerBytes, TcpHeader.BYTES), wireBytes);
  }

  private static void udp(Packet packet, long at, long left, int wireBytes) {
    if (left < UdpHeader.BYTES) {
      payload(packet, at, UdpHeader.BYTES, wireBytes);
      return;
    }
    int length = UdpHeader.lengthBytes(packet.bytes, at);
    packet.transportWhole = length == 0 || (length >= UdpHeader.BYTES && length <= wireBytes);
    boolean says = length >= UdpHeader.BYTES && length < wireBytes;
    payload(packet, at, UdpHeader.BYTES, says ? length : wireBytes);
  }

  private static void icmp(Packet packet, long at, long left, int wireBytes) {
    if (left >= 2) {
      packet.icmpType = IcmpHeader.type(packet.bytes, at);
      packet.icmpCode = IcmpHeader.code(packet.bytes, at);
    }
    fixed(packet, at, left, wireBytes, IcmpHeader.BYTES);
  }

  private static void dccp(Packet packet, long at, long left, int wireBytes) {
    if (left < DCCP_BYTES) {
      payload(packet, at, DCCP_BYTES, wireBytes);
      return;
    }
    int headerBytes = NetworkOrder.u8(packet.bytes, at + DCCP_DATA_OFFSET) * 4;
    fixed(packet, at, left, wireBytes, Math.max(headerBytes, DCCP_BYTES));
  }

  /** Steps over an authentication header in IPv4 (RFC 4302); a second one stays as it is. */
  private static void authentication(Packet packet, long at, long left, int wireBytes) {
    int next = left >= Ipv6Extension.LEAST_BYTES ? Ipv6Extension.next(packet.bytes, at) : -1;
    if (next < 0 || next == IpProtocol.AUTHENTICATION_HEADER) {
      fixed(packet, at, left, wireBytes, 0);
      return;
    }
    int headerBytes = Ipv6Extension.bytes(Ipv6Extension.AUTHENTICATION, packet.bytes, at);
    packet.protocol = next;
    decode(packet, at + headerBytes, wireBytes - headerBytes);
  }

  private static void fixed(Packet packet, long at, long left, int wireBytes, int headerBytes) {
    packet.transportWhole = left >= headerBytes;
    payload(packet, at, headerBytes, wireBytes);
  }

  /** Sets where the payload is: behind the header, or nowhere where the header is cut. */
  private static void payload(Packet packet, long at, int headerBytes, int wireBytes) {
    long end = packet.ipOffset + packet.ipBytes;
    long begin = Math.min(at + headerBytes, end);
    packet.payloadOffset = begin;
    packet.payloadWireBytes = Math.max(wireBytes - headerBytes, 0);
    packet.payloadBytes = (int) Math.min(end - begin, packet.payloadWireBytes);
  }
}
