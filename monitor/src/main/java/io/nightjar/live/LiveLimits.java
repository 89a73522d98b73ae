package io.nightjar.live;

import io.nightjar.flow.FlowTimeouts;
import java.time.Duration;

/**
 * Bounds of what one worker keeps in memory of an interface.
 *
 * @param flows at most; when few places are left, the flows of a flooding source are counted
 *     together, and others end the one that would be looked at soonest
 * @param hosts at most; new addresses are then counted together
 * @param devices at most; likewise
 * @param hostIdle silence after which a host without flows is forgotten
 */
public record LiveLimits(
    int flows, int hosts, int devices, Duration hostIdle, FlowTimeouts timeouts) {

  /** Heap of a TCP flow in the table, its part of the table included (MemoryPerFlowTest). */
  static final int FLOW_BYTES = 900;

  /** Heap of a host with what it usually holds, its part of the table included. */
  static final int HOST_BYTES = 1_400;

  /** Heap of a device. */
  static final int DEVICE_BYTES = 600;

  private static final double FLOWS_SHARE = 0.30;
  private static final double HOSTS_SHARE = 0.18;
  private static final double DEVICES_SHARE = 0.02;
  private static final int LEAST = 1_000;

  /** 1,000,000 flows, 500,000 hosts, 100,000 devices, 10 minutes. */
  public static LiveLimits defaults() {
    return new LiveLimits(
        1_000_000, 500_000, 100_000, Duration.ofMinutes(10), FlowTimeouts.defaults());
  }

  /**
   * What fits a heap: 30 % of it for flows, 18 % for hosts, 2 % for devices. The rest is for what
   * goes to history and to readers, and for the collector to breathe.
   *
   * @param heapBytes of the whole monitor
   * @param states that share it: one for each worker and interface
   */
  public static LiveLimits within(long heapBytes, int states) {
    double share = (double) heapBytes / Math.max(1, states);
    return new LiveLimits(
        places(share * FLOWS_SHARE, FLOW_BYTES),
        places(share * HOSTS_SHARE, HOST_BYTES),
        places(share * DEVICES_SHARE, DEVICE_BYTES),
        Duration.ofMinutes(10),
        FlowTimeouts.defaults());
  }

  private static int places(double bytes, int each) {
    return (int) Math.clamp(bytes / each, LEAST, 16_000_000);
  }

  /** From so many flows on, a source that floods gets no more of them. */
  int crowdedFlows() {
    return flows - flows / 8;
  }

  /** A source that began so many flows still in memory floods, when places are few. */
  int flowsOfFlood() {
    return Math.max(256, flows / 64);
  }
}
