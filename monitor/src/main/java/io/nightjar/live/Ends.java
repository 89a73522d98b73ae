package io.nightjar.live;

import io.nightjar.flow.Flow;
import io.nightjar.host.Device;
import io.nightjar.host.DeviceTable;
import io.nightjar.host.Host;
import io.nightjar.host.HostTable;
import io.nightjar.host.PacketMix;
import io.nightjar.host.Requests;
import io.nightjar.host.Transport;
import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.packet.ArpHeader;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketKind;
import org.jspecify.annotations.Nullable;

/** Counts what the hosts and devices at both ends of a packet did. Owned by one worker. */
final class Ends {
  private final HostTable hosts;
  private final DeviceTable devices;
  private final Totals totals;

  Ends(HostTable hosts, DeviceTable devices, Totals totals) {
    this.hosts = hosts;
    this.devices = devices;
    this.totals = totals;
  }

  /** Counts a frame that holds no IP packet. */
  void count(Packet packet, long nowNanos) {
    if (packet.srcMac() != 0) {
      devices.at(packet.srcMac(), nowNanos).sent(packet.wireBytes(), nowNanos);
      devices.at(packet.dstMac(), nowNanos).received(packet.wireBytes(), nowNanos);
    }
  }

  /** An ARP message tells which device has an address, and whether it was another's before. */
  void resolved(Packet packet, long nowNanos) {
    if (!ArpHeader.isIn(packet)) {
      return;
    }
    long mac = ArpHeader.senderMac(packet.bytes(), packet.payloadOffset());
    IpAddress ip = IpAddress.v4(ArpHeader.senderIp(packet.bytes(), packet.payloadOffset()));
    if (mac == 0 || AddressScope.of(ip) == AddressScope.UNSPECIFIED) {
      return;
    }
    devices.at(mac, nowNanos).claims(ip);
    Host host = hosts.find(ip.high(), ip.low(), packet.vlanId());
    if (host != null && host.resolvedTo(mac)) {
      totals.addressMoved();
    }
  }

  /** Counts an IP packet of this flow. */
  void count(Flow flow, Packet packet, boolean fromClient, long nowNanos) {
    int bytes = packet.wireBytes();
    Host sender = fromClient ? flow.client() : flow.server();
    Host receiver = fromClient ? receiverOf(flow, packet, nowNanos) : flow.client();
    sender.sentFrame(bytes, packet.srcMac(), packet.ttl(), nowNanos);
    receiver.receivedFrame(bytes, nowNanos);
    int sizeClass = PacketMix.sizeClass(bytes);
    int dscp = packet.dscp();
    count(sender.packetMix(), sizeClass, dscp);
    count(receiver.packetMix(), sizeClass, dscp);
    totals.count(PacketKind.IP, bytes, sizeClass, dscp, nowNanos);
    Transport transport = Transport.of(packet.protocol());
    totals.count(transport, bytes);
    if (transport == Transport.ICMP) {
      String type = IcmpNames.of(packet);
      sender.requests().count(Requests.Kind.ICMP_SENT, type);
      receiver.requests().count(Requests.Kind.ICMP_RECEIVED, type);
    }
    countDevices(flow, packet, fromClient, nowNanos);
  }

  private static void count(@Nullable PacketMix mix, int sizeClass, int dscp) {
    if (mix != null) {
      mix.count(sizeClass, dscp);
    }
  }

  /** Whom a client's packet goes to: a flow that stands for many does not know. */
  private Host receiverOf(Flow flow, Packet packet, long nowNanos) {
    return flow.isAggregate()
        ? hosts.at(packet.dstHigh(), packet.dstLow(), packet.vlanId(), nowNanos)
        : flow.server();
  }

  private void countDevices(Flow flow, Packet packet, boolean fromClient, long nowNanos) {
    int bytes = packet.wireBytes();
    if (packet.srcMac() == 0 && packet.dstMac() == 0) {
      return;
    }
    deviceOf(flow, packet.srcMac(), fromClient, nowNanos).sent(bytes, nowNanos);
    deviceOf(flow, packet.dstMac(), !fromClient, nowNanos).received(bytes, nowNanos);
  }

  private Device deviceOf(Flow flow, long mac, boolean isClient, long nowNanos) {
    Device device = isClient ? flow.clientDevice() : flow.serverDevice();
    if (device.mac() != mac) {
      device = devices.at(mac, nowNanos);
      flow.movedTo(device, isClient);
      device.uses((isClient ? flow.client() : flow.server()).ip());
    }
    return device;
  }
}
