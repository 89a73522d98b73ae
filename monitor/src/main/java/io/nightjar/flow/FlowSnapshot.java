package io.nightjar.flow;

import io.nightjar.host.Device;
import io.nightjar.host.Host;
import io.nightjar.host.TcpCounts;
import io.nightjar.net.MacAddress;
import org.jspecify.annotations.Nullable;

/** Makes records of a flow. */
final class FlowSnapshot {
  private FlowSnapshot() {}

  /** Of what no record holds yet. */
  static FlowRecord unrecorded(
      Flow flow, String probe, String interfaceName, String capture, FlowRecord.Names names) {
    return of(flow, true, probe, interfaceName, capture, names);
  }

  /** Of all so far. */
  static FlowRecord whole(Flow flow, String probe, String interfaceName, FlowRecord.Names names) {
    return of(flow, false, probe, interfaceName, "", names);
  }

  private static FlowRecord of(
      Flow flow,
      boolean unrecorded,
      String probe,
      String interfaceName,
      String capture,
      FlowRecord.Names names) {
    TcpConnection tcp = flow.tcp();
    return new FlowRecord(
        flow.id(),
        flow.isFirstRecord() || !unrecorded,
        probe,
        interfaceName,
        capture,
        unrecorded ? flow.recordedUntilNanos() : flow.firstSeenNanos(),
        flow.lastSeenNanos(),
        flow.vlanId(),
        flow.tunnel(),
        flow.ipVersion(),
        flow.protocol(),
        flow.sourcePortOrType(),
        flow.destinationPortOrCode(),
        endpoint(flow.client(), flow.clientDevice(), names.client()),
        endpoint(flow.server(), flow.serverDevice(), names.server()),
        direction(flow.fromClient(), tcp == null ? null : tcp.client(), unrecorded),
        direction(flow.fromServer(), tcp == null ? null : tcp.server(), unrecorded),
        flow.connState(),
        tcp == null ? FlowRecord.Latency.UNKNOWN : tcp.latency(),
        flow.application(),
        names.communityId(),
        flow.fingerprints(),
        FlowRecord.Export.NONE);
  }

  private static FlowRecord.Direction direction(
      FlowSide side, @Nullable TcpSide tcp, boolean unrecorded) {
    long bytes = unrecorded ? side.bytes - side.recordedBytes : side.bytes;
    long packets = unrecorded ? side.packets - side.recordedPackets : side.packets;
    if (tcp == null) {
      return new FlowRecord.Direction(bytes, packets, 0, TcpCounts.NONE);
    }
    TcpCounts counts = unrecorded ? tcp.unrecorded() : tcp.counts();
    return new FlowRecord.Direction(bytes, packets, tcp.flags(), counts);
  }

  private static FlowRecord.Endpoint endpoint(Host host, Device device, String name) {
    var origin = host.origin();
    return new FlowRecord.Endpoint(
        host.ip(),
        new MacAddress(device.mac()),
        origin.country(),
        origin.asn(),
        origin.asnName(),
        origin.isLocal(),
        name);
  }
}
