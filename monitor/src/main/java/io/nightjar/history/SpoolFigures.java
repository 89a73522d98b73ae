package io.nightjar.history;

import io.nightjar.spool.Spool;
import io.nightjar.telemetry.Telemetry;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What is told of the spool as metrics. */
final class SpoolFigures {
  private SpoolFigures() {}

  static void declare(Spool spool, Telemetry telemetry) {
    gauge(spool, telemetry, "batches", "Batches of rows on disk", Spool.Status::batches);
    gauge(spool, telemetry, "bytes", "What they take on disk", Spool.Status::bytes);
    gauge(spool, telemetry, "limit_bytes", "What they may take", Spool.Status::limitBytes);
    telemetry.watch(
        "nightjar_spool_damaged_total",
        "Batches lost: their file was half written or changed",
        Telemetry.Kind.COUNTER,
        new TreeMap<>(),
        () -> spool.status().damaged());
  }

  private static void gauge(
      Spool spool,
      Telemetry telemetry,
      String name,
      String help,
      ToLongFunction<Spool.Status> value) {
    telemetry.watch(
        "nightjar_spool_" + name,
        help,
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> value.applyAsLong(spool.status()));
  }
}
