package io.nightjar.app;

import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.query.Interfaces;
import io.nightjar.telemetry.Telemetry;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The workers' own counts as series, summed over interfaces. */
final class InterfaceMetrics {
  private final Telemetry telemetry;
  private final Interfaces interfaces;

  private InterfaceMetrics(Telemetry telemetry, Interfaces interfaces) {
    this.telemetry = telemetry;
    this.interfaces = interfaces;
  }

  static void declare(Telemetry telemetry, Interfaces interfaces) {
    InterfaceMetrics metrics = new InterfaceMetrics(telemetry, interfaces);
    metrics.counter("packets", "Frames read", InterfaceFigures::packets);
    metrics.counter("bytes", "Frame bytes on the wire", InterfaceFigures::bytes);
    metrics.counter(
        "packets_dropped", "Frames lost before they were read", InterfaceFigures::dropped);
    metrics.counter("ring_freezes", "Times a kernel ring was full", InterfaceFigures::ringFreezes);
    metrics.counter("flows", "Flows opened", InterfaceFigures::flowsTotal);
    metrics.counter(
        "flows_evicted",
        "Flows ended early, the table was full",
        each -> each.pressure().flowsEvicted());
    metrics.counter(
        "address_moves",
        "Times ARP told another MAC of an IP address than before",
        InterfaceFigures::addressMoves);
    metrics.counter("clock_steps", "Times a live clock was set back", InterfaceFigures::clockSteps);
    metrics.counter(
        "packets_aggregated",
        "Packets counted in a flow that stands for many of one source",
        each -> each.pressure().packetsAggregated());
    metrics.counter(
        "hosts_overflowed",
        "Times an address found no place among the hosts",
        each -> each.pressure().hostsOverflowed());
    metrics.counter(
        "devices_overflowed",
        "Times a MAC address found no place among the devices",
        each -> each.pressure().devicesOverflowed());
    metrics.counter(
        "detections_refused",
        "Flows told by port, detection had no memory left",
        each -> each.pressure().detectionsRefused());
    metrics.gauge("flows_active", "Flows in memory", InterfaceFigures::flows);
    metrics.gauge("hosts_active", "Hosts in memory", each -> each.hosts().count());
  }

  private void counter(String name, String help, ToLongFunction<InterfaceFigures> figure) {
    watch("nightjar_" + name + "_total", help, Telemetry.Kind.COUNTER, figure);
  }

  private void gauge(String name, String help, ToLongFunction<InterfaceFigures> figure) {
    watch("nightjar_" + name, help, Telemetry.Kind.GAUGE, figure);
  }

  /** Not a number when a worker does not answer. */
  private double sum(ToLongFunction<InterfaceFigures> figure) {
    try {
      return interfaces.figures().stream().mapToLong(figure).sum();
    } catch (LiveUnavailableException _) {
      return Double.NaN;
    }
  }

  private void watch(
      String name, String help, Telemetry.Kind kind, ToLongFunction<InterfaceFigures> figure) {
    telemetry.watch(name, help, kind, new TreeMap<>(), () -> sum(figure));
  }
}
