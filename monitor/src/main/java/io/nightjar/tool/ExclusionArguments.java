package io.nightjar.tool;

import io.nightjar.exclusion.Conditions;
import io.nightjar.net.Prefix;
import io.nightjar.net.UntrustedText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every tool that adds an exclusion takes beside its subject: all that is given must be so.
 */
public record ExclusionArguments(
    @Nullable @Argument("only with this other end: address or CIDR") String peer,
    @Nullable @Argument(value = "only on this port of the server", min = 1, max = 65535)
        Integer port,
    @Nullable @Argument("only over this transport: tcp, udp, icmp") String protocol,
    @Nullable @Argument("only of this application, as l7_app: TLS, TLS.Google") String application,
    @Nullable @Argument("only flows that go so") Direction direction,
    @Nullable @Argument("only alerts of this key; all without it") String alert,
    @Nullable @Argument("when it ends: ISO time, or +12h, +7d; never without it") String expires) {
  /** Where a flow goes. */
  public enum Direction {
    LOCAL,
    OUTBOUND,
    INBOUND,
    REMOTE
  }

  private static final Pattern AHEAD = Pattern.compile("\\+(\\d{1,4})([mhdw])");

  Conditions conditions() throws ToolProblem {
    Optional<Prefix> other = peer == null || peer.isBlank() ? Optional.empty() : Optional.of(end());
    try {
      return new Conditions(
          other,
          port == null ? 0 : port,
          text(protocol).toUpperCase(Locale.ROOT),
          text(application),
          direction == null ? "" : direction.name().toLowerCase(Locale.ROOT),
          text(alert).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Ask.invalid(String.valueOf(e.getMessage()), "nothing is changed");
    }
  }

  private Prefix end() throws ToolProblem {
    try {
      return Prefix.parse(text(peer));
    } catch (IllegalArgumentException _) {
      throw Ask.invalid(
          "peer: '" + UntrustedText.clean(text(peer), 64) + "' is neither address nor CIDR",
          "pass one like 192.0.2.7 or 2001:db8::/32");
    }
  }

  /** When it ends, counted from now. */
  Optional<Instant> end(Instant now) throws ToolProblem {
    if (expires == null || expires.isBlank()) {
      return Optional.empty();
    }
    Matcher ahead = AHEAD.matcher(expires.strip());
    Instant end =
        ahead.matches()
            ? now.plus(duration(Long.parseLong(ahead.group(1)), ahead.group(2)))
            : time(expires);
    if (!end.isAfter(now)) {
      throw Ask.invalid("expires: " + end + " is over", "pass a time to come, +7d say");
    }
    return Optional.of(end);
  }

  private static Instant time(String text) throws ToolProblem {
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeException _) {
      throw Ask.invalid(
          "expires: '" + UntrustedText.clean(text, 64) + "' is no time to come",
          "pass ISO 8601 in UTC (2030-01-31T12:00:00Z), or +12h, +7d, +4w");
    }
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  /** When it ends, in words that stay the same while the clock goes on. */
  String endText() {
    if (expires == null || expires.isBlank()) {
      return "until it is removed";
    }
    String end = UntrustedText.clean(expires.strip(), 40);
    return end.startsWith("+") ? "for " + end.substring(1) : "until " + end;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }
}
