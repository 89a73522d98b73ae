package io.nightjar.live;

import io.nightjar.host.Amount;
import io.nightjar.host.PacketMix;
import io.nightjar.host.TcpHealth;
import io.nightjar.host.Throughput;
import io.nightjar.host.Traffic;
import io.nightjar.host.Transport;
import io.nightjar.packet.PacketKind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one worker counted of an interface. Owned by that worker. */
@SuppressWarnings("EnumOrdinal") // arrays by ordinal: counting in an EnumMap would box
public final class Totals {
  private static final PacketKind[] KINDS = PacketKind.values();
  private static final Transport[] TRANSPORTS = Transport.values();

  private final InterfaceState.Identity identity;
  private final long[] byKind = new long[KINDS.length];
  private final TcpHealth tcp = new TcpHealth();
  private final long[] bytesByTransport = new long[TRANSPORTS.length];
  private final long[] packetsByTransport = new long[TRANSPORTS.length];
  private final PacketMix packetMix = new PacketMix();
  private @Nullable Traffic traffic;
  private long flowsTotal;
  private long flowsAlerted;
  private long flowsEvicted;
  private long packetsAggregated;
  private long addressMoves;
  private long clockSteps;
  private long recordsRefused;
  private long pointsRefused;
  private long dropped;
  private long ringFreezes;
  private SourceState state = SourceState.WAITING;
  private String fault = "";

  Totals(InterfaceState.Identity identity) {
    this.identity = identity;
  }

  void count(PacketKind kind, int wireBytes, int sizeClass, int dscp, long nowNanos) {
    if (traffic == null) {
      traffic = new Traffic(nowNanos);
    }
    traffic.received(wireBytes, nowNanos);
    byKind[kind.ordinal()]++;
    packetMix.count(sizeClass, dscp);
  }

  void count(Transport transport, int wireBytes) {
    bytesByTransport[transport.ordinal()] += wireBytes;
    packetsByTransport[transport.ordinal()]++;
  }

  void flowOpened() {
    flowsTotal++;
  }

  void flowEvicted() {
    flowsEvicted++;
  }

  void clockSteppedBack() {
    clockSteps++;
  }

  void addressMoved() {
    addressMoves++;
  }

  void packetAggregated() {
    packetsAggregated++;
  }

  long flowsEvicted() {
    return flowsEvicted;
  }

  long packetsAggregated() {
    return packetsAggregated;
  }

  void flowAlerted() {
    flowsAlerted++;
  }

  void recordRefused() {
    recordsRefused++;
  }

  void connected(TcpHealth ofClient) {
    tcp.add(ofClient);
  }

  void pointRefused() {
    pointsRefused++;
  }

  /** Frames can come. */
  public void running() {
    state = SourceState.RUNNING;
    fault = "";
  }

  /** Reading came to its end. */
  public void done() {
    state = SourceState.DONE;
  }

  /** Reading was ended by a fault, for good or, live, until it is running again. */
  public void failed(String why) {
    state = SourceState.FAILED;
    fault = why;
  }

  /**
   * What was lost before it could be read, so far.
   *
   * @param frames that were dropped
   * @param fullTimes how often the kernel's ring was full
   */
  public void lost(long frames, long fullTimes) {
    dropped = frames;
    ringFreezes = fullTimes;
  }

  /** Frames so far. */
  public long packets() {
    return amount().packets();
  }

  /** Frames and bytes so far: an interface is sent all it sees. */
  Amount amount() {
    return traffic == null ? Amount.NONE : traffic.amount();
  }

  long dropped() {
    return dropped;
  }

  long flowsTotal() {
    return flowsTotal;
  }

  InterfaceFigures figures(
      long nowNanos, long flows, Distinct hosts, Distinct devices, Pressure pressure) {
    Map<PacketKind, Long> kinds = new EnumMap<>(PacketKind.class);
    for (PacketKind kind : KINDS) {
      if (byKind[kind.ordinal()] > 0) {
        kinds.put(kind, byKind[kind.ordinal()]);
      }
    }
    PacketMix mix = new PacketMix();
    mix.addAll(packetMix);
    return new InterfaceFigures(
        identity.name(),
        identity.isLive(),
        state,
        fault,
        amount().packets(),
        amount().bytes(),
        kinds,
        transports(),
        mix,
        flows,
        flowsTotal,
        flowsAlerted,
        recordsRefused,
        pointsRefused,
        pressure,
        hosts,
        devices,
        dropped,
        ringFreezes,
        addressMoves,
        clockSteps,
        tcp.copy(),
        traffic == null ? Throughput.NONE : traffic.throughput(nowNanos),
        traffic == null ? 0 : traffic.firstSeenNanos(),
        traffic == null ? 0 : traffic.lastSeenNanos());
  }

  private Map<Transport, Amount> transports() {
    Map<Transport, Amount> transports = new EnumMap<>(Transport.class);
    for (Transport each : TRANSPORTS) {
      int i = each.ordinal();
      transports.put(each, new Amount(0, bytesByTransport[i], 0, packetsByTransport[i]));
    }
    return transports;
  }
}
