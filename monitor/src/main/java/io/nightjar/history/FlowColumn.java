package io.nightjar.history;

import io.nightjar.flow.FlowRecord;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.schema.Column;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A column of the table {@code flows}.
 *
 * @param name lower snake case, with the unit where there is one
 * @param type ClickHouse's, in the table
 * @param sentType ClickHouse's, in an insert: without LowCardinality, which the server makes itself
 * @param codec how it is compressed
 * @param description a sentence for whoever writes a query
 * @param cells writes the column of some records in Native format
 */
record FlowColumn(
    String name, String type, String sentType, String codec, String description, Cells cells) {
  private static final String PLAIN = "ZSTD(1)";
  private static final String NUMBERS = "T64, ZSTD(1)";

  /** Times come in the order of the rows, more or less. */
  static final String TIMES = "Delta, ZSTD(1)";

  /** Writes a column's cells, one after the other. */
  interface Cells {
    void write(List<FlowRecord> records, ColumnBuffer out);
  }

  /** Writes one cell. */
  interface Cell {
    void write(FlowRecord record, ColumnBuffer out);
  }

  /** As the table declares it. */
  Column column() {
    return Column.of(name, type, codec, description);
  }

  static FlowColumn of(String name, String type, String codec, String description, Cell cell) {
    return new FlowColumn(
        name,
        type,
        type.replace("LowCardinality(String)", "String"),
        codec,
        description,
        (records, out) -> records.forEach(record -> cell.write(record, out)));
  }

  static FlowColumn text(String name, String description, Function<FlowRecord, String> value) {
    return of(name, "String", PLAIN, description, (record, out) -> out.text(value.apply(record)));
  }

  /** A text that few values repeat. */
  static FlowColumn word(String name, String description, Function<FlowRecord, String> value) {
    return of(
        name,
        "LowCardinality(String)",
        PLAIN,
        description,
        (record, out) -> out.text(value.apply(record)));
  }

  /** Some texts that few values repeat: where each list ends, then all texts. */
  static FlowColumn words(
      String name, String description, Function<FlowRecord, List<String>> value) {
    return new FlowColumn(
        name,
        "Array(LowCardinality(String))",
        "Array(String)",
        PLAIN,
        description,
        (records, out) -> {
          long end = 0;
          for (FlowRecord record : records) {
            end += value.apply(record).size();
            out.int64(end);
          }
          records.forEach(record -> value.apply(record).forEach(out::text));
        });
  }

  static FlowColumn ip(String name, String description, Function<FlowRecord, IpAddress> value) {
    return of(name, "String", PLAIN, description, (record, out) -> out.ip(value.apply(record)));
  }

  static FlowColumn mac(String name, String description, Function<FlowRecord, MacAddress> value) {
    return of(name, "String", PLAIN, description, (record, out) -> out.mac(value.apply(record)));
  }

  static FlowColumn bool(String name, String description, Predicate<FlowRecord> value) {
    return of(name, "Bool", PLAIN, description, (record, out) -> out.bool(value.test(record)));
  }

  static FlowColumn uint8(String name, String description, ToLongFunction<FlowRecord> value) {
    return of(
        name,
        "UInt8",
        PLAIN,
        description,
        (record, out) -> out.uint8((int) value.applyAsLong(record)));
  }

  static FlowColumn uint16(String name, String description, ToLongFunction<FlowRecord> value) {
    return of(
        name,
        "UInt16",
        PLAIN,
        description,
        (record, out) -> out.uint16((int) value.applyAsLong(record)));
  }

  static FlowColumn uint32(String name, String description, ToLongFunction<FlowRecord> value) {
    return of(
        name, "UInt32", PLAIN, description, (record, out) -> out.uint32(value.applyAsLong(record)));
  }

  static FlowColumn uint64(String name, String description, ToLongFunction<FlowRecord> value) {
    return of(
        name,
        "UInt64",
        NUMBERS,
        description,
        (record, out) -> out.int64(value.applyAsLong(record)));
  }
}
