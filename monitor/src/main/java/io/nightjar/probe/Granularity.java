package io.nightjar.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How often a probe runs, and how many of its latest runs must be bad before that is told. */
public enum Granularity {
  MINUTE("min", Duration.ofMinutes(1), 3, 5),
  FIVE_MINUTES("5mins", Duration.ofMinutes(5), 2, 3),
  HOUR("hour", Duration.ofHours(1), 1, 1);

  private final String text;
  private final Duration period;
  private final int needed;
  private final int window;

  Granularity(String text, Duration period, int needed, int window) {
    this.text = text;
    this.period = period;
    this.needed = needed;
    this.window = window;
  }

  /** As callers and the store write it. */
  public String text() {
    return text;
  }

  /** From one run to the next. */
  public Duration period() {
    return period;
  }

  /** So many of {@link #window} runs must be bad. */
  public int needed() {
    return needed;
  }

  /** The runs that are looked at. */
  public int window() {
    return window;
  }

  /** The one of this text. */
  static Optional<Granularity> of(String text) {
    return Stream.of(values()).filter(each -> each.text.equals(text)).findFirst();
  }

  /** Their texts, for callers. */
  static String texts(List<Granularity> some) {
    return String.join(", ", some.stream().map(Granularity::text).toList());
  }
}
