package io.nightjar.history;

import io.nightjar.schema.Ddl;
import io.nightjar.schema.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table holds; null where it is not known.
 *
 * @param bytes on the disk
 * @param oldest when its oldest row was written, where rows go by age
 * @param newest likewise, its newest
 */
public record Extent(
    @Nullable Long rows, @Nullable Long bytes, @Nullable Instant oldest, @Nullable Instant newest) {
  /** Nothing is known. */
  public static final Extent UNKNOWN = new Extent(null, null, null, null);

  private static final Extent EMPTY = new Extent(0L, 0L, null, null);

  static Map<String, Extent> of(HistoryClient client) {
    return of(client, client.ddl().database());
  }

  /** As {@link #of(HistoryClient)}, for tables of the same names in another database. */
  static Map<String, Extent> of(HistoryClient client, String database) {
    Ddl ddl = client.ddl();
    Map<String, Extent> written = new HashMap<>();
    for (List<@Nullable Object> row :
        client
            .inspect(
                "SELECT table, sum(rows), sum(bytes_on_disk), toUnixTimestamp(min(min_time)), toUnixTimestamp(max(max_time)) FROM %s WHERE active AND database = %s GROUP BY table"
                    .formatted(ddl.system("parts"), Ddl.quoted(database)))
            .values()) {
      written.put(
          String.valueOf(row.getFirst()),
          new Extent(number(row.get(1)), number(row.get(2)), time(row.get(3)), time(row.get(4))));
    }
    Map<String, Extent> extents = new HashMap<>();
    for (Table table : Tables.all()) {
      extents.put(table.name(), written.getOrDefault(ddl.written(table), EMPTY));
    }
    return extents;
  }

  private static long number(@Nullable Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }

  private static @Nullable Instant time(@Nullable Object cell) {
    return number(cell) == 0 ? null : Instant.ofEpochSecond(number(cell));
  }
}
