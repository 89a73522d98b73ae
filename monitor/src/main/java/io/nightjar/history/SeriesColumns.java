package io.nightjar.history;

import io.nightjar.live.SeriesPoint;
import io.nightjar.schema.Column;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Every column of {@code timeseries}, each declared once, in the order they are written. */
final class SeriesColumns {
  private static final String PLAIN = "ZSTD(1)";
  private static final String TIMES = "Delta, ZSTD(1)";
  private static final long LAST_SECOND = 0xffff_ffffL;

  /**
   * A column.
   *
   * @param type ClickHouse's, in the table
   * @param codec how it is compressed
   */
  record SeriesColumn(String name, String type, String codec, String description, Cell cell) {
    /** As the table declares it. */
    Column column() {
      return Column.of(name, type, codec, description);
    }

    /** ClickHouse's type in an insert: the server makes LowCardinality itself. */
    String sentType() {
      return type.replace("LowCardinality(String)", "String");
    }
  }

  /** Writes one cell. */
  interface Cell {
    void write(SeriesPoint point, ColumnBuffer out);
  }

  static final List<SeriesColumn> ALL =
      Stream.of(identity(), counts(), gauges()).flatMap(List::stream).toList();

  private SeriesColumns() {}

  /** Appends the points as one block: counts, then for each column its name, type and cells. */
  static void write(List<SeriesPoint> points, ColumnBuffer out) {
    out.varUint(ALL.size());
    out.varUint(points.size());
    for (SeriesColumn column : ALL) {
      out.text(column.name());
      out.text(column.sentType());
      points.forEach(point -> column.cell().write(point, out));
    }
  }

  /** When the point's interval began, as a DateTime holds it. */
  static long second(SeriesPoint point) {
    return Math.clamp(point.startSeconds(), 0, LAST_SECOND);
  }

  private static List<SeriesColumn> identity() {
    return List.of(
        word(
            "series",
            "What is counted: iface:traffic, iface:ndpi, subnet:traffic, host:traffic, ...",
            point -> point.series().label()),
        word("probe", "Name of the monitor that counted", point -> point.identity().probe()),
        word(
            "interface",
            "Network interface, or name of the capture file",
            point -> point.identity().name()),
        new SeriesColumn(
            "key",
            "String",
            PLAIN,
            "What it was counted of: an address, an application, a network, ...; (other) for all"
                + " that were not among the busiest",
            (point, out) -> out.text(point.key())),
        new SeriesColumn(
            "time",
            "DateTime('UTC')",
            TIMES,
            "When the interval began, UTC. Several rows of one key and time add up",
            (point, out) -> out.uint32(second(point))),
        new SeriesColumn(
            "interval_s",
            "UInt16",
            PLAIN,
            "Length of the interval in seconds; the same in all of a series",
            (point, out) -> out.uint16(point.series().seconds())),
        word(
            "capture",
            "Identifies the capture file's content, empty when live",
            point -> point.identity().capture()),
        new SeriesColumn(
            "stored",
            "DateTime('UTC')",
            TIMES,
            "When the row was written, UTC; retention goes by it",
            (_, out) -> out.uint32(Instant.now().getEpochSecond())));
  }

  private static List<SeriesColumn> counts() {
    return List.of(
        number(
            "bytes_sent",
            "Frame bytes sent by the key in the interval; of an application by clients; sum them",
            point -> point.amount().bytesSent()),
        number(
            "bytes_received",
            "Frame bytes the key was sent; an interface and a VLAN are sent all they see; sum them",
            point -> point.amount().bytesReceived()),
        number("packets_sent", "As bytes_sent, frames", point -> point.amount().packetsSent()),
        number(
            "packets_received",
            "As bytes_received, frames",
            point -> point.amount().packetsReceived()),
        number("flows", "Flows begun in the interval; sum them", point -> point.more().flows()),
        number(
            "dropped_packets",
            "Frames lost in the interval before they were read; sum them",
            point -> point.more().dropped()));
  }

  private static List<SeriesColumn> gauges() {
    return List.of(
        number(
            "active_flows",
            "Flows in memory at the interval's end: sum over rows of one time, then max",
            point -> point.more().activeFlows()),
        number(
            "hosts",
            "Hosts in memory at the interval's end, of one worker: max",
            point -> point.more().hosts()),
        number(
            "devices",
            "MAC addresses in memory at the interval's end, of one worker: max",
            point -> point.more().devices()));
  }

  private static SeriesColumn word(
      String name, String description, Function<SeriesPoint, String> value) {
    return new SeriesColumn(
        name,
        "LowCardinality(String)",
        PLAIN,
        description,
        (point, out) -> out.text(value.apply(point)));
  }

  private static SeriesColumn number(
      String name, String description, ToLongFunction<SeriesPoint> value) {
    return new SeriesColumn(
        name,
        "UInt64",
        "T64, ZSTD(1)",
        description,
        (point, out) -> out.int64(value.applyAsLong(point)));
  }
}
