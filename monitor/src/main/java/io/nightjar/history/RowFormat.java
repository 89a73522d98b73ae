package io.nightjar.history;

import io.nightjar.alert.Alert;
import io.nightjar.flow.FlowRecord;
import io.nightjar.live.SeriesPoint;
import java.util.List;

/**
 * How rows of a table are written.
 *
 * @param columns names, in the order {@code encoding} writes them
 * @param encoding writes rows as one block of the Native format
 * @param metric what the rows are, in names of counters
 * @param words what the rows are, at the start of a sentence
 */
record RowFormat<T>(
    String table, List<String> columns, Encoding<T> encoding, String metric, String words) {
  /** Writes rows as a block. */
  interface Encoding<T> {
    void write(List<T> rows, ColumnBuffer out);
  }

  /** Rows of {@code flows}. */
  static final RowFormat<FlowRecord> FLOWS =
      new RowFormat<>(
          Tables.FLOWS.name(),
          FlowColumns.ALL.stream().map(FlowColumn::name).toList(),
          FlowColumns::write,
          "flow_records",
          "Flow records");

  /** Rows of {@code timeseries}. */
  static final RowFormat<SeriesPoint> POINTS =
      new RowFormat<>(
          Tables.TIMESERIES.name(),
          SeriesColumns.ALL.stream().map(SeriesColumns.SeriesColumn::name).toList(),
          SeriesColumns::write,
          "series_points",
          "Points of time series");

  /** Rows of {@code probe_results}. */
  static final RowFormat<ProbeResult> PROBE_RESULTS =
      new RowFormat<>(
          Tables.PROBE_RESULTS.name(),
          ProbeColumns.ALL.stream().map(ProbeColumns.ProbeColumn::name).toList(),
          ProbeColumns::write,
          "probe_results",
          "Results of probes");

  /** Rows of {@code assets}. */
  static final RowFormat<AssetRow> ASSETS =
      new RowFormat<>(
          "assets",
          AssetColumns.ALL.stream().map(AssetColumns.AssetColumn::name).toList(),
          AssetColumns::write,
          "asset_rows",
          "Rows of assets");

  /** Rows of {@code alerts}. */
  static final RowFormat<Alert> ALERTS =
      new RowFormat<>(
          Tables.ALERTS.name(),
          AlertColumns.ALL.stream().map(AlertColumns.AlertColumn::name).toList(),
          AlertColumns::write,
          "alert_rows",
          "Rows of alerts");

  /** The first word of {@link #metric}: what queues and batches are called by. */
  String kind() {
    return metric.substring(0, metric.indexOf('_'));
  }
}
