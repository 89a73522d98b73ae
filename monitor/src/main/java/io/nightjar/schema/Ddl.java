package io.nightjar.schema;

import io.nightjar.schema.Table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables as statements, for one server or for a cluster.
 *
 * @param cluster its name; empty for one server
 */
/*
 * On a cluster a table of rows is two: NAME_local on every node, replicated within its shard, and
 * the Distributed table NAME over them, which is written and asked. Materialized views feed local
 * tables from local tables, so a roll-up never leaves its shard. Reference tables are whole on every
 * node.
 */
public record Ddl(String database, String cluster) {
  private static final Pattern TABLE_IN_WINDOW = Pattern.compile("\\{table:(\\w+)}");

  /** How many inserts back a repeated one is known. */
  private static final int DEDUPLICATION_WINDOW = 1000;

  /**
   * Below 256 MiB a part is one file rather than some for each column, which costs an insert most.
   */
  private static final String SMALL_BUFFERS =
      "min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144";

  /**
   * Merging all columns at once is cheapest; above 256 MiB buffers for a hundred columns would take
   * more memory than a private store has, so they go one by one.
   */
  private static final String LARGE_COLUMN_BY_COLUMN =
      "vertical_merge_algorithm_min_rows_to_activate = 1,"
          + " vertical_merge_algorithm_min_bytes_to_activate = 268435456";

  /** Cheaper where most columns are keys or sums. */
  private static final String ALL_COLUMNS_AT_ONCE = "enable_vertical_merge_algorithm = 0";

  /**
   * Merges of a dozen parts rather than of five: a row is written anew less often, which is most of
   * what it costs. Up to 4 GiB, which is also the room on the disk that a merge needs.
   */
  private static final String FEW_MERGES =
      "merge_selector_base = 12, max_bytes_to_merge_at_max_space_in_pool = 4294967296";

  /** A private store merges with two threads; with the usual reserve neither would do anything. */
  private static final String WITHOUT_RESERVE =
      "number_of_free_entries_in_pool_to_lower_max_size_of_merge = 1,"
          + " number_of_free_entries_in_pool_to_execute_mutation = 1";

  /** However much broke, the table loads; what broke is set aside and counted. */
  private static final String ALL_THAT_BROKE =
      "max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624";

  /** Makes the database. */
  public String createDatabase() {
    return "CREATE DATABASE IF NOT EXISTS " + name(database) + onCluster();
  }

  /** Makes the table where it is missing. */
  public List<String> create(Table table) {
    if (!isSpread(table)) {
      return List.of(create(table, table.name()));
    }
    String local = local(table.name());
    return List.of(
        create(table, local),
        "CREATE TABLE IF NOT EXISTS %s%s AS %s ENGINE = Distributed(%s, %s, %s, %s) COMMENT %s"
            .formatted(
                qualified(table.name()),
                onCluster(),
                qualified(local),
                quoted(cluster),
                quoted(database),
                quoted(local),
                table.layout().shard(),
                quoted(table.description())));
  }

  private String create(Table table, String name) {
    String columns =
        Stream.concat(table.columns().stream().map(Column::ddl), table.indexes().stream())
            .collect(Collectors.joining(",\n"));
    Table.Layout layout = table.layout();
    return "CREATE TABLE IF NOT EXISTS %s%s (\n%s\n) ENGINE = %s%s ORDER BY (%s)%s COMMENT %s"
        .formatted(
            qualified(name),
            onCluster(),
            columns,
            engine(layout, name),
            layout.partition().isEmpty() ? "" : " PARTITION BY " + layout.partition(),
            layout.order(),
            " SETTINGS " + settings(table),
            quoted(table.description()));
  }

  /** A replica's path holds its shard, or nothing of it where all nodes have the same rows. */
  private String engine(Table.Layout layout, String name) {
    if (cluster.isEmpty()) {
      return layout.engine();
    }
    int open = layout.engine().indexOf('(');
    String kind = open < 0 ? layout.engine() : layout.engine().substring(0, open);
    String arguments = open < 0 ? ")" : ", " + layout.engine().substring(open + 1);
    boolean whole = layout.shard().isEmpty();
    return "Replicated%s(%s, %s%s"
        .formatted(
            kind,
            quoted(
                "/clickhouse/tables/" + (whole ? "all" : "{shard}") + "/" + database + "/" + name),
            quoted(whole ? "{shard}-{replica}" : "{replica}"),
            arguments);
  }

  /** Sets what a table of an earlier version may have otherwise. */
  public String settle(Table table) {
    return "ALTER TABLE %s%s MODIFY SETTING %s"
        .formatted(qualified(written(table)), onCluster(), settings(table));
  }

  private String settings(Table table) {
    if (table.layout().shard().isEmpty()) {
      return WITHOUT_RESERVE + ", " + ALL_THAT_BROKE;
    }
    return "%s_deduplication_window = %d, %s, %s, %s, %s, %s"
        .formatted(
            cluster.isEmpty() ? "non_replicated" : "replicated",
            DEDUPLICATION_WINDOW,
            SMALL_BUFFERS,
            table.isDerived() ? ALL_COLUMNS_AT_ONCE : LARGE_COLUMN_BY_COLUMN,
            FEW_MERGES,
            WITHOUT_RESERVE,
            ALL_THAT_BROKE);
  }

  /** Makes the views that feed the table where they are missing. */
  public List<String> views(Table table) {
    List<String> statements = new ArrayList<>();
    for (View view : table.views()) {
      statements.add(
          "CREATE MATERIALIZED VIEW IF NOT EXISTS %s%s TO %s AS %s"
              .formatted(
                  qualified(viewName(table, view)),
                  onCluster(),
                  qualified(written(table)),
                  select(view, written(view.source()))));
    }
    return statements;
  }

  /** What a view's rows are made of, from this table. */
  public static String select(View view, String source) {
    return view.select().replace("{source}", source);
  }

  /** Makes a view for questions of time where it is missing. */
  public String create(Window window) {
    String select =
        TABLE_IN_WINDOW
            .matcher(window.select())
            .replaceAll(found -> Matcher.quoteReplacement(qualified(found.group(1))));
    return "CREATE VIEW IF NOT EXISTS %s%s AS %s"
        .formatted(qualified(window.name()), onCluster(), select);
  }

  /** Feeds the table with what it is fed with now, from a view of an earlier version. */
  public List<String> settleViews(Table table) {
    return table.views().stream()
        .map(
            view ->
                "ALTER TABLE %s%s MODIFY QUERY %s"
                    .formatted(
                        qualified(viewName(table, view)),
                        onCluster(),
                        select(view, written(view.source()))))
        .toList();
  }

  /** The name of the view that feeds the table. */
  public static String viewName(Table table, View view) {
    return view.source() + "_to_" + table.name();
  }

  /** Adds columns that an earlier version lacked; rows stored before have the types' defaults. */
  public List<String> addColumns(Table table, List<Column> missing) {
    String columns =
        missing.stream()
            .map(column -> "ADD COLUMN IF NOT EXISTS " + column.ddl())
            .collect(Collectors.joining(",\n"));
    return names(table).stream()
        .map(name -> "ALTER TABLE %s%s %s".formatted(qualified(name), onCluster(), columns))
        .toList();
  }

  /** Removes a partition. */
  public String drop(Table table, String partition) {
    return "ALTER TABLE %s%s DROP PARTITION ID %s"
        .formatted(qualified(written(table)), onCluster(), quoted(partition));
  }

  /** The tables that are the table, local ones first. */
  public List<String> names(Table table) {
    return isSpread(table) ? List.of(local(table.name()), table.name()) : List.of(table.name());
  }

  /**
   * All names its rows can be read by: a view that feeds a table answers with that table's rows.
   */
  public List<String> readable(Table table) {
    return Stream.concat(
            names(table).stream(), table.views().stream().map(view -> viewName(table, view)))
        .toList();
  }

  /** Where rows of the table lie. */
  public String written(Table table) {
    return isSpread(table) ? local(table.name()) : table.name();
  }

  private String written(String source) {
    return qualified(cluster.isEmpty() ? source : local(source));
  }

  /** The system table of this name, of all shards. */
  public String system(String table) {
    return cluster.isEmpty()
        ? "system." + table
        : "cluster(" + quoted(cluster) + ", system." + table + ")";
  }

  private boolean isSpread(Table table) {
    return !cluster.isEmpty() && !table.layout().shard().isEmpty();
  }

  private static String local(String table) {
    return table + "_local";
  }

  /** {@code ON CLUSTER …}, or nothing on one server. */
  public String onCluster() {
    return cluster.isEmpty() ? "" : " ON CLUSTER " + name(cluster);
  }

  /** With the database before it. */
  public String qualified(String table) {
    return name(database) + "." + name(table);
  }

  private static String name(String text) {
    return '`' + text.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /** As a literal. */
  public static String quoted(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
