package io.nightjar.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The interface the default route leaves by. */
public final class DefaultInterface {
  private static final String IPV6_ANY = "0".repeat(32);
  private static final int ROUTE_REJECT = 0x200;

  private DefaultInterface() {}

  /** Its name, IPv4 before IPv6; empty where there is no default route. */
  public static Optional<String> find() {
    return find(Path.of("/proc/net"));
  }

  /** As {@link #find()}, with another folder of route tables. */
  static Optional<String> find(Path procNet) {
    return ipv4(lines(procNet.resolve("route")))
        .or(() -> ipv6(lines(procNet.resolve("ipv6_route"))));
  }

  /** From proc(5) net/route: interface, destination, gateway, flags, 2 more, metric, mask. */
  private static Optional<String> ipv4(List<String> lines) {
    String best = "";
    long bestMetric = Long.MAX_VALUE;
    for (String line : lines) {
      String[] cells = line.strip().split("\\s+", -1);
      if (cells.length < 8 || !cells[1].equals("00000000") || !cells[7].equals("00000000")) {
        continue;
      }
      long metric = Long.parseLong(cells[6]);
      if (metric < bestMetric && (Integer.parseInt(cells[3], 16) & ROUTE_REJECT) == 0) {
        best = cells[0];
        bestMetric = metric;
      }
    }
    return Optional.of(best).filter(name -> !name.isEmpty());
  }

  /**
   * From net/ipv6_route: destination, its prefix length, 3 more, metric, 2 more, flags, interface.
   */
  private static Optional<String> ipv6(List<String> lines) {
    String best = "";
    long bestMetric = Long.MAX_VALUE;
    for (String line : lines) {
      String[] cells = line.strip().split("\\s+", -1);
      if (cells.length < 10 || !cells[0].equals(IPV6_ANY) || !cells[1].equals("00")) {
        continue;
      }
      long metric = Long.parseLong(cells[5], 16);
      if (metric < bestMetric && (Long.parseLong(cells[8], 16) & ROUTE_REJECT) == 0) {
        best = cells[9];
        bestMetric = metric;
      }
    }
    return Optional.of(best).filter(name -> !name.isEmpty());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }
}
