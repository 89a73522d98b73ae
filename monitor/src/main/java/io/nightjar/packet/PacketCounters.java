package io.nightjar.packet;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.SortedMap;
import java.util.TreeMap;

/** What decoding met and did not take at its word. Any number of decoders may share one. */
public final class PacketCounters {
  final Counter fragments;
  final Counter unclaimed;
  final Counter reassembled;
  final Counter overlapping;
  final Counter badLength;
  final Counter cut;
  final Counter timedOut;
  final Counter tooMany;
  final Counter tooDeep;

  /** Declares the counters. */
  public PacketCounters(Telemetry telemetry) {
    fragments = telemetry.counter("nightjar_fragments_total", "IP fragments seen");
    unclaimed =
        telemetry.counter(
            "nightjar_fragments_unclaimed_total",
            "Fragments counted without ports: their first never came, or too many waited for it");
    reassembled = fate(telemetry, "reassembled");
    overlapping = fate(telemetry, "overlapping");
    badLength = fate(telemetry, "bad_length");
    cut = fate(telemetry, "cut");
    timedOut = fate(telemetry, "timed_out");
    tooMany = fate(telemetry, "too_many");
    tooDeep =
        telemetry.counter(
            "nightjar_tunnels_too_deep_total",
            "Packets with more nested tunnels than are opened, counted for the innermost opened");
  }

  /** Counters nobody looks at. */
  public static PacketCounters unwatched() {
    return new PacketCounters(new Telemetry());
  }

  private static Counter fate(Telemetry telemetry, String fate) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("fate", fate);
    return telemetry.counter(
        "nightjar_fragmented_packets_total",
        "Fragmented IP packets by what became of them",
        labels);
  }
}
