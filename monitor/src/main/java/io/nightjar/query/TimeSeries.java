package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.live.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions about the time series in history. */
public final class TimeSeries {
  /** Steps in a range, at most. */
  public static final int MOST_STEPS = 1_000;

  private static final int USUAL_STEPS = 100;

  /** What can be asked of a series. */
  public enum Metric {
    BYTES("sum(bytes_sent + bytes_received)"),
    BYTES_SENT("sum(bytes_sent)"),
    BYTES_RECEIVED("sum(bytes_received)"),
    PACKETS("sum(packets_sent + packets_received)"),
    PACKETS_SENT("sum(packets_sent)"),
    PACKETS_RECEIVED("sum(packets_received)"),
    FLOWS("sum(flows)"),
    DROPPED_PACKETS("sum(dropped_packets)"),
    BITS_PER_SECOND("sum(bytes_sent + bytes_received) * 8 / {step:UInt32}"),
    PACKETS_PER_SECOND("sum(packets_sent + packets_received) / {step:UInt32}"),
    /** Flows of several workers add up; addresses may be the same ones. */
    ACTIVE_FLOWS("max(active_flows)"),
    HOSTS("max(hosts)"),
    DEVICES("max(devices)");

    private final String expression;

    Metric(String expression) {
      this.expression = expression;
    }

    /** Whether a step without a point is a step without traffic. */
    boolean isCount() {
      return !expression.startsWith("max");
    }
  }

  /**
   * Which points.
   *
   * @param key null for the keys that moved most
   * @param interfaceName null for all together
   * @param stepSeconds 0 for what suits the range
   * @param keys at most
   */
  public record Question(
      Series series,
      @Nullable String key,
      Metric metric,
      @Nullable String interfaceName,
      Instant from,
      Instant to,
      long stepSeconds,
      boolean points,
      int keys) {

    /** The steps the range is cut into: as asked for, in whole intervals of the series. */
    public long step() {
      long range = Math.max(1, Duration.between(from, to).toSeconds());
      long wanted = stepSeconds > 0 ? stepSeconds : Math.ceilDiv(range, USUAL_STEPS);
      return Math.max(1, Math.ceilDiv(wanted, series.seconds())) * series.seconds();
    }

    /** The smallest step that cuts the range into no more than {@link #MOST_STEPS}. */
    public long smallestStep() {
      long range = Math.max(1, Duration.between(from, to).toSeconds());
      return Math.ceilDiv(Math.ceilDiv(range, MOST_STEPS), series.seconds()) * series.seconds();
    }

    private Map<String, Object> parameters() {
      return Map.of(
          "series", series.label(),
          "key", key == null ? "" : key,
          "interface", interfaceName == null ? "" : interfaceName,
          "from", Range.text(from),
          "to", Range.text(to),
          "step", step(),
          "keys", keys);
    }
  }

  private static final String OF_SERIES =
      """
      FROM timeseries WHERE series = {series:String}
        AND time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')}
        AND ({interface:String} = '' OR interface = {interface:String})\
      """;

  static final List<Fact<SeriesSummary>> SUMMARY =
      List.of(
          new Fact<>(
              Column.untrusted("key", "what was counted; (other) is all but the busiest"),
              SeriesSummary::key),
          Fact.integer("step_s", "seconds a value covers", SeriesSummary::stepSeconds),
          Fact.integer("steps", "values, those of steps without traffic too", SeriesSummary::steps),
          new Fact<>(Column.number("min", "smallest value"), SeriesSummary::min),
          new Fact<>(Column.number("avg", "mean"), SeriesSummary::average),
          new Fact<>(Column.number("max", "largest"), SeriesSummary::max),
          new Fact<>(Column.number("p95", "95 of 100 are not above"), SeriesSummary::percentile95),
          new Fact<>(Column.number("last", "latest"), SeriesSummary::last),
          Fact.time("first_time", "start of the first step", SeriesSummary::firstTime),
          Fact.time("last_time", "start of the last step", SeriesSummary::lastTime),
          Fact.list("points", "time=value of each step, when asked for", SeriesSummary::points));

  /** What a row of {@link #of} is: a key. */
  public static final List<Column> COLUMNS = Fact.columns(SUMMARY);

  /** What a row of {@link #list} is. */
  public static final List<Column> LISTED =
      List.of(
          Column.text("series", "pass it to get_timeseries"),
          Column.untrusted("key", "empty where all keys are summed up"),
          Column.integer("keys", "different ones"),
          Column.integer("interval_s", "length of an interval"),
          Column.integer("bytes", "both ways, in all"),
          Column.time("first", "start of the first interval"),
          Column.time("last", "start of the last interval"),
          Column.text("about", "what a key is"));

  private final History history;

  /** Asks this history. */
  public TimeSeries(History history) {
    this.history = history;
  }

  /** The series of this name. */
  public static Optional<Series> named(String name) {
    return Stream.of(Series.values()).filter(each -> each.label().equals(name)).findFirst();
  }

  /** The names of all series. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(Series.values()).map(Series::label),
            Stream.of(ProbeSeries.values()).map(ProbeSeries::label))
        .toList();
  }

  /** A summary of each key, most bytes first, with its points when asked for. */
  public Table of(Question question) {
    Map<String, Object> parameters = question.parameters();
    List<@Nullable Object> span =
        history
            .select(
                "SELECT count(), toUnixTimestamp(min(time)), toUnixTimestamp(max(time)) "
                    + OF_SERIES,
                parameters,
                Limits.DEFAULT)
            .values()
            .getFirst();
    if (number(span.getFirst()) == 0) {
      return table(List.of(), notes(question, empty(question)));
    }
    Rows rows = history.select(values(question.metric()), parameters, Limits.DEFAULT);
    List<List<@Nullable Object>> shown = new ArrayList<>();
    for (List<@Nullable Object> row : rows.values()) {
      SeriesSummary some =
          SeriesSummary.of(
              String.valueOf(row.getFirst()),
              new SeriesSummary.Steps(question.step(), question.points()),
              row.get(1),
              row.get(2));
      SeriesSummary all =
          question.metric().isCount()
              ? some.filled(number(span.get(1)), number(span.get(2)))
              : some;
      shown.add(Fact.row(SUMMARY, all));
    }
    return table(shown, notes(question, shown.isEmpty() ? empty(question) : List.of()));
  }

  /** Rows of one time add up before steps are made of them. */
  private static String values(Metric metric) {
    return """
    SELECT key, groupArray(at) AS times, groupArray(value) AS values, sum(bytes) AS weight FROM (
      SELECT key, intDiv(toUnixTimestamp(time), {step:UInt32}) * {step:UInt32} AS at,
        toFloat64(%s) AS value, sum(bytes_sent + bytes_received) AS bytes
      FROM (
        SELECT key, time, sum(bytes_sent) AS bytes_sent, sum(bytes_received) AS bytes_received,
          sum(packets_sent) AS packets_sent, sum(packets_received) AS packets_received,
          sum(flows) AS flows, sum(dropped_packets) AS dropped_packets,
          sum(active_flows) AS active_flows, max(hosts) AS hosts, max(devices) AS devices
        %s AND ({key:String} = '' OR key = {key:String})
        GROUP BY key, time)
      GROUP BY key, at ORDER BY key, at)
    GROUP BY key ORDER BY weight DESC, key LIMIT {keys:UInt32}\
    """
        .formatted(metric.expression, OF_SERIES);
  }

  private List<String> notes(Question question, List<String> empty) {
    Series series = question.series();
    List<String> notes = new ArrayList<>();
    notes.add("answered from timeseries, intervals of " + series.seconds() + " s");
    notes.addAll(empty);
    notes.addAll(removed(question.from()));
    return notes;
  }

  /** What retention took of the time since then. */
  private List<String> removed(Instant from) {
    Instant until = history.removedUntil().getOrDefault("timeseries", Instant.EPOCH);
    return until.isAfter(from)
        ? List.of(
            "points written until "
                + until
                + " were removed by retention: for earlier sums ask top_talkers, list_hosts or"
                + " list_interfaces with from")
        : List.of();
  }

  private List<String> empty(Question question) {
    Rows rows =
        history.select(
            "SELECT toString(min(time)), toString(max(time)), count() FROM timeseries"
                + " WHERE series = {series:String} AND ({key:String} = '' OR key = {key:String})",
            Map.of(
                "series",
                question.series().label(),
                "key",
                question.key() == null ? "" : question.key()),
            Limits.DEFAULT);
    List<@Nullable Object> row = rows.values().getFirst();
    String asked = question.series().label() + (question.key() == null ? "" : " of this key");
    return number(row.getLast()) == 0
        ? List.of(asked + " has no points: list_timeseries shows what there is")
        : List.of(
            "no points in this range: "
                + asked
                + " has some from "
                + row.getFirst()
                + " to "
                + row.get(1)
                + " UTC");
  }

  /**
   * What there is, by series, or of one series by key.
   *
   * @param series its name; empty for all
   */
  public Table list(String series, Page page) {
    String key = series.isEmpty() ? "''" : "key";
    Rows rows =
        history.select(
            """
            SELECT * FROM (
              SELECT series, %s AS shown_key, uniqExact(key) AS keys, max(interval_s) AS seconds,
                sum(bytes_sent + bytes_received) AS bytes, min(time) AS first, max(time) AS last
              FROM timeseries WHERE {series:String} = '' OR series = {series:String}
              GROUP BY series, shown_key
              UNION ALL %s)
            ORDER BY series, bytes DESC, shown_key
            LIMIT {limit:UInt32} OFFSET {offset:UInt64}\
            """
                .formatted(key, ProbeSeries.listed()),
            Map.of("series", series, "limit", page.limit() + 1, "offset", page.offset()),
            Limits.DEFAULT);
    boolean more = rows.values().size() > page.limit();
    List<List<@Nullable Object>> shown =
        rows.values().stream().limit(page.limit()).map(TimeSeries::listed).toList();
    List<String> notes = new ArrayList<>(removed(Instant.EPOCH));
    if (shown.isEmpty()) {
      notes.add(
          "no points: they are written when an interval ends; series are "
              + String.join(", ", names()));
    }
    return new Table(
        LISTED,
        shown,
        more ? -1 : page.offset() + shown.size(),
        more,
        null,
        Instant.now(),
        Source.HISTORY,
        notes);
  }

  private static List<@Nullable Object> listed(List<@Nullable Object> row) {
    List<@Nullable Object> listed = new ArrayList<>(row);
    String name = String.valueOf(row.getFirst());
    listed.add(
        named(name)
            .map(Series::about)
            .or(() -> ProbeSeries.named(name).map(ProbeSeries::about))
            .orElse(""));
    return listed;
  }

  private static Table table(List<List<@Nullable Object>> rows, List<String> notes) {
    return new Table(COLUMNS, rows, rows.size(), false, null, Instant.now(), Source.HISTORY, notes);
  }

  private static long number(@Nullable Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }
}
