package io.nightjar.app;

import io.nightjar.discovery.Discovery;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * What may be asked of devices on the local networks, and when one is gone, on the command line.
 */
final class InventoryOptions {
  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4})([mhd])");
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  @Option(
      names = "--discover",
      paramLabel = "CIDR,…",
      defaultValue = "",
      description =
          "IPv4 networks that discover_lan may scan, each at most a /20. Default: none, nothing is"
              + " sent.")
  private String networks = "";

  @Option(
      names = "--asset-gone-after",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "Silence after which a device is gone, like 30m, 24h or 7d. Default: ${DEFAULT-VALUE}.")
  private String goneAfter = "";

  Discovery.Config discovery() {
    try {
      return Discovery.Config.of(RunCommand.networks("--discover", networks));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--discover: " + e.getMessage());
    }
  }

  Duration goneAfter() {
    Matcher matcher = TIME.matcher(goneAfter);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
      if (time.compareTo(SHORTEST) >= 0) {
        return time;
      }
    }
    throw new UsageException(
        "--asset-gone-after: '" + goneAfter + "' is no time of 5m or more; write 30m, 24h or 7d");
  }
}
