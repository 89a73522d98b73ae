package io.nightjar.live;

import io.nightjar.host.TcpHealth;
import io.nightjar.packet.PacketKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Totals of an interface as one worker saw it.
 *
 * @param kinds frames by what they were
 * @param flowsEvicted flows ended early because the table was full
 * @param recordsRefused flow records the store's queue refused
 * @param dropped frames the kernel or the capture library lost
 * @param ringFreezes times the kernel's ring for frames was full
 * @param tcp how TCP went, of flows in memory by their records so far: sent is from client to
 *     server
 * @param bitsPerSecond over the last seconds
 * @param firstNanos time of the first frame, since the epoch; 0 for none yet
 */
public record InterfaceFigures(
    String name,
    boolean isLive,
    SourceState state,
    String fault,
    long packets,
    long bytes,
    Map<PacketKind, Long> kinds,
    long flows,
    long flowsTotal,
    long flowsEvicted,
    long recordsRefused,
    Distinct hosts,
    Distinct devices,
    long dropped,
    long ringFreezes,
    TcpHealth tcp,
    double bitsPerSecond,
    double packetsPerSecond,
    long firstNanos,
    long lastNanos) {

  /** The same interface as two workers saw it. */
  public InterfaceFigures plus(InterfaceFigures other) {
    Map<PacketKind, Long> both = new EnumMap<>(PacketKind.class);
    both.putAll(kinds);
    other.kinds.forEach((kind, count) -> both.merge(kind, count, Long::sum));
    return new InterfaceFigures(
        name,
        isLive,
        state.compareTo(other.state) > 0 ? state : other.state,
        fault.isEmpty() ? other.fault : fault,
        packets + other.packets,
        bytes + other.bytes,
        both,
        flows + other.flows,
        flowsTotal + other.flowsTotal,
        flowsEvicted + other.flowsEvicted,
        recordsRefused + other.recordsRefused,
        hosts.plus(other.hosts),
        devices.plus(other.devices),
        dropped + other.dropped,
        ringFreezes + other.ringFreezes,
        tcp.plus(other.tcp),
        bitsPerSecond + other.bitsPerSecond,
        packetsPerSecond + other.packetsPerSecond,
        earliest(firstNanos, other.firstNanos),
        Math.max(lastNanos, other.lastNanos));
  }

  private static long earliest(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }
}
