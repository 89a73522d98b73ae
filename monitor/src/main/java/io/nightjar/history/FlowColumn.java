package io.nightjar.history;

import io.nightjar.flow.FlowRecord;

/**
 * A column of the table {@code flows}.
 *
 * @param name lower snake case, with the unit where there is one
 * @param type ClickHouse's
 * @param codec how it is compressed; empty for the default
 * @param description a sentence for whoever writes a query
 * @param value writes the column's value of one record
 */
record FlowColumn(String name, String type, String codec, String description, Value value) {

  /** Writes one value in RowBinary. */
  interface Value {
    void write(FlowRecord record, RowBinary out);
  }

  static FlowColumn text(String name, String description, Text value) {
    return new FlowColumn(
        name, "String", "", description, (record, out) -> out.text(value.of(record)));
  }

  /** A text that few values repeat. */
  static FlowColumn word(String name, String description, Text value) {
    return new FlowColumn(
        name,
        "LowCardinality(String)",
        "",
        description,
        (record, out) -> out.text(value.of(record)));
  }

  static FlowColumn bool(String name, String description, Truth value) {
    return new FlowColumn(
        name, "Bool", "", description, (record, out) -> out.bool(value.of(record)));
  }

  static FlowColumn uint8(String name, String description, Whole value) {
    return new FlowColumn(
        name, "UInt8", "", description, (record, out) -> out.uint8((int) value.of(record)));
  }

  static FlowColumn uint16(String name, String description, Whole value) {
    return new FlowColumn(
        name, "UInt16", "", description, (record, out) -> out.uint16((int) value.of(record)));
  }

  static FlowColumn uint32(String name, String description, Whole value) {
    return new FlowColumn(
        name, "UInt32", "", description, (record, out) -> out.uint32(value.of(record)));
  }

  static FlowColumn uint64(String name, String description, Whole value) {
    return new FlowColumn(
        name, "UInt64", "T64, LZ4", description, (record, out) -> out.int64(value.of(record)));
  }

  /** A text of a record. */
  interface Text {
    String of(FlowRecord record);
  }

  /** A number of a record. */
  interface Whole {
    long of(FlowRecord record);
  }

  /** A yes or no of a record. */
  interface Truth {
    boolean of(FlowRecord record);
  }
}
