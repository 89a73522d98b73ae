package io.nightjar.schema;

import io.nightjar.schema.Table.Keep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long history is kept.
 *
 * @param ages how long rows of each kind stay after they were written
 * @param bytes all of history may take on the disk; {@link Long#MAX_VALUE} for no limit
 */
public record Retention(Map<Keep, Duration> ages, long bytes) {
  /** Single flows 30 days, minutes 90 days, hours and days 24 months; any size. */
  public static final Retention USUAL =
      new Retention(
          Map.of(
              Keep.RAW, Duration.ofDays(30),
              Keep.MINUTE, Duration.ofDays(90),
              Keep.HOUR, Duration.ofDays(731),
              Keep.DAY, Duration.ofDays(731)),
          Long.MAX_VALUE);

  /**
   * A partition as it lies on the disk.
   *
   * @param newest when its latest row was written
   */
  public record Partition(Table table, String id, Instant newest, long rows, long bytes) {}

  /**
   * A partition to remove.
   *
   * @param reason age or size
   */
  public record Removal(Partition partition, String reason) {}

  /** Checks the limits. */
  public Retention {
    ages = Map.copyOf(ages);
    if (bytes < 1 || ages.values().stream().anyMatch(age -> age.isNegative() || age.isZero())) {
      throw new IllegalArgumentException("ages and size of history must be positive");
    }
  }

  /** The same with another age. */
  public Retention with(Keep keep, Duration age) {
    Map<Keep, Duration> changed = new java.util.EnumMap<>(ages);
    changed.put(keep, age);
    return new Retention(changed, bytes);
  }

  /** The same within this size. */
  public Retention within(long most) {
    return new Retention(ages, most);
  }

  /**
   * What must go: what is too old; then, while all is too large, the oldest of what is kept
   * shortest. The newest partition of a table stays.
   */
  public List<Removal> due(List<Partition> partitions, Instant now) {
    List<Partition> oldestFirst =
        partitions.stream()
            .filter(each -> each.table().keep() != Keep.FOREVER)
            .sorted(
                Comparator.comparing((Partition each) -> each.table().keep())
                    .thenComparing(Partition::newest))
            .toList();
    List<Removal> removals = new ArrayList<>();
    long left = partitions.stream().mapToLong(Partition::bytes).sum();
    List<Partition> young = new ArrayList<>();
    for (Partition each : oldestFirst) {
      if (each.newest().isBefore(now.minus(ages.getOrDefault(each.table().keep(), FOREVER)))) {
        removals.add(new Removal(each, "age"));
        left -= each.bytes();
      } else {
        young.add(each);
      }
    }
    Set<Partition> newest = newest(young);
    for (Partition each : young) {
      if (left > bytes && !newest.contains(each)) {
        removals.add(new Removal(each, "size"));
        left -= each.bytes();
      }
    }
    return removals;
  }

  private static final Duration FOREVER = Duration.ofDays(365_000);

  private static Set<Partition> newest(List<Partition> oldestFirst) {
    Set<Partition> newest = new HashSet<>();
    Set<String> tables = new HashSet<>();
    for (Partition each : oldestFirst.reversed()) {
      if (tables.add(each.table().name())) {
        newest.add(each);
      }
    }
    return newest;
  }
}
