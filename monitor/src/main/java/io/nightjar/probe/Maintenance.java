package io.nightjar.probe;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When nobody expects a target to be up: windows of every day, of a weekday, or once; all UTC. */
public record Maintenance(List<Window> windows) {
  /** No window. */
  public static final Maintenance NEVER = new Maintenance(List.of());

  static final String FORM =
      "windows in UTC between commas: 'daily 02:00-04:00', 'sun 22:00-02:00',"
          + " '2026-01-31T22:00/2026-02-01T02:00'; at most 16";

  private static final int MOST = 16;
  private static final Pattern WEEKLY =
      Pattern.compile("(daily|mon|tue|wed|thu|fri|sat|sun) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

  /** A window, with its text. */
  public sealed interface Window {
    /** Whether the moment is in it. */
    boolean holds(LocalDateTime moment);
  }

  /** From one time of day to another, which is on the next day where it is not later. */
  record Weekly(String text, Optional<DayOfWeek> day, LocalTime from, LocalTime to)
      implements Window {
    @Override
    public boolean holds(LocalDateTime moment) {
      LocalTime time = moment.toLocalTime();
      boolean isToday = isOf(moment.getDayOfWeek());
      if (from.isBefore(to)) {
        return isToday && !time.isBefore(from) && time.isBefore(to);
      }
      return (isToday && !time.isBefore(from))
          || (isOf(moment.getDayOfWeek().minus(1)) && time.isBefore(to));
    }

    private boolean isOf(DayOfWeek candidate) {
      return day.isEmpty() || day.get() == candidate;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Once. */
  record Once(String text, LocalDateTime from, LocalDateTime to) implements Window {
    @Override
    public boolean holds(LocalDateTime moment) {
      return !moment.isBefore(from) && moment.isBefore(to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Copies the list. */
  public Maintenance {
    windows = List.copyOf(windows);
  }

  /**
   * Reads windows between commas; none in an empty text.
   *
   * @throws IllegalArgumentException when one is no window
   */
  public static Maintenance parse(String text) {
    List<Window> windows = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      String window = each.strip();
      if (!window.isEmpty()) {
        windows.add(window(window));
      }
    }
    if (windows.size() > MOST) {
      throw new IllegalArgumentException(windows.size() + " windows came");
    }
    return new Maintenance(windows);
  }

  private static Window window(String text) {
    try {
      Matcher weekly = WEEKLY.matcher(text.toLowerCase(Locale.ROOT));
      return weekly.matches() ? weekly(weekly) : once(text);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("'" + HostName.shown(text) + "' is no window");
    }
  }

  private static Window weekly(Matcher text) {
    Optional<DayOfWeek> day =
        Stream.of(DayOfWeek.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(text.group(1)))
            .findFirst();
    return new Weekly(
        text.group(), day, LocalTime.parse(text.group(2)), LocalTime.parse(text.group(3)));
  }

  private static Window once(String text) {
    String[] ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("'" + HostName.shown(text) + "' is no window");
    }
    LocalDateTime from = LocalDateTime.parse(ends[0].replaceAll("[zZ]$", ""));
    LocalDateTime to = LocalDateTime.parse(ends[1].replaceAll("[zZ]$", ""));
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("'" + HostName.shown(text) + "' ends before it begins");
    }
    return new Once(from + "/" + to, from, to);
  }

  /** Whether the moment is in one of them. */
  public boolean isOn(Instant moment) {
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    return windows.stream().anyMatch(window -> window.holds(utc));
  }

  /** As they are written. */
  @Override
  public String toString() {
    return windows.stream().map(Window::toString).collect(Collectors.joining(", "));
  }
}
