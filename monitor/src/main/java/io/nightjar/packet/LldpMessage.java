package io.nightjar.packet;

import io.nightjar.net.IpAddress;
import io.nightjar.packet.Neighbour.Capability;

/**
 * Reads an LLDP message (IEEE 802.1AB clause 8): fields one after the other.
 *
 * <pre>
 *   0        7         16 bits
 *   +--------+----------+------------------------
 *   |  type  |  length  | value, length in bytes
 *   +--------+----------+------------------------
 *   chassis, port:       | subtype, 1 | id |
 *   management address:  | length, 1 | family, 1 | address | interface ...
 * </pre>
 */
final class LldpMessage {
  private static final int END = 0;
  private static final int CHASSIS = 1;
  private static final int PORT = 2;
  private static final int TTL = 3;
  private static final int PORT_DESCRIPTION = 4;
  private static final int SYSTEM_NAME = 5;
  private static final int SYSTEM_DESCRIPTION = 6;
  private static final int CAPABILITIES = 7;
  private static final int MANAGEMENT_ADDRESS = 8;
  private static final int ORGANISATION = 127;

  /** IEEE 802.1's organisation with its subtype for the port's VLAN. */
  private static final int PORT_VLAN = 0x0080c201;

  private LldpMessage() {}

  static void read(NeighbourReader reader) {
    long at = reader.begin;
    for (int fields = 0; fields < NeighbourReader.MOST_FIELDS; fields++) {
      if (reader.end - at < 2) {
        return;
      }
      int head = NetworkOrder.u16(reader.bytes, at);
      int length = head & 0x1ff;
      at += 2;
      if (head >>> 9 == END || length > reader.end - at) {
        return;
      }
      field(reader, head >>> 9, at, length);
      at += length;
    }
  }

  private static void field(NeighbourReader reader, int type, long at, int length) {
    switch (type) {
      case CHASSIS -> reader.chassisId = id(reader, at, length, 4, 5);
      case PORT -> reader.portId = id(reader, at, length, 3, 4);
      case TTL -> reader.ttlSeconds = length >= 2 ? NetworkOrder.u16(reader.bytes, at) : 0;
      case PORT_DESCRIPTION -> reader.portDescription = reader.text(at, length);
      case SYSTEM_NAME -> reader.systemName = reader.text(at, length);
      case SYSTEM_DESCRIPTION -> reader.systemDescription = reader.text(at, length);
      case CAPABILITIES -> capabilities(reader, at, length);
      case MANAGEMENT_ADDRESS -> address(reader, at, length);
      case ORGANISATION -> vlan(reader, at, length);
      default -> {}
    }
  }

  /** An id whose subtype says whether it is a MAC address, a network address or text. */
  private static String id(NeighbourReader reader, long at, int length, int mac, int network) {
    if (length < 2) {
      return "";
    }
    int subtype = NetworkOrder.u8(reader.bytes, at);
    if (subtype == mac && length == 7) {
      return reader.mac(at + 1);
    }
    if (subtype == network) {
      IpAddress address = reader.address(at + 2, length - 2L);
      return address == null ? "" : address.toString();
    }
    return reader.text(at + 1, length - 1L);
  }

  /** What is enabled, which stands behind what is there. */
  private static void capabilities(NeighbourReader reader, long at, int length) {
    if (length < 4) {
      return;
    }
    int enabled = NetworkOrder.u16(reader.bytes, at + 2);
    reader.can((enabled & 0x01) != 0, Capability.OTHER);
    reader.can((enabled & 0x02) != 0, Capability.REPEATER);
    reader.can((enabled & 0x04) != 0, Capability.BRIDGE);
    reader.can((enabled & 0x08) != 0, Capability.ACCESS_POINT);
    reader.can((enabled & 0x10) != 0, Capability.ROUTER);
    reader.can((enabled & 0x20) != 0, Capability.PHONE);
    reader.can((enabled & 0x40) != 0, Capability.CABLE_MODEM);
    reader.can((enabled & 0x80) != 0, Capability.STATION);
  }

  private static void address(NeighbourReader reader, long at, int length) {
    int stated = length >= 2 ? NetworkOrder.u8(reader.bytes, at) : 0;
    int family = length >= 2 ? NetworkOrder.u8(reader.bytes, at + 1) : 0;
    if (stated + 1 <= length && (family == 1 || family == 2)) {
      reader.managedAt(reader.address(at + 2, stated - 1L));
    }
  }

  private static void vlan(NeighbourReader reader, long at, int length) {
    if (length >= 6 && NetworkOrder.i32(reader.bytes, at) == PORT_VLAN) {
      reader.nativeVlan = NetworkOrder.u16(reader.bytes, at + 4);
    }
  }
}
