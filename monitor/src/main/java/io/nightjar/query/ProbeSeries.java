package io.nightjar.query;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The time series of probes, made of {@code probe_results}; a key is measurement and target. */
public enum ProbeSeries {
  VALUE(
      "probe:value", "a probe, like 'icmp 192.0.2.7': its values in the unit of its kind", "value"),
  AVAILABILITY("probe:availability", "a probe: percent of its runs that were up", "up"),
  LOSS("probe:loss", "a probe: percent of echo requests not answered", "loss_percent"),
  JITTER("probe:jitter", "a probe: ms from one round trip to the next", "jitter_ms"),
  DNS("probe:dns", "a probe: ms to look up the name", "dns_ms"),
  CONNECT("probe:connect", "a probe: ms to connect", "connect_ms"),
  TLS("probe:tls", "a probe: ms of the TLS handshake", "tls_ms"),
  FIRST_BYTE("probe:first_byte", "a probe: ms from request to first byte", "first_byte_ms");

  /** How often probes run at most. */
  static final int SECONDS = 60;

  /** Where a probe is told apart. */
  static final String KEY = "concat(measurement, ' ', target)";

  /** Null where nothing is known of a run, or nothing was expected of it. */
  private static final String UP =
      "if(state = 'failed' OR is_maintenance, NULL, if(state = 'up', 100, 0))";

  private final String label;
  private final String about;
  private final String column;

  ProbeSeries(String label, String about, String column) {
    this.label = label;
    this.about = about;
    this.column = column;
  }

  /** Its name. */
  public String label() {
    return label;
  }

  /** What a key of it is, and what values are. */
  public String about() {
    return about;
  }

  /** The value of a row; NULL is none. */
  String expression() {
    return column.equals("up") ? UP : column;
  }

  /** The series of this name. */
  public static Optional<ProbeSeries> named(String name) {
    return Stream.of(values()).filter(each -> each.label.equals(name)).findFirst();
  }

  /** Rows as {@link TimeSeries#list} shows them, of those that have values. */
  static String listed() {
    String labels =
        Stream.of(values())
            .map(each -> "if((%s) IS NULL, '', '%s')".formatted(each.expression(), each.label))
            .collect(Collectors.joining(", "));
    return """
    SELECT label AS series, if({series:String} = '', '', %1$s) AS shown_key,
      uniqExact(%1$s) AS keys, %2$d AS seconds, toUInt64(0) AS bytes,
      min(time) AS first, max(time) AS last
    FROM probe_results ARRAY JOIN [%3$s] AS label
    WHERE label != '' AND ({series:String} = '' OR label = {series:String})
    GROUP BY series, shown_key\
    """
        .formatted(KEY, SECONDS, labels);
  }
}
