package io.nightjar.app;

import io.nightjar.live.InterfaceFigures;
import java.util.List;
import java.util.Locale;

/** What a terminal is told, once a minute and at the end. */
final class StatusLine {
  private StatusLine() {}

  static String of(List<InterfaceFigures> interfaces) {
    return String.format(
        Locale.ROOT,
        "%,.0f packets/s, %,.1f Mbit/s, %,d flows, %,d hosts, %,d packets dropped",
        interfaces.stream().mapToDouble(each -> each.throughput().packets().second()).sum(),
        interfaces.stream().mapToDouble(each -> each.throughput().bits().second()).sum() / 1e6,
        interfaces.stream().mapToLong(InterfaceFigures::flows).sum(),
        interfaces.stream().mapToLong(each -> each.hosts().count()).sum(),
        interfaces.stream().mapToLong(InterfaceFigures::dropped).sum());
  }

  static String summary(InterfaceFigures each) {
    String end = each.fault().isEmpty() ? "" : "; reading ended early: " + each.fault();
    return String.format(
        Locale.ROOT,
        "%s: %,d packets, %,d bytes, %,d flows%s",
        each.name(),
        each.packets(),
        each.bytes(),
        each.flowsTotal(),
        end);
  }
}
