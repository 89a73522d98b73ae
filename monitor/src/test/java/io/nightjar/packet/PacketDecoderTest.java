package io.nightjar.packet;

import static io.nightjar.packet.Frames.ETHERNET_IPV4;
import static io.nightjar.packet.Frames.ETHERNET_IPV6;
import static io.nightjar.packet.Frames.MACS;
import static io.nightjar.packet.Frames.TCP;
import static io.nightjar.packet.Frames.decode;
import static io.nightjar.packet.Frames.ipv4;
import static io.nightjar.packet.Frames.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.IpAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the decoder makes of well-formed and of broken frames. */
class PacketDecoderTest {
  @Test
  void readsATcpSegmentAndLeavesEthernetPaddingOut() {
    var decoded = decode(LinkType.ETHERNET, ETHERNET_IPV4, ipv4(43, 0, 6), TCP, "616263", "0000");
    Packet packet = decoded.packet();
    assertEquals(PacketKind.IP, decoded.kind());
    assertEquals(0x020000000001L, packet.srcMac());
    assertEquals(0x020000000002L, packet.dstMac());
    assertEquals(IpAddress.parse("192.0.2.1"), new IpAddress(packet.srcHigh(), packet.srcLow()));
    assertEquals(IpAddress.parse("198.51.100.2"), new IpAddress(packet.dstHigh(), packet.dstLow()));
    assertEquals(80, packet.srcPort());
    assertEquals(0xc000, packet.dstPort());
    assertEquals(TcpHeader.PSH | TcpHeader.ACK, packet.tcpFlags());
    assertEquals(43, packet.ipBytes());
    assertEquals(3, packet.payloadBytes());
    assertEquals(3, packet.payloadWireBytes());
    assertEquals('a', NetworkOrder.u8(packet.bytes(), packet.payloadOffset()));
    assertTrue(packet.transportWhole());
  }

  @Test
  void keepsThePortsOfASegmentCutBehindThem() {
    byte[] cut = HexFormat.of().parseHex(ETHERNET_IPV4 + ipv4(1500, 0, 6) + TCP.substring(0, 8));
    Packet packet = decode(LinkType.ETHERNET, cut, 1514).packet();
    assertEquals(80, packet.srcPort());
    assertEquals(1460, packet.payloadWireBytes());
    assertEquals(0, packet.payloadBytes());
    assertFalse(packet.transportWhole());
  }

  @Test
  void neverBelievesMoreBytesThanTheWireHad() {
    Packet packet =
        decode(LinkType.ETHERNET, ETHERNET_IPV4, ipv4(60_000, 0, 6), TCP, "6162").packet();
    assertEquals(2, packet.payloadWireBytes());
    assertEquals(42, packet.ipBytes());
  }

  @Test
  void takesTheLengthFromTheWireWhereTheCardCutsLater() {
    Packet packet = decode(LinkType.ETHERNET, ETHERNET_IPV4, ipv4(0, 0, 6), TCP, "6162").packet();
    assertEquals(2, packet.payloadWireBytes());
  }

  @Test
  void givesALaterFragmentNoPorts() {
    Packet packet = decode(LinkType.ETHERNET, ETHERNET_IPV4, ipv4(40, 185, 17), TCP).packet();
    assertTrue(packet.laterFragment());
    assertEquals(0, packet.srcPort());
    assertEquals(17, packet.protocol());
    assertEquals(0, packet.payloadBytes());
    assertFalse(
        decode(LinkType.ETHERNET, ETHERNET_IPV4, ipv4(40, 0x2000, 6), TCP)
            .packet()
            .laterFragment());
  }

  @Test
  void stepsOverIpv6ExtensionHeaders() {
    String hopByHop = "3c00000000000000";
    String destination = "2c00000000000000";
    String firstFragment = "3300000100000001";
    String authentication = "0604000000000000" + "00".repeat(16);
    Packet packet =
        decode(
                LinkType.ETHERNET,
                ETHERNET_IPV6,
                ipv6(68, 0),
                hopByHop,
                destination,
                firstFragment,
                authentication,
                TCP)
            .packet();
    assertEquals(6, packet.protocol());
    assertEquals(80, packet.srcPort());
    assertFalse(packet.laterFragment());
    assertEquals(0, packet.payloadWireBytes());
  }

  @Test
  void stopsAtALaterIpv6Fragment() {
    Packet packet =
        decode(LinkType.ETHERNET, ETHERNET_IPV6, ipv6(28, 44), "0600000800000001", TCP).packet();
    assertTrue(packet.laterFragment());
    assertEquals(6, packet.protocol());
    assertEquals(0, packet.srcPort());
    assertEquals(0, packet.payloadBytes());
  }

  @Test
  void keepsTheAddressesWhereExtensionHeadersRunPastTheEnd() {
    var decoded = decode(LinkType.ETHERNET, ETHERNET_IPV6, ipv6(8, 0), "06ff000000000000");
    assertEquals(PacketKind.IP, decoded.kind());
    assertFalse(decoded.packet().transportWhole());
    assertEquals(0, decoded.packet().payloadWireBytes());
  }

  @Test
  void readsTheOuterAndInnerVlan() {
    String tags = "88a8" + "07d1" + "8100" + "e064" + "9100" + "0005" + "0800";
    Packet packet = decode(LinkType.ETHERNET, MACS, tags, ipv4(40, 0, 6), TCP).packet();
    assertEquals(2001, packet.vlanId());
    assertEquals(100, packet.innerVlanId());
    assertEquals(80, packet.srcPort());
  }

  @Test
  void aPriorityTagIsNoVlan() {
    String tags = "8100" + "e000" + "8100" + "0007" + "0800";
    assertEquals(7, decode(LinkType.ETHERNET, MACS, tags, ipv4(40, 0, 6), TCP).packet().vlanId());
  }

  @Test
  void followsOnlySoManyTags() {
    assertEquals(
        PacketKind.TOO_MANY_TAGS,
        decode(LinkType.ETHERNET, MACS, "81000001".repeat(40), "0800").kind());
    assertEquals(
        PacketKind.TOO_MANY_TAGS,
        decode(LinkType.ETHERNET, MACS, "8847", "00000000".repeat(40)).kind());
    assertEquals(
        PacketKind.TOO_MANY_TAGS,
        decode(LinkType.ETHERNET, (MACS + "88e700000000").repeat(40)).kind());
  }

  @Test
  void readsIpUnderMplsAndInPppoe() {
    String labels = "8847" + "00010040" + "00011140";
    assertEquals(
        80, decode(LinkType.ETHERNET, MACS, labels, ipv4(40, 0, 6), TCP).packet().srcPort());
    String session = "8864" + "1100" + "0001" + "002a" + "0021";
    assertEquals(
        80, decode(LinkType.ETHERNET, MACS, session, ipv4(40, 0, 6), TCP).packet().srcPort());
  }

  @Test
  void readsIpBehindEveryLinkHeader() {
    String ip = ipv4(40, 0, 6) + TCP;
    assertEquals(80, port(LinkType.RAW_IP, ip));
    assertEquals(80, port(LinkType.IPV4, ip));
    assertEquals(80, port(LinkType.NULL, "02000000" + ip));
    assertEquals(80, port(LinkType.NULL, "00000002" + ip));
    assertEquals(80, port(LinkType.LOOP, "00000002" + ip));
    assertEquals(80, port(LinkType.PPP, "ff030021" + ip));
    assertEquals(80, port(LinkType.PPP, "21" + ip));
    assertEquals(80, port(LinkType.PPP_HDLC, "0f000800" + ip));
    assertEquals(80, port(LinkType.CISCO_HDLC, "8f000800" + ip));
    assertEquals(80, port(LinkType.PPPOE, "11000001002a0021" + ip));
    assertEquals(
        80, port(LinkType.LINUX_COOKED, "000000010006" + "0200000000010000" + "0800" + ip));
    assertEquals(
        80,
        port(LinkType.LINUX_COOKED_V2, "0800000000000002" + "00010006" + "0200000000010000" + ip));
    assertEquals(80, port(LinkType.PPI, "0000080001000000" + ETHERNET_IPV4 + ip));
    assertEquals(80, port(LinkType.NFLOG, "02000000" + "05000a0078000000" + "2c000900" + ip));
  }

  @Test
  void readsIpInWirelessFrames() {
    String llc = "aaaa030000000800" + ipv4(40, 0, 6) + TCP;
    String three = "0000" + "02000000000a" + "020000000001" + "020000000002" + "0000";
    assertEquals(80, port(LinkType.IEEE80211, "0801" + three + llc));
    assertEquals(80, port(LinkType.IEEE80211, "8801" + three + "0000" + llc));
    assertEquals(80, port(LinkType.RADIOTAP, "00000800" + "00000000" + "0801" + three + llc));
    String padded = "00001900" + "03000080" + "00000000" + "00000000" + "00".repeat(8) + "20";
    assertEquals(80, port(LinkType.RADIOTAP, padded + "8801" + three + "0000" + "ffff" + llc));
    assertEquals(80, port(LinkType.AVS, "8021100100000008" + "0801" + three + llc));
    assertEquals(80, port(LinkType.PRISM, "4400000008000000" + "0801" + three + llc));
    Packet packet = decode(LinkType.IEEE80211, "0801", three, llc).packet();
    assertEquals(0x020000000001L, packet.srcMac());
    assertEquals(0x020000000002L, packet.dstMac());
    assertEquals(PacketKind.WLAN_ENCRYPTED, decode(LinkType.IEEE80211, "0841", three, llc).kind());
    assertEquals(PacketKind.WLAN_NO_DATA, decode(LinkType.IEEE80211, "4801", three).kind());
    assertEquals(PacketKind.WLAN_MANAGEMENT, decode(LinkType.IEEE80211, "8000", three).kind());
    assertEquals(PacketKind.WLAN_CONTROL, decode(LinkType.IEEE80211, "d400", three).kind());
  }

  private static int port(LinkType link, String frame) {
    var decoded = decode(link, frame);
    assertEquals(PacketKind.IP, decoded.kind(), link::name);
    return decoded.packet().srcPort();
  }

  @Test
  void namesWhatIsBroken() {
    assertEquals(PacketKind.TRUNCATED_LINK, decode(LinkType.ETHERNET, MACS).kind());
    assertEquals(PacketKind.TRUNCATED_LINK, decode(LinkType.ETHERNET, ETHERNET_IPV4).kind());
    assertEquals(PacketKind.BAD_VERSION, decode(LinkType.ETHERNET, ETHERNET_IPV4, "55").kind());
    assertEquals(PacketKind.TRUNCATED_IPV4, decode(LinkType.ETHERNET, ETHERNET_IPV4, "45").kind());
    assertEquals(PacketKind.TRUNCATED_IPV6, decode(LinkType.RAW_IP, "60").kind());
    assertEquals(PacketKind.BAD_IPV4_HEADER, decode(LinkType.IPV4, ipv4(19, 0, 6), TCP).kind());
    assertEquals(
        PacketKind.BAD_IPV4_HEADER,
        decode(LinkType.IPV4, "44" + ipv4(40, 0, 6).substring(2), TCP).kind());
    assertEquals(PacketKind.UNKNOWN_LINK_TYPE, decode(LinkType.UNKNOWN, TCP).kind());
    assertTrue(PacketKind.TRUNCATED_LINK.isMalformed());
    assertFalse(PacketKind.UNKNOWN_LINK_TYPE.isMalformed());
  }

  @Test
  void namesLinkProtocols() {
    assertEquals(PacketKind.ARP, decode(LinkType.ETHERNET, MACS, "0806").kind());
    assertEquals(PacketKind.STP, decode(LinkType.ETHERNET, MACS, "0026424203").kind());
    assertEquals(PacketKind.CDP, decode(LinkType.ETHERNET, MACS, "0026aaaa0300000c2000").kind());
    assertEquals(PacketKind.GOOSE, decode(LinkType.ETHERNET, MACS, "81000001" + "88b8").kind());
    assertEquals(PacketKind.UNKNOWN_ETHERTYPE, decode(LinkType.ETHERNET, MACS, "ffee").kind());
  }

  @Test
  void forgetsTheFrameBefore() {
    var memory = decode(LinkType.ETHERNET, ETHERNET_IPV4, ipv4(40, 0, 6), TCP).packet();
    Frames.decoder().decode(memory.bytes(), 100, 13, 60, 8, LinkType.ETHERNET, memory);
    assertEquals(0, memory.srcLow());
    assertEquals(0, memory.srcPort());
    assertEquals(0, memory.ipVersion());
    assertEquals(60, memory.wireBytes());
  }
}
