package io.nightjar.packet;

import static io.nightjar.packet.Frames.ETHERNET_IPV4;
import static io.nightjar.packet.Frames.ETHERNET_IPV6;
import static io.nightjar.packet.Frames.MACS;
import static io.nightjar.packet.Frames.TCP;
import static io.nightjar.packet.Frames.decode;
import static io.nightjar.packet.Frames.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.net.IpAddress;
import io.nightjar.packet.Frames.Decoded;
import org.junit.jupiter.api.Test;

/** The inner packet is what counts; the outermost tunnel stays known. */
class TunnelsTest {
  private static final String INNER_V4 =
      "4500003200000000400600000a0000010a000002" + TCP + "61".repeat(10);
  private static final String INNER_V6 = ipv6(20, 6) + TCP;
  private static final String INNER_FRAME = "02aa0000000202aa00000001" + "0800" + INNER_V4;
  private static final String INNER_TAGGED =
      "02aa0000000202aa00000001" + "8100002a" + "0800" + INNER_V4;

  @Test
  void ofIpInIp() {
    opens(Tunnel.IP4_IN_IP4, 0, outer(4, INNER_V4));
    opens(Tunnel.IP6_IN_IP4, 0, outer(41, INNER_V6));
    opens(Tunnel.IP4_IN_IP6, 0, outer6(4, INNER_V4));
    opens(Tunnel.IP6_IN_IP6, 0, outer6(41, INNER_V6));
    opens(Tunnel.MPLS, 0, outer(137, "00011040" + "00022040" + "00033140" + INNER_V4));
    opens(Tunnel.ETHERIP, 0, outer(97, "3000" + INNER_FRAME));
  }

  @Test
  void ofGreWithAnyOfItsOptions() {
    opens(Tunnel.GRE, 0, outer(47, "00000800" + INNER_V4));
    opens(Tunnel.GRE, 7, outer(47, "200086dd" + "00000007" + INNER_V6));
    opens(Tunnel.GRE, 9, outer(47, "b0000800" + "12340000" + "00000009" + "00000001" + INNER_V4));
    opens(Tunnel.GRE, 0x12345600, outer(47, "20006558" + "12345600" + INNER_FRAME));
    opens(Tunnel.GRE, 0, outer(47, "00008847" + "00011140" + INNER_V4));
    opens(Tunnel.GRE, 0, outer(47, "0000883e" + "00000001" + INNER_V4));
    opens(
        Tunnel.PPTP,
        5,
        outer(47, "3081880b" + "00360005" + "00000001" + "00000001" + "ff030021" + INNER_V4));
  }

  @Test
  void ofErspanOfAllTypes() {
    opens(Tunnel.ERSPAN, 0, outer(47, "000088be" + INNER_FRAME));
    opens(
        Tunnel.ERSPAN, 100, outer(47, "100088be" + "00000001" + "1001006400000005" + INNER_FRAME));
    opens(
        Tunnel.ERSPAN,
        200,
        outer(47, "100022eb" + "00000001" + "200100c8" + "00000000" + "00000000" + INNER_FRAME));
    opens(
        Tunnel.ERSPAN,
        200,
        outer(
            47,
            "100022eb"
                + "00000001"
                + "200100c8"
                + "00000000"
                + "00000001"
                + "0000000000000000"
                + INNER_FRAME));
  }

  @Test
  void ofWhatRunsOverUdp() {
    opens(Tunnel.VXLAN, 0x123456, udp(4789, "0800000012345600" + INNER_FRAME));
    opens(Tunnel.VXLAN, 7, udp(8472, "0800000000000700" + INNER_FRAME));
    opens(Tunnel.VXLAN_GPE, 7, udp(4790, "0c00000100000700" + INNER_V4));
    opens(Tunnel.VXLAN_GPE, 7, udp(4790, "0c00000400000700" + "0fc20101" + "000001ff" + INNER_V4));
    opens(Tunnel.GENEVE, 5, udp(6081, "0100655800000500" + "01020304" + INNER_FRAME));
    opens(Tunnel.GENEVE, 5, udp(6081, "000086dd00000500" + INNER_V6));
    opens(Tunnel.GTP_U, 0xabcdef01L, udp(2152, "30ff0032abcdef01" + INNER_V4));
    opens(Tunnel.GTP_U, 1, udp(2152, "34ff003a00000001" + "00000085" + "01001000" + INNER_V4));
    opens(Tunnel.TEREDO, 0, udp(3544, INNER_V6));
    opens(
        Tunnel.TEREDO,
        0,
        udp(3544, "00010000" + "00".repeat(9) + "0000" + "123401020304" + INNER_V6));
    opens(Tunnel.L2TP, 0x00010002, udp(1701, "4002" + "003e" + "00010002" + "ff030021" + INNER_V4));
    opens(Tunnel.CAPWAP, 0, udp(5247, "0010000000000000" + INNER_FRAME));
    opens(Tunnel.MPLS, 0, udp(6635, "00011140" + INNER_V4));
  }

  @Test
  void ofWlanInCapwapWithItsControlBytesInEitherOrder() {
    String addresses = "0000" + "02".repeat(6) + "03".repeat(6) + "04".repeat(6) + "0000";
    String llc = "aaaa030000000800";
    opens(Tunnel.CAPWAP, 0, udp(5247, "0010030000000000" + "0801" + addresses + llc + INNER_V4));
    opens(Tunnel.CAPWAP, 0, udp(5247, "0010030000000000" + "0108" + addresses + llc + INNER_V4));
  }

  @Test
  void theVlanIsThatOfTheInnerFrame() {
    String tagged = MACS + "81000005" + "0800";
    String vxlan = udp(4789, "0800000000000700" + INNER_TAGGED).substring(28);
    assertEquals(42, decode(LinkType.ETHERNET, tagged, vxlan).packet().vlanId());
    String untagged = udp(4789, "0800000000000700" + INNER_FRAME).substring(28);
    assertEquals(0, decode(LinkType.ETHERNET, tagged, untagged).packet().vlanId());
    String bare = outer(4, INNER_V4).substring(28);
    assertEquals(5, decode(LinkType.ETHERNET, tagged, bare).packet().vlanId());
  }

  @Test
  void aPortAloneMakesNoTunnel() {
    for (int port : new int[] {4789, 8472, 4790, 6081, 2152, 3544, 1701, 5247, 6635}) {
      for (String payload :
          new String[] {"", "00", "45", "ff".repeat(60), "00".repeat(60), "30ff", "0800"}) {
        Decoded decoded = decode(LinkType.ETHERNET, udp(port, payload));
        assertEquals(PacketKind.IP, decoded.kind());
        assertEquals(Tunnel.NONE, decoded.packet().tunnel());
        assertEquals(port, decoded.packet().dstPort());
        assertEquals(payload.length() / 2, decoded.packet().payloadBytes());
      }
    }
  }

  @Test
  void anInnerLengthThatLiesLeavesTheOuterFlow() {
    String longer = INNER_V4.replaceFirst("45000032", "45000033");
    Packet packet = decode(LinkType.ETHERNET, udp(2152, "30ff003200000001" + longer)).packet();
    assertEquals(Tunnel.NONE, packet.tunnel());
    assertEquals(2152, packet.dstPort());
    assertEquals(47, decode(LinkType.ETHERNET, outer(47, "00000800" + longer)).packet().protocol());
  }

  @Test
  void aCutInnerPacketIsStillTheFlow() {
    byte[] whole = java.util.HexFormat.of().parseHex(udp(4789, "0800000000000700" + INNER_FRAME));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 15);
    Packet packet = decode(LinkType.ETHERNET, cut, whole.length).packet();
    assertEquals(Tunnel.VXLAN, packet.tunnel());
    assertEquals(0, packet.payloadBytes());
    assertEquals(50 - 40, packet.payloadWireBytes());
  }

  @Test
  void twentyTunnelsAreOpenedUpToTheEighth() {
    String packet = INNER_V4;
    for (int level = 20; level > 0; level--) {
      packet = header(4, level, packet);
    }
    Decoded decoded = decode(LinkType.ETHERNET, ETHERNET_IPV4, packet);
    assertEquals(PacketKind.IP, decoded.kind());
    assertEquals(4, decoded.packet().protocol());
    assertEquals("10.9.0.9", new IpAddress(0, decoded.packet().srcLow()).toString());
    assertEquals("10.9.0.1", new IpAddress(0, decoded.packet().tunnelSrcLow()).toString());
    assertEquals(1, decoded.counters().tooDeep.value());
  }

  @Test
  void authenticationIsSteppedOverAndEncryptionIsItsOwnFlow() {
    opens(
        Tunnel.IP4_IN_IP4,
        0,
        outer(51, "04040000" + "00000001" + "00000002" + "00".repeat(12) + INNER_V4));
    Packet esp = decode(LinkType.ETHERNET, outer(50, "00".repeat(40))).packet();
    assertEquals(50, esp.protocol());
    assertEquals(0, esp.srcPort());
  }

  private static void opens(Tunnel tunnel, long id, String frame) {
    Decoded decoded = decode(LinkType.ETHERNET, frame);
    Packet packet = decoded.packet();
    assertEquals(PacketKind.IP, decoded.kind());
    assertEquals(tunnel, packet.tunnel());
    assertEquals(id, packet.tunnelId());
    assertEquals(6, packet.protocol());
    assertEquals(80, packet.srcPort());
    assertEquals(packet.ipVersion() == 4 ? 10 : 0, packet.payloadBytes());
    String source = new IpAddress(packet.srcHigh(), packet.srcLow()).toString();
    assertEquals(packet.ipVersion() == 4 ? "10.0.0.1" : "2001:db8::1", source);
    String from = new IpAddress(packet.tunnelSrcHigh(), packet.tunnelSrcLow()).toString();
    assertEquals(packet.tunnelIpVersion() == 4 ? "10.9.0.1" : "2001:db8::1", from);
    assertEquals(frame.length() / 2, packet.wireBytes());
  }

  private static String header(int protocol, int host, String payload) {
    return "4500%04x000000004%03x00000a0900%02x0a090002"
            .formatted(20 + payload.length() / 2, protocol, host)
        + payload;
  }

  private static String outer(int protocol, String payload) {
    return ETHERNET_IPV4 + header(protocol, 1, payload);
  }

  private static String outer6(int protocol, String payload) {
    return ETHERNET_IPV6 + ipv6(payload.length() / 2, protocol) + payload;
  }

  private static String udp(int port, String payload) {
    return outer(17, "c000%04x%04x0000".formatted(port, 8 + payload.length() / 2) + payload);
  }
}
