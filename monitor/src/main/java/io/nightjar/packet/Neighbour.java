package io.nightjar.packet;

import io.nightjar.net.IpAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a switch, router, phone or access point says of itself to who is next to it, in LLDP or CDP.
 * Texts are the sender's, of any content.
 *
 * @param chassisId MAC address, address or name; CDP: the device id
 * @param portId the sender's port
 * @param systemDescription LLDP: the description; CDP: the software
 * @param platform CDP's; empty for LLDP
 * @param managementAddress where it is managed; null where it does not say
 * @param nativeVlan the port's untagged VLAN, 0 unknown
 * @param ttlSeconds how long this holds
 */
public record Neighbour(
    PacketKind protocol,
    String chassisId,
    String portId,
    String portDescription,
    String systemName,
    String systemDescription,
    String platform,
    Set<Capability> capabilities,
    @Nullable IpAddress managementAddress,
    int nativeVlan,
    int ttlSeconds) {

  /** What a device can be. */
  public enum Capability {
    OTHER,
    REPEATER,
    BRIDGE,
    ACCESS_POINT,
    ROUTER,
    PHONE,
    CABLE_MODEM,
    STATION
  }

  /** Sets as immutable copies. */
  public Neighbour {
    capabilities = Set.copyOf(capabilities);
  }

  /**
   * Reads a frame of kind {@link PacketKind#LLDP} or {@link PacketKind#CDP}; empty for others and
   * where it does not even name itself. Allocates: not for every packet.
   */
  public static Optional<Neighbour> of(PacketKind kind, Packet packet) {
    NeighbourReader reader = new NeighbourReader(packet);
    if (kind == PacketKind.LLDP) {
      LldpMessage.read(reader);
    } else if (kind == PacketKind.CDP) {
      CdpMessage.read(reader);
    }
    return reader.chassisId.isEmpty() ? Optional.empty() : Optional.of(reader.neighbour(kind));
  }
}
