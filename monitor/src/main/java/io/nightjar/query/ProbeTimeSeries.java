package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about the time series of probes. A step without a value is a gap, never a 0. */
public final class ProbeTimeSeries {
  private static final int USUAL_STEPS = 100;

  /**
   * Which values.
   *
   * @param key empty for all
   * @param stepSeconds 0 for what suits the range
   * @param keys at most
   */
  public record Question(
      ProbeSeries series,
      String key,
      Instant from,
      Instant to,
      long stepSeconds,
      boolean points,
      int keys) {

    private long range() {
      return Math.max(1, Duration.between(from, to).toSeconds());
    }

    /** The steps the range is cut into, in whole minutes. */
    public long step() {
      long wanted = stepSeconds > 0 ? stepSeconds : Math.ceilDiv(range(), USUAL_STEPS);
      return Math.max(1, Math.ceilDiv(wanted, ProbeSeries.SECONDS)) * ProbeSeries.SECONDS;
    }

    /** The smallest step that cuts the range into no more than {@link TimeSeries#MOST_STEPS}. */
    public long smallestStep() {
      long least = Math.ceilDiv(range(), TimeSeries.MOST_STEPS);
      return Math.ceilDiv(least, ProbeSeries.SECONDS) * ProbeSeries.SECONDS;
    }
  }

  private final History history;

  /** Asks this history. */
  public ProbeTimeSeries(History history) {
    this.history = history;
  }

  /** A summary of each key, with its values when asked for. */
  public Table of(Question question) {
    Map<String, Object> parameters =
        Map.of(
            "key", question.key(),
            "from", Range.text(question.from()),
            "to", Range.text(question.to()),
            "step", question.step(),
            "keys", question.keys());
    Rows rows = history.select(values(question.series()), parameters, Limits.DEFAULT);
    SeriesSummary.Steps steps = new SeriesSummary.Steps(question.step(), question.points());
    List<List<@Nullable Object>> shown = new ArrayList<>();
    for (List<@Nullable Object> row : rows.values()) {
      shown.add(
          Fact.row(
              TimeSeries.SUMMARY,
              SeriesSummary.of(String.valueOf(row.getFirst()), steps, row.get(1), row.get(2))));
    }
    return new Table(
        TimeSeries.COLUMNS,
        shown,
        shown.size(),
        false,
        null,
        Instant.now(),
        Source.HISTORY,
        notes(shown.isEmpty()));
  }

  private static List<String> notes(boolean isEmpty) {
    return List.of(
        "answered from probe_results; a step that is missing is a gap: the probe was not up, or did"
            + " not run; metric and interface_name do not apply",
        isEmpty
            ? "no values in this range: list_enabled_active_monitoring_scripts shows the probes"
            : "values are means of a step; of probe:value in the unit of the probe's kind");
  }

  private static String values(ProbeSeries series) {
    return """
    SELECT key, groupArray(at) AS times, groupArray(value) AS values FROM (
      SELECT %s AS key, intDiv(toUnixTimestamp(time), {step:UInt32}) * {step:UInt32} AS at,
        avg(measured) AS value
      FROM (SELECT *, %s AS measured FROM probe_results
        WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')})
      WHERE measured IS NOT NULL AND ({key:String} = '' OR key = {key:String})
      GROUP BY key, at ORDER BY key, at)
    GROUP BY key ORDER BY key LIMIT {keys:UInt32}\
    """
        .formatted(ProbeSeries.KEY, series.expression());
  }
}
