package io.nightjar.live;

import io.nightjar.host.Amount;
import io.nightjar.host.PacketMix;
import io.nightjar.host.TcpHealth;
import io.nightjar.host.Throughput;
import io.nightjar.host.Transport;
import io.nightjar.packet.PacketKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Totals of an interface as one worker saw it.
 *
 * @param kinds frames by what they were
 * @param recordsRefused flow records the store's queue refused
 * @param dropped frames the kernel or the capture library lost
 * @param ringFreezes times the kernel's ring for frames was full
 * @param addressMoves times ARP told another MAC address of an IP address than before
 * @param clockSteps times a live clock was set back
 * @param tcp how TCP went, of flows in memory by their records so far: sent is from client to
 *     server
 * @param transports IP packets, as received, by transport protocol
 * @param packetMix sizes of all frames, code points of IP packets
 * @param flowsAlerted flows recorded that had a risk
 * @param pointsRefused points of time series the store's queue refused
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
    Map<Transport, Amount> transports,
    PacketMix packetMix,
    long flows,
    long flowsTotal,
    long flowsAlerted,
    long recordsRefused,
    long pointsRefused,
    Pressure pressure,
    Distinct hosts,
    Distinct devices,
    long dropped,
    long ringFreezes,
    long addressMoves,
    long clockSteps,
    TcpHealth tcp,
    Throughput throughput,
    long firstNanos,
    long lastNanos) {

  /** The same interface as two workers saw it. */
  public InterfaceFigures plus(InterfaceFigures other) {
    Map<PacketKind, Long> both = new EnumMap<>(PacketKind.class);
    both.putAll(kinds);
    other.kinds.forEach((kind, count) -> both.merge(kind, count, Long::sum));
    Map<Transport, Amount> bothTransports = new EnumMap<>(transports);
    other.transports.forEach((key, amount) -> bothTransports.merge(key, amount, Amount::plus));
    PacketMix bothMixes = new PacketMix();
    bothMixes.addAll(packetMix);
    bothMixes.addAll(other.packetMix);
    return new InterfaceFigures(
        name,
        isLive,
        state.compareTo(other.state) > 0 ? state : other.state,
        fault.isEmpty() ? other.fault : fault,
        packets + other.packets,
        bytes + other.bytes,
        both,
        bothTransports,
        bothMixes,
        flows + other.flows,
        flowsTotal + other.flowsTotal,
        flowsAlerted + other.flowsAlerted,
        recordsRefused + other.recordsRefused,
        pointsRefused + other.pointsRefused,
        pressure.plus(other.pressure),
        hosts.plus(other.hosts),
        devices.plus(other.devices),
        dropped + other.dropped,
        ringFreezes + other.ringFreezes,
        addressMoves + other.addressMoves,
        clockSteps + other.clockSteps,
        tcp.plus(other.tcp),
        throughput.plus(other.throughput),
        earliest(firstNanos, other.firstNanos),
        Math.max(lastNanos, other.lastNanos));
  }

  private static long earliest(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }
}
