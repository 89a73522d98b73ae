package io.nightjar.history;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered.
 *
 * @param values rows of cells, each a String, Long, BigInteger, Double, Boolean, Instant, list of
 *     strings, or null
 * @param rowsRead rows read from tables
 * @param bytesRead bytes read from tables, uncompressed
 * @param truncated whether rows were left out
 */
public record Rows(
    List<RowsColumn> columns,
    List<List<@Nullable Object>> values,
    long rowsRead,
    long bytesRead,
    Duration elapsed,
    boolean truncated) {

  /**
   * A column of an answer.
   *
   * @param clickHouseType as ClickHouse writes it, {@code Nullable(UInt64)} say
   */
  public record RowsColumn(String name, String clickHouseType) {}
}
