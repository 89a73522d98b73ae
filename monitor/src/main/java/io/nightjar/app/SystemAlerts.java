package io.nightjar.app;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Threshold;
import java.util.List;

/** What can be wrong with the monitor itself. */
final class SystemAlerts {
  private static final String HEALTH = "Read problems of get_system_health.";

  static final Threshold SPOOL_PERCENT =
      new Threshold("spool_percent", 50, 1, 100, "percent of --spool-size that rows take");
  static final Threshold DROPPED_PERCENT =
      new Threshold("dropped_percent", 5, 0.1, 100, "percent of frames lost since the last look");
  static final Threshold SILENT_SECONDS =
      new Threshold("silent_seconds", 120, 20, 86_400, "without a frame");

  static final AlertType STORE_DOWN =
      system("store_down", 150, "The store takes no rows and answers no questions")
          .check(HEALTH)
          .check("Look for the store's words in the log.");
  static final AlertType SPOOL_FILLING =
      system("spool_filling", 80, "Rows wait on disk for the store, and their room gets used up")
          .threshold(SPOOL_PERCENT)
          .check(HEALTH)
          .check("Give --spool-size more room, or bring the store back.");
  static final AlertType DISK_FULL =
      system("disk_full", 200, "The disk of the store or of the spool is full")
          .check("Free room on the disk of --data, or lower --history-size.");
  static final AlertType QUEUE_REFUSING =
      system("queue_refusing", 120, "Records are lost: a queue on the way to the store is full")
          .check(HEALTH)
          .check("See whether the store is slow or away, or traffic beyond what it can take.");
  static final AlertType DROPS =
      AlertType.of(
              "too_many_drops",
              Entity.INTERFACE,
              Category.SYSTEM,
              100,
              "The machine loses frames before they are read")
          .threshold(DROPPED_PERCENT)
          .check("Give more --workers or --ring-mb, or capture less with --filter.");
  static final AlertType SILENT =
      AlertType.of(
              "no_activity",
              Entity.INTERFACE,
              Category.SYSTEM,
              40,
              "No frame came on a captured interface")
          .threshold(SILENT_SECONDS)
          .check("See whether the link is up, and whether the mirror port is still configured.");

  static final List<AlertType> ALL =
      List.of(STORE_DOWN, SPOOL_FILLING, DISK_FULL, QUEUE_REFUSING, DROPS, SILENT);

  private SystemAlerts() {}

  private static AlertType system(String key, int score, String meaning) {
    return AlertType.of(key, Entity.SYSTEM, Category.SYSTEM, score, meaning);
  }
}
