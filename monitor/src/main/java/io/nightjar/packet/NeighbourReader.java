package io.nightjar.packet;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.Neighbour.Capability;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A link discovery message being read: where it lies, and what was found so far. */
final class NeighbourReader {
  /** Fields of one message that are read. */
  static final int MOST_FIELDS = 128;

  private static final int MOST_TEXT_BYTES = 512;

  final MemorySegment bytes;
  final long begin;
  final long end;
  final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
  String chassisId = "";
  String portId = "";
  String portDescription = "";
  String systemName = "";
  String systemDescription = "";
  String platform = "";
  @Nullable IpAddress managementAddress;
  int nativeVlan;
  int ttlSeconds;

  NeighbourReader(Packet packet) {
    bytes = packet.bytes();
    begin = packet.payloadOffset();
    end = begin + packet.payloadBytes();
  }

  /** Text up to a zero byte; what is not UTF-8 is replaced. */
  String text(long at, long length) {
    int most = (int) Math.min(length, MOST_TEXT_BYTES);
    byte[] text = bytes.asSlice(at, Math.max(most, 0)).toArray(ValueLayout.JAVA_BYTE);
    String whole = new String(text, StandardCharsets.UTF_8);
    int zero = whole.indexOf(0);
    return (zero < 0 ? whole : whole.substring(0, zero)).strip();
  }

  String mac(long at) {
    return new MacAddress(NetworkOrder.u48(bytes, at)).toString();
  }

  /** An address of 4 or 16 bytes; null for any other length, and for one that is all zero. */
  @Nullable IpAddress address(long at, long length) {
    if (length == 4) {
      int bits = NetworkOrder.i32(bytes, at);
      return bits == 0 ? null : IpAddress.v4(bits);
    }
    if (length != 16) {
      return null;
    }
    return new IpAddress(NetworkOrder.i64(bytes, at), NetworkOrder.i64(bytes, at + 8));
  }

  /** Keeps the first address that is one. */
  void managedAt(@Nullable IpAddress address) {
    managementAddress = managementAddress == null ? address : managementAddress;
  }

  void can(boolean capable, Capability capability) {
    if (capable) {
      capabilities.add(capability);
    }
  }

  Neighbour neighbour(PacketKind protocol) {
    return new Neighbour(
        protocol,
        chassisId,
        portId,
        portDescription,
        systemName,
        systemDescription,
        platform,
        capabilities,
        managementAddress,
        nativeVlan,
        ttlSeconds);
  }
}
