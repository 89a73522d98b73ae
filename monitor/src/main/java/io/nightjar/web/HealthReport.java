package io.nightjar.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the monitor is.
 *
 * @param ok whether it does its work
 * @param problems what is wrong, in words of ours; empty when nothing is
 * @param sources what packets and flows come from
 * @param store where history goes
 * @param queues what waits between the parts
 */
public record HealthReport(
    boolean ok, List<String> problems, List<Source> sources, Store store, List<Queue> queues) {
  /**
   * A source of packets or flows.
   *
   * @param name the interface, file or address
   * @param state {@code running}, {@code done} or {@code failed}
   * @param counters figures by name ({@code packets}, {@code drops})
   */
  public record Source(String name, String state, Map<String, Long> counters) {}

  /**
   * The history.
   *
   * @param state {@code starting}, {@code ready} or {@code down}
   * @param lastRowWritten ISO 8601 in UTC; null before the first
   * @param rowsWritten since the start
   * @param lastBackup the moment the newest backup shows, ISO 8601 in UTC; null when there is none
   */
  public record Store(
      String state,
      @Nullable String lastRowWritten,
      long rowsWritten,
      @Nullable String lastBackup) {}

  /**
   * A queue between two parts.
   *
   * @param refused what found it full since the start
   */
  public record Queue(String name, long length, long capacity, long refused) {}
}
