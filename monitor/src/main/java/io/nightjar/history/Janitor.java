package io.nightjar.history;

import io.nightjar.lifecycle.Component;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Retention;
import io.nightjar.schema.Retention.Partition;
import io.nightjar.schema.Retention.Removal;
import io.nightjar.schema.Table;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes what retention lets go of, every few minutes, and notes what it removed. */
final class Janitor implements Component {
  private static final System.Logger LOG = System.getLogger(Janitor.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMinutes(2);

  private final Store store;
  private final Retention retention;
  private final InstantSource clock;
  private final Counter partitions;
  private final Counter rows;
  private final Thread thread = Thread.ofVirtual().name("history-retention").unstarted(this::run);
  private volatile long bytes;

  Janitor(Store store, Retention retention, InstantSource clock, Telemetry telemetry) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
    partitions =
        telemetry.counter(
            "nightjar_history_partitions_removed_total", "Partitions that retention removed");
    rows = telemetry.counter("nightjar_history_rows_removed_total", "Rows in them");
    telemetry.watch(
        "nightjar_history_bytes",
        "What history takes on the disk",
        Telemetry.Kind.GAUGE,
        new java.util.TreeMap<>(),
        () -> bytes);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      Thread.sleep(FIRST);
      while (true) {
        try {
          clean();
        } catch (HistoryException e) {
          LOG.log(System.Logger.Level.DEBUG, "retention waits: " + e.getMessage());
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** Removes what is due now; what it removed. */
  List<Removal> clean() {
    HistoryClient client = store.client();
    List<Partition> there = partitions(client);
    List<Removal> due = retention.due(there, clock.instant());
    for (Removal removal : due) {
      remove(client, removal);
    }
    bytes =
        there.stream().mapToLong(Partition::bytes).sum()
            - due.stream().mapToLong(removal -> removal.partition().bytes()).sum();
    return due;
  }

  /** The note comes first: rows must not be gone without one. */
  private void remove(HistoryClient client, Removal removal) {
    Partition partition = removal.partition();
    Ddl ddl = client.ddl();
    client.executeLong(
        "INSERT INTO %s (table, partition, at, until, rows, bytes, reason) SELECT '%s', %s, now(), toDateTime(%d), %d, %d, '%s'"
            .formatted(
                ddl.qualified("removals"),
                partition.table().name(),
                Ddl.quoted(partition.id()),
                partition.newest().getEpochSecond(),
                partition.rows(),
                partition.bytes(),
                removal.reason()));
    client.executeLong(ddl.drop(partition.table(), partition.id()));
    partitions.increment();
    rows.add(partition.rows());
    LOG.log(
        System.Logger.Level.INFO,
        "removed from %s by %s: %d rows written until %s, %d bytes"
            .formatted(
                partition.table().name(),
                removal.reason(),
                partition.rows(),
                partition.newest(),
                partition.bytes()));
  }

  /** A partition's newest row is that of any shard. */
  private static List<Partition> partitions(HistoryClient client) {
    Ddl ddl = client.ddl();
    List<Partition> found = new ArrayList<>();
    for (Table table : Tables.all()) {
      for (List<@Nullable Object> row :
          client
              .inspect(
                  "SELECT partition_id, toUnixTimestamp(max(max_time)), max(toUnixTimestamp(modification_time)), sum(rows), sum(bytes_on_disk) FROM %s WHERE active AND database = %s AND table = '%s' GROUP BY partition_id"
                      .formatted(
                          ddl.system("parts"), Ddl.quoted(ddl.database()), ddl.written(table)))
              .values()) {
        long newest = number(row.get(1)) > 0 ? number(row.get(1)) : number(row.get(2));
        found.add(
            new Partition(
                table,
                String.valueOf(row.getFirst()),
                Instant.ofEpochSecond(newest),
                number(row.get(3)),
                number(row.get(4))));
      }
    }
    return found;
  }

  private static long number(@Nullable Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }

  /** What history takes on the disk, as last looked at. */
  long bytes() {
    return bytes;
  }

  /** Whether it takes more than it may although all that may go is gone. */
  boolean isOver() {
    return bytes > retention.bytes();
  }

  long partitionsRemoved() {
    return partitions.value();
  }

  long rowsRemoved() {
    return rows.value();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
