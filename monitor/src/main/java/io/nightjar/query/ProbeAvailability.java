package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.probe.Probe;
import io.nightjar.schema.Ddl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of the time a probe's target was up, in percent of the runs that tell; null where none
 * does.
 */
record ProbeAvailability(
    @Nullable Object ofDay, @Nullable Object ofWeek, @Nullable Object ofMonth) {
  static final ProbeAvailability UNKNOWN = new ProbeAvailability(null, null, null);

  /** Of these probes, by their keys. */
  static Map<String, ProbeAvailability> of(History history, List<Probe> probes) {
    Map<String, ProbeAvailability> found = new HashMap<>();
    if (probes.isEmpty()) {
      return found;
    }
    String sql =
        """
        SELECT measurement, target, %s, %s, %s FROM probe_results
        WHERE (measurement, target) IN (%s) AND time >= now() - INTERVAL 30 DAY
          AND state IN ('up', 'down') AND NOT is_maintenance
        GROUP BY measurement, target\
        """
            .formatted(share(1), share(7), share(30), keys(probes));
    for (List<@Nullable Object> row : history.select(sql, Map.of(), Limits.DEFAULT).values()) {
      found.put(
          row.getFirst() + " " + row.get(1),
          new ProbeAvailability(row.get(2), row.get(3), row.get(4)));
    }
    return found;
  }

  private static String share(int days) {
    String since = "time >= now() - INTERVAL " + days + " DAY";
    return "round(100 * countIf(state = 'up' AND %1$s) / countIf(%1$s), 3)".formatted(since);
  }

  private static String keys(List<Probe> probes) {
    return probes.stream()
        .map(
            probe ->
                "(%s, %s)"
                    .formatted(Ddl.quoted(probe.measurement().text()), Ddl.quoted(probe.target())))
        .collect(Collectors.joining(", "));
  }
}
