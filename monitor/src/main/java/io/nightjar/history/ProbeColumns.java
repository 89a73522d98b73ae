package io.nightjar.history;

import io.nightjar.schema.Column;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every column of {@code probe_results}, each declared once, in the order they are written. */
final class ProbeColumns {
  private static final String PLAIN = "ZSTD(1)";
  private static final String TIMES = "Delta, ZSTD(1)";
  private static final long LAST_SECOND = 0xffff_ffffL;

  /**
   * A column.
   *
   * @param type ClickHouse's, in the table
   * @param codec how it is compressed
   */
  record ProbeColumn(String name, String type, String codec, String description, Cells cells) {
    /** As the table declares it. */
    Column column() {
      return Column.of(name, type, codec, description);
    }

    /** ClickHouse's type in an insert: the server makes LowCardinality itself. */
    String sentType() {
      return type.replace("LowCardinality(String)", "String");
    }
  }

  /** Writes a column's cells, one after the other. */
  interface Cells {
    void write(List<ProbeResult> results, ColumnBuffer out);
  }

  /** Writes one cell. */
  private interface Cell {
    void write(ProbeResult result, ColumnBuffer out);
  }

  /** Reads a number that may not be there. */
  private interface Measured {
    @Nullable Double of(ProbeResult result);
  }

  static final List<ProbeColumn> ALL =
      Stream.of(identity(), verdict(), echoes(), phases(), answer()).flatMap(List::stream).toList();

  private ProbeColumns() {}

  /** Appends the results as one block: counts, then for each column its name, type and cells. */
  static void write(List<ProbeResult> results, ColumnBuffer out) {
    out.varUint(ALL.size());
    out.varUint(results.size());
    for (ProbeColumn column : ALL) {
      out.text(column.name());
      out.text(column.sentType());
      column.cells().write(results, out);
    }
  }

  private static List<ProbeColumn> identity() {
    return List.of(
        time("time", "When the run began, UTC", result -> result.time().getEpochSecond()),
        word("probe", "Name of the monitor that probed", ProbeResult::monitor),
        word("measurement", "Kind of probe: icmp, http, ...", ProbeResult::measurement),
        text("target", "What was probed, as the probe was defined", ProbeResult::target),
        word("granularity", "How often the probe runs: min, 5mins, hour", ProbeResult::granularity),
        text(
            "ip",
            "Address it went to, empty where a name had none",
            result -> result.address() == null ? "" : result.address().toString()));
  }

  private static List<ProbeColumn> verdict() {
    return List.of(
        word(
            "state",
            "up; down: no answer, or a wrong one; failed: this machine could not or must not probe",
            ProbeResult::state),
        text("reason", "Why it is not up; may hold text of the target", ProbeResult::reason),
        measured(
            "value",
            "What the kind measures, in its unit; NULL while not up, so that an outage is a gap",
            ProbeResult::value),
        number(
            "threshold",
            "Float64",
            "What value is held against",
            (result, out) -> out.float64(result.threshold())),
        bool("is_exceeded", "Whether value is on its wrong side", ProbeResult::isExceeded),
        bool(
            "is_maintenance",
            "Whether it was maintained: not counted",
            ProbeResult::isMaintenance));
  }

  private static List<ProbeColumn> echoes() {
    return List.of(
        whole("sent", "UInt32", "Echo requests sent", r -> r.echoes().sent()),
        whole("received", "UInt32", "Echo requests answered", r -> r.echoes().received()),
        measured("rtt_min_ms", "Shortest round trip", r -> r.echoes().minMs()),
        measured("rtt_avg_ms", "Mean round trip", r -> r.echoes().avgMs()),
        measured("rtt_max_ms", "Longest round trip", r -> r.echoes().maxMs()),
        measured(
            "jitter_ms",
            "Mean difference between a round trip and the next",
            r -> r.echoes().jitterMs()),
        measured("loss_percent", "Echo requests not answered", r -> r.echoes().lossPercent()));
  }

  private static List<ProbeColumn> phases() {
    return List.of(
        measured("dns_ms", "Looking up the name", r -> r.phases().dnsMs()),
        measured("connect_ms", "Connecting", r -> r.phases().connectMs()),
        measured("tls_ms", "TLS handshake", r -> r.phases().tlsMs()),
        measured("first_byte_ms", "From request to first byte", r -> r.phases().firstByteMs()),
        measured("total_ms", "All of it", r -> r.phases().totalMs()));
  }

  private static List<ProbeColumn> answer() {
    return List.of(
        whole("http_status", "UInt16", "HTTP status, 0 for none", r -> r.answer().httpStatus()),
        measured(
            "certificate_days",
            "Days until the server's certificate ends",
            r -> r.answer().certificateDays()),
        whole("bytes", "UInt64", "Bytes of the body that were read", r -> r.answer().bytes()),
        new ProbeColumn(
            "path",
            "Array(String)",
            PLAIN,
            "Routers on the way, * for one that kept silent",
            ProbeColumns::paths),
        time(
            "stored",
            "When the row was written, UTC; retention goes by it",
            _ -> Instant.now().getEpochSecond()));
  }

  /** Where each list ends, then all texts. */
  private static void paths(List<ProbeResult> results, ColumnBuffer out) {
    long end = 0;
    for (ProbeResult result : results) {
      end += result.answer().path().size();
      out.int64(end);
    }
    results.forEach(result -> result.answer().path().forEach(out::text));
  }

  private static ProbeColumn of(
      String name, String type, String codec, String description, Cell cell) {
    return new ProbeColumn(
        name,
        type,
        codec,
        description,
        (results, out) -> results.forEach(result -> cell.write(result, out)));
  }

  private static ProbeColumn number(String name, String type, String description, Cell cell) {
    return of(name, type, PLAIN, description, cell);
  }

  private static ProbeColumn whole(
      String name, String type, String description, ToLongFunction<ProbeResult> value) {
    return of(
        name,
        type,
        PLAIN,
        description,
        (result, out) -> {
          switch (type) {
            case "UInt16" -> out.uint16((int) value.applyAsLong(result));
            case "UInt32" -> out.uint32(value.applyAsLong(result));
            default -> out.int64(value.applyAsLong(result));
          }
        });
  }

  private static ProbeColumn bool(
      String name, String description, java.util.function.Predicate<ProbeResult> value) {
    return of(name, "Bool", PLAIN, description, (result, out) -> out.bool(value.test(result)));
  }

  private static ProbeColumn time(
      String name, String description, ToLongFunction<ProbeResult> second) {
    return of(
        name,
        "DateTime('UTC')",
        TIMES,
        description,
        (result, out) -> out.uint32(Math.clamp(second.applyAsLong(result), 0, LAST_SECOND)));
  }

  private static ProbeColumn text(
      String name, String description, Function<ProbeResult, String> value) {
    return of(name, "String", PLAIN, description, (result, out) -> out.text(value.apply(result)));
  }

  private static ProbeColumn word(
      String name, String description, Function<ProbeResult, String> value) {
    return of(
        name,
        "LowCardinality(String)",
        PLAIN,
        description,
        (result, out) -> out.text(value.apply(result)));
  }

  /** Which are null, then the numbers, 0 in the place of a null. */
  private static ProbeColumn measured(String name, String description, Measured value) {
    return new ProbeColumn(
        name,
        "Nullable(Float64)",
        PLAIN,
        description,
        (results, out) -> {
          for (ProbeResult result : results) {
            out.bool(value.of(result) == null);
          }
          for (ProbeResult result : results) {
            Double number = value.of(result);
            out.float64(number == null ? 0 : number);
          }
        });
  }
}
