package io.nightjar.live;

import io.nightjar.host.Rate;
import io.nightjar.host.TcpHealth;
import io.nightjar.packet.PacketKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one worker counted of an interface. Owned by that worker. */
@SuppressWarnings("EnumOrdinal") // an array by ordinal: counting in an EnumMap would box
public final class Totals {
  private static final PacketKind[] KINDS = PacketKind.values();

  private final InterfaceState.Identity identity;
  private final long[] byKind = new long[KINDS.length];
  private final SortedMap<String, Long> applicationBytes = new TreeMap<>();
  private final TcpHealth tcp = new TcpHealth();
  private final Rate bits = new Rate();
  private final Rate frames = new Rate();
  private long packets;
  private long bytes;
  private long flowsTotal;
  private long flowsEvicted;
  private long recordsRefused;
  private long dropped;
  private long ringFreezes;
  private long firstNanos;
  private long lastNanos;
  private SourceState state = SourceState.WAITING;
  private String fault = "";

  Totals(InterfaceState.Identity identity) {
    this.identity = identity;
  }

  void count(PacketKind kind, int wireBytes, long timeNanos) {
    packets++;
    bytes += wireBytes;
    byKind[kind.ordinal()]++;
    lastNanos = Math.max(lastNanos, timeNanos);
    if (firstNanos == 0) {
      firstNanos = timeNanos;
    }
    bits.add(wireBytes, lastNanos);
    frames.add(1, lastNanos);
  }

  void flowOpened() {
    flowsTotal++;
  }

  void flowEvicted() {
    flowsEvicted++;
  }

  void recordRefused() {
    recordsRefused++;
  }

  void connected(TcpHealth ofClient) {
    tcp.add(ofClient);
  }

  void used(String application, long moreBytes) {
    applicationBytes.merge(application, moreBytes, Long::sum);
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
    return packets;
  }

  /** Bytes by application, of flows in memory those of their records so far. */
  public SortedMap<String, Long> applicationBytes() {
    return new TreeMap<>(applicationBytes);
  }

  InterfaceFigures figures(long nowNanos, long flows, Distinct hosts, Distinct devices) {
    Map<PacketKind, Long> kinds = new EnumMap<>(PacketKind.class);
    for (PacketKind kind : KINDS) {
      if (byKind[kind.ordinal()] > 0) {
        kinds.put(kind, byKind[kind.ordinal()]);
      }
    }
    return new InterfaceFigures(
        identity.name(),
        identity.isLive(),
        state,
        fault,
        packets,
        bytes,
        kinds,
        flows,
        flowsTotal,
        flowsEvicted,
        recordsRefused,
        hosts,
        devices,
        dropped,
        ringFreezes,
        tcp.copy(),
        bits.bitsPerSecond(nowNanos),
        frames.bitsPerSecond(nowNanos) / 8,
        firstNanos,
        lastNanos);
  }
}
