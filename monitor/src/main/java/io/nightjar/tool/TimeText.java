package io.nightjar.tool;

import io.nightjar.net.UntrustedText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as callers write them: ISO 8601, epoch seconds, or how long ago. */
public final class TimeText {
  private static final Pattern AGO = Pattern.compile("-(\\d{1,6})([smhdw])");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,10}");

  private TimeText() {}

  /** The moment; the message of a problem names the argument. */
  public static Instant parse(String argument, String text) throws ToolProblem {
    String stripped = text.strip();
    Matcher ago = AGO.matcher(stripped);
    if (ago.matches()) {
      return Instant.now().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    if (EPOCH.matcher(stripped).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(stripped));
    }
    try {
      return Instant.parse(stripped);
    } catch (DateTimeException _) {
      throw Ask.invalid(
          argument + ": '" + UntrustedText.clean(text) + "' is no time",
          "pass ISO 8601 in UTC (2026-01-31T12:00:00Z), epoch seconds, or -6h, -30m, -7d");
    }
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
