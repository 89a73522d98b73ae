package io.nightjar.packet;

import io.nightjar.packet.Neighbour.Capability;

/**
 * Reads a Cisco discovery message: fields one after the other, whose length includes their head.
 *
 * <pre>
 *   0         8       16          32 bits
 *   +---------+-------+-----------+
 *   | version |  ttl  |  checksum |
 *   +---------+-------+-----------+
 *   |      type       |  length   | value ...
 *   +-----------------+-----------+
 *   addresses:  | number, 4 | then each: protocol type, 1 | length, 1 | protocol | length, 2 | address |
 * </pre>
 */
final class CdpMessage {
  private static final int HEADER_BYTES = 4;
  private static final int FIELD_BYTES = 4;
  private static final int DEVICE = 1;
  private static final int ADDRESSES = 2;
  private static final int PORT = 3;
  private static final int CAPABILITIES = 4;
  private static final int SOFTWARE = 5;
  private static final int PLATFORM = 6;
  private static final int NATIVE_VLAN = 0x0a;
  private static final int MANAGEMENT_ADDRESSES = 0x16;
  private static final int MOST_ADDRESSES = 16;

  private CdpMessage() {}

  static void read(NeighbourReader reader) {
    if (reader.end - reader.begin < HEADER_BYTES) {
      return;
    }
    reader.ttlSeconds = NetworkOrder.u8(reader.bytes, reader.begin + 1);
    long at = reader.begin + HEADER_BYTES;
    for (int fields = 0; fields < NeighbourReader.MOST_FIELDS; fields++) {
      if (reader.end - at < FIELD_BYTES) {
        return;
      }
      int length = NetworkOrder.u16(reader.bytes, at + 2);
      if (length < FIELD_BYTES || length > reader.end - at) {
        return;
      }
      int type = NetworkOrder.u16(reader.bytes, at);
      field(reader, type, at + FIELD_BYTES, length - FIELD_BYTES);
      at += length;
    }
  }

  private static void field(NeighbourReader reader, int type, long at, int length) {
    switch (type) {
      case DEVICE -> {
        reader.chassisId = reader.text(at, length);
        reader.systemName = reader.chassisId;
      }
      case PORT -> reader.portId = reader.text(at, length);
      case SOFTWARE -> reader.systemDescription = reader.text(at, length);
      case PLATFORM -> reader.platform = reader.text(at, length);
      case CAPABILITIES -> capabilities(reader, at, length);
      case ADDRESSES, MANAGEMENT_ADDRESSES -> addresses(reader, at, length);
      case NATIVE_VLAN -> reader.nativeVlan = length >= 2 ? NetworkOrder.u16(reader.bytes, at) : 0;
      default -> {}
    }
  }

  private static void capabilities(NeighbourReader reader, long at, int length) {
    int bits = length >= 4 ? NetworkOrder.i32(reader.bytes, at) : 0;
    reader.can((bits & 0x01) != 0, Capability.ROUTER);
    reader.can((bits & 0x0e) != 0, Capability.BRIDGE);
    reader.can((bits & 0x10) != 0, Capability.STATION);
    reader.can((bits & 0x40) != 0, Capability.REPEATER);
    reader.can((bits & 0x80) != 0, Capability.PHONE);
  }

  private static void addresses(NeighbourReader reader, long at, int length) {
    long end = at + length;
    long address = at + 4;
    for (int n = 0; n < MOST_ADDRESSES && end - address >= 4; n++) {
      int protocolBytes = NetworkOrder.u8(reader.bytes, address + 1);
      long behind = address + 2 + protocolBytes;
      if (end - behind < 2) {
        return;
      }
      int addressBytes = NetworkOrder.u16(reader.bytes, behind);
      if (end - behind - 2 < addressBytes) {
        return;
      }
      reader.managedAt(reader.address(behind + 2, addressBytes));
      address = behind + 2 + addressBytes;
    }
  }
}
