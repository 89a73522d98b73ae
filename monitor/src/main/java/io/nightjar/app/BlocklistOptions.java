package io.nightjar.app;

import io.nightjar.blocklist.Blocklists;
import io.nightjar.blocklist.ListSource;
import io.nightjar.blocklist.OwnEntries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which lists warn of what, on the command line. */
final class BlocklistOptions {
  private static final int MOST_HOURS = 24 * 31;

  /**
   * What was chosen.
   *
   * @param refresh between two downloads of a list
   */
  record Chosen(List<ListSource> sources, OwnEntries own, Duration refresh) {
    /** What to keep in this data directory. */
    Blocklists.Config in(Path data, long heapBytes) {
      return new Blocklists.Config(
          data.resolve("blocklists"),
          data.resolve("allowlists"),
          sources,
          own,
          Blocklists.Schedule.every(refresh),
          Blocklists.Config.entriesWithin(heapBytes));
    }
  }

  @Option(
      names = "--blocklist",
      paramLabel = "NAME=URL|FILE[,…]",
      description =
          "A block list, beside the files in blocklists of the data directory; behind commas a"
              + " threat (malware, mining, scanner, suspicious, advertisement), format=FORMAT,"
              + " local; repeatable.")
  private List<String> blocklists = new ArrayList<>();

  @Option(
      names = "--allowlist",
      paramLabel = "NAME=URL|FILE[,…]",
      description = "A list of what is never warned of, like --blocklist; repeatable.")
  private List<String> allowlists = new ArrayList<>();

  @Option(
      names = "--blocked-asns",
      paramLabel = "AS,…",
      defaultValue = "",
      description = "Autonomous systems to warn of.")
  private String systems = "";

  @Option(
      names = "--blocked-countries",
      paramLabel = "CC,…",
      defaultValue = "",
      description = "Countries to warn of, two letters each.")
  private String countries = "";

  @Option(
      names = "--blocklist-hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "Hours between two downloads of a list. Default: ${DEFAULT-VALUE}.")
  private int hours;

  Chosen chosen() {
    if (hours < 1 || hours > MOST_HOURS) {
      throw new UsageException("--blocklist-hours: from 1 to " + MOST_HOURS + ", got " + hours);
    }
    List<ListSource> sources = new ArrayList<>();
    read("--blocklist", blocklists, false, sources);
    read("--allowlist", allowlists, true, sources);
    try {
      return new Chosen(
          List.copyOf(sources), OwnEntries.parse(systems, countries), Duration.ofHours(hours));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--blocked-asns, --blocked-countries: " + e.getMessage());
    }
  }

  private static void read(
      String option, List<String> texts, boolean isAllow, List<ListSource> into) {
    for (String text : texts) {
      try {
        ListSource source = ListSource.parse(text, isAllow);
        if (into.stream().anyMatch(each -> each.name().equals(source.name()))) {
          throw new IllegalArgumentException(source.name() + ": two lists have this name");
        }
        into.add(source);
      } catch (IllegalArgumentException e) {
        throw new UsageException(option + ": " + e.getMessage());
      }
    }
  }
}
