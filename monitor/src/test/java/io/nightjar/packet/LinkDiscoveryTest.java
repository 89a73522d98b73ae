package io.nightjar.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.Frames.Decoded;
import io.nightjar.packet.Neighbour.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What devices say of themselves to who is next to them. */
class LinkDiscoveryTest {
  private static final String LLDP =
      "0180c200000e02000000000188cc"
          + "0207"
          + "04"
          + "0019002fa7b2"
          + "0404"
          + "05"
          + "676931"
          + "0602"
          + "0078"
          + "0a03"
          + "737731"
          + "0e04"
          + "00140004"
          + "100c"
          + "05"
          + "01"
          + "c0000201"
          + "02"
          + "00000001"
          + "00"
          + "fe06"
          + "0080c201"
          + "0005"
          + "0000";

  private static final String CDP =
      "01000ccccccc02000000000100"
          + "40"
          + "aaaa0300000c2000"
          + "02b40000"
          + "00010006"
          + "5331"
          + "00030009"
          + "4661302f31"
          + "00040008"
          + "00000028"
          + "00060009"
          + "6369736f31"
          + "000a0006"
          + "0007"
          + "00160011"
          + "00000001"
          + "01"
          + "01"
          + "cc"
          + "0004"
          + "0a000009";

  @Test
  void lldpTellsChassisPortNameAndAddress() {
    Neighbour neighbour = neighbour(PacketKind.LLDP, LLDP);
    assertEquals("00:19:00:2f:a7:b2", neighbour.chassisId());
    assertEquals("gi1", neighbour.portId());
    assertEquals("sw1", neighbour.systemName());
    assertEquals(Set.of(Capability.BRIDGE), neighbour.capabilities());
    assertEquals(IpAddress.parse("192.0.2.1"), neighbour.managementAddress());
    assertEquals(5, neighbour.nativeVlan());
    assertEquals(120, neighbour.ttlSeconds());
  }

  @Test
  void cdpTellsTheSame() {
    Neighbour neighbour = neighbour(PacketKind.CDP, CDP);
    assertEquals("S1", neighbour.systemName());
    assertEquals("Fa0/1", neighbour.portId());
    assertEquals("ciso1", neighbour.platform());
    assertEquals(Set.of(Capability.BRIDGE), neighbour.capabilities());
    assertEquals(IpAddress.parse("10.0.0.9"), neighbour.managementAddress());
    assertEquals(7, neighbour.nativeVlan());
    assertEquals(180, neighbour.ttlSeconds());
  }

  @Test
  void aMessageCutAnywhereIsReadAsFarAsItGoes() {
    for (String message : new String[] {LLDP, CDP}) {
      for (int digits = 0; digits <= message.length(); digits += 2) {
        Decoded decoded = Frames.decode(LinkType.ETHERNET, message.substring(0, digits));
        Neighbour.of(decoded.kind(), decoded.packet())
            .ifPresent(neighbour -> assertFalse(neighbour.chassisId().isEmpty()));
      }
    }
  }

  @Test
  void arpTellsWhoHasWhichAddress() {
    String arp =
        "ffffffffffff0200000000010806"
            + "0001080006040002"
            + "020000000001"
            + "c0000201"
            + "020000000002"
            + "c0000202";
    Decoded decoded = Frames.decode(LinkType.ETHERNET, arp);
    Packet packet = decoded.packet();
    assertEquals(PacketKind.ARP, decoded.kind());
    assertTrue(ArpHeader.isIn(packet));
    assertEquals(ArpHeader.REPLY, ArpHeader.operation(packet.bytes(), packet.payloadOffset()));
    assertEquals(0x020000000001L, ArpHeader.senderMac(packet.bytes(), packet.payloadOffset()));
    assertEquals(0xc0000201, ArpHeader.senderIp(packet.bytes(), packet.payloadOffset()));
    assertEquals(0x020000000002L, ArpHeader.targetMac(packet.bytes(), packet.payloadOffset()));
    assertEquals(0xc0000202, ArpHeader.targetIp(packet.bytes(), packet.payloadOffset()));
    Decoded cut = Frames.decode(LinkType.ETHERNET, arp.substring(0, arp.length() - 2));
    assertFalse(ArpHeader.isIn(cut.packet()));
  }

  @Test
  void spanningTreeTellsRootAndBridge() {
    String frame =
        "0180c20000000200000000010026"
            + "424203"
            + "0000000000"
            + "8001020000000009"
            + "00000013"
            + "8001020000000001"
            + "8002"
            + "0000140002000f00";
    Decoded decoded = Frames.decode(LinkType.ETHERNET, frame);
    Packet packet = decoded.packet();
    assertEquals(PacketKind.STP, decoded.kind());
    assertTrue(StpHeader.isIn(packet));
    long root = StpHeader.rootId(packet.bytes(), packet.payloadOffset());
    assertEquals("02:00:00:00:00:09", new MacAddress(StpHeader.mac(root)).toString());
    assertEquals(19, StpHeader.pathCost(packet.bytes(), packet.payloadOffset()));
    long bridge = StpHeader.bridgeId(packet.bytes(), packet.payloadOffset());
    assertEquals(packet.srcMac(), StpHeader.mac(bridge));
    assertEquals(0x8002, StpHeader.portId(packet.bytes(), packet.payloadOffset()));
  }

  private static Neighbour neighbour(PacketKind kind, String frame) {
    Decoded decoded = Frames.decode(LinkType.ETHERNET, frame);
    assertEquals(kind, decoded.kind());
    return Neighbour.of(kind, decoded.packet()).orElseThrow();
  }
}
