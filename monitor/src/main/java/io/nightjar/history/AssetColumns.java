package io.nightjar.history;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** How each column of {@code assets} is written. The table itself is declared with its schema. */
final class AssetColumns {
  private static final long LAST_SECOND = 0xffff_ffffL;

  /**
   * A column.
   *
   * @param sentType ClickHouse's, in an insert
   */
  record AssetColumn(String name, String sentType, Cells cells) {}

  /** Writes a column's cells, one after the other. */
  interface Cells {
    void write(List<AssetRow> rows, ColumnBuffer out);
  }

  static final List<AssetColumn> ALL =
      List.of(
          text("asset", AssetRow::key),
          time("updated", AssetRow::updatedSeconds),
          text("probe", AssetRow::probe),
          text("mac", AssetRow::mac),
          text("ip", AssetRow::ip),
          texts("ips", AssetRow::ips),
          text("name", AssetRow::name),
          texts("names", AssetRow::names),
          text("manufacturer", AssetRow::manufacturer),
          text("device_type", AssetRow::deviceType),
          text("operating_system", AssetRow::operatingSystem),
          texts("services", AssetRow::services),
          new AssetColumn(
              "vlan_id", "UInt16", (rows, out) -> rows.forEach(row -> out.uint16(row.vlanId()))),
          text("interface", AssetRow::interfaceName),
          texts("interfaces", AssetRow::interfaces),
          bool("is_router", AssetRow::isRouter),
          text("switch_port", AssetRow::switchPort),
          time("first_seen", AssetRow::firstSeenSeconds),
          time("last_seen", AssetRow::lastSeenSeconds));

  private AssetColumns() {}

  /** Appends the rows as one block: counts, then for each column its name, type and cells. */
  static void write(List<AssetRow> rows, ColumnBuffer out) {
    out.varUint(ALL.size());
    out.varUint(rows.size());
    for (AssetColumn column : ALL) {
      out.text(column.name());
      out.text(column.sentType());
      column.cells().write(rows, out);
    }
  }

  private static AssetColumn text(String name, Function<AssetRow, String> value) {
    return new AssetColumn(
        name, "String", (rows, out) -> rows.forEach(row -> out.text(value.apply(row))));
  }

  /** Where each list ends, then all texts. */
  private static AssetColumn texts(String name, Function<AssetRow, List<String>> value) {
    return new AssetColumn(
        name,
        "Array(String)",
        (rows, out) -> {
          long end = 0;
          for (AssetRow row : rows) {
            end += value.apply(row).size();
            out.int64(end);
          }
          rows.forEach(row -> value.apply(row).forEach(out::text));
        });
  }

  private static AssetColumn time(String name, ToLongFunction<AssetRow> value) {
    return new AssetColumn(
        name,
        "DateTime('UTC')",
        (rows, out) ->
            rows.forEach(row -> out.uint32(Math.clamp(value.applyAsLong(row), 0, LAST_SECOND))));
  }

  private static AssetColumn bool(String name, Predicate<AssetRow> value) {
    return new AssetColumn(
        name, "Bool", (rows, out) -> rows.forEach(row -> out.bool(value.test(row))));
  }
}
