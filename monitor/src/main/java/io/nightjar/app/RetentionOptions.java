package io.nightjar.app;

import io.nightjar.schema.Retention;
import io.nightjar.schema.Table.Keep;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long history is kept, on the command line. */
final class RetentionOptions {
  private static final Pattern AGE = Pattern.compile("([1-9]\\d{0,4})d");

  @Option(
      names = "--keep-flows",
      paramLabel = "AGE",
      defaultValue = "30d",
      description = "How long single flows are kept. Default: ${DEFAULT-VALUE}.")
  private String flows = "";

  @Option(
      names = "--keep-minutes",
      paramLabel = "AGE",
      defaultValue = "90d",
      description =
          "How long sums by the minute, time series, hosts and DNS names are kept. Default:"
              + " ${DEFAULT-VALUE}.")
  private String minutes = "";

  @Option(
      names = "--keep-hours",
      paramLabel = "AGE",
      defaultValue = "731d",
      description = "How long sums by the hour and alerts are kept. Default: ${DEFAULT-VALUE}.")
  private String hours = "";

  @Option(
      names = "--keep-days",
      paramLabel = "AGE",
      defaultValue = "731d",
      description = "How long sums by the day are kept. Default: ${DEFAULT-VALUE}.")
  private String days = "";

  @Option(
      names = "--history-size",
      paramLabel = "SIZE",
      description =
          "What history may take on the disk, like 20g; the oldest flows go first. Default: no"
              + " limit.")
  private @Nullable String size;

  Retention retention() {
    Retention retention =
        Retention.USUAL
            .with(Keep.RAW, age("--keep-flows", flows))
            .with(Keep.MINUTE, age("--keep-minutes", minutes))
            .with(Keep.HOUR, age("--keep-hours", hours))
            .with(Keep.DAY, age("--keep-days", days));
    return size == null ? retention : retention.within(ByteSize.parse("--history-size", size));
  }

  private static Duration age(String option, String text) {
    Matcher matcher = AGE.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(option + ": '" + text + "' is no age; write days, like 30d");
    }
    return Duration.ofDays(Long.parseLong(matcher.group(1)));
  }
}
