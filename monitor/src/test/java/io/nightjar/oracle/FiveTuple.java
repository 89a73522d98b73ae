package io.nightjar.oracle;

import io.nightjar.flow.FlowRecord;

/** Five-tuples as text, to compare with what other programs print. */
final class FiveTuple {
  private FiveTuple() {}

  static String of(int protocol, String src, String srcPort, String dst, String dstPort) {
    return protocol + " " + src + " " + srcPort + " " + dst + " " + dstPort;
  }

  static String sent(FlowRecord flow) {
    return of(
        flow.l4Protocol(),
        flow.src().ip().toString(),
        port(flow, flow.srcPort()),
        flow.dst().ip().toString(),
        port(flow, flow.dstPort()));
  }

  private static String port(FlowRecord flow, int port) {
    return hasPorts(flow) ? String.valueOf(port) : "0";
  }

  private static boolean hasPorts(FlowRecord flow) {
    return flow.l4Protocol() == 6 || flow.l4Protocol() == 17 || flow.l4Protocol() == 132;
  }

  static String answered(FlowRecord flow) {
    return of(
        flow.l4Protocol(),
        flow.dst().ip().toString(),
        port(flow, flow.dstPort()),
        flow.src().ip().toString(),
        port(flow, flow.srcPort()));
  }

  /** The same for both directions. */
  static String either(FlowRecord flow) {
    boolean ports = hasPorts(flow);
    return either(
        flow.l4Protocol(),
        flow.src().ip().toString(),
        ports ? flow.srcPort() : 0,
        flow.dst().ip().toString(),
        ports ? flow.dstPort() : 0);
  }

  static String either(int protocol, String src, int srcPort, String dst, int dstPort) {
    String one = src + " " + srcPort;
    String other = dst + " " + dstPort;
    return one.compareTo(other) <= 0
        ? protocol + " " + one + " " + other
        : protocol + " " + other + " " + one;
  }
}
