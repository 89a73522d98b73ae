package io.nightjar.history;

import io.nightjar.net.Asker;
import io.nightjar.net.Prefix;
import io.nightjar.schema.Column;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Reference;
import io.nightjar.schema.Table;
import io.nightjar.schema.TimeWindows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows of each table a query reads: those with an address in the asker's networks and of its
 * interfaces, and of the engine's own tables those about history. The engine applies it to the
 * table itself, below any statement ({@code additional_table_filters}), and lets no read-only
 * statement change it.
 */
/*
 * The engine may compute a statement's WHERE before or together with these conditions, for speed: an
 * error it raises for a row nobody may see then tells of that row. What does so is switched off.
 */
final class VisibleRows {
  /** The setting that carries the conditions. */
  private static final String SETTING = "additional_table_filters";

  /** So that a statement's own conditions are computed of visible rows only. */
  private static final Map<String, String> CONDITIONS_FIRST =
      Map.of(
          "optimize_move_to_prewhere", "0",
          "query_plan_optimize_prewhere", "0",
          "query_plan_merge_filters", "0");

  /** Columns that hold an address of whom the row is about. */
  private static final Set<String> ADDRESSES =
      Set.of("src_ip", "dst_ip", "ip", "host_ip", "client_ip", "server_ip");

  /** A column of all addresses of whom the row is about. */
  private static final String ADDRESS_LIST = "ips";

  /** Tables that say what words mean and hold nothing of anybody. */
  private static final Set<String> VOCABULARY =
      Reference.filled().stream().map(Table::name).collect(Collectors.toUnmodifiableSet());

  /** The column of the interface, or of the capture file's name. */
  private static final String INTERFACE = "interface";

  private static final String NONE = "0";

  private VisibleRows() {}

  /** The settings of a query for this asker. */
  static Map<String, String> settings(Ddl ddl, Asker asker) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SETTING, of(ddl, asker));
    if (asker.isBound()) {
      settings.putAll(CONDITIONS_FIRST);
    }
    return settings;
  }

  private static String of(Ddl ddl, Asker asker) {
    Map<String, String> filters = new LinkedHashMap<>();
    String ours = " = " + Ddl.quoted(ddl.database());
    filters.put("system.databases", "name" + ours);
    filters.put("system.tables", "database" + ours + withoutParameterized());
    filters.put("system.columns", "database" + ours);
    if (asker.isBound()) {
      for (Table table : Tables.all()) {
        String condition = condition(table, asker);
        for (String name : ddl.readable(table)) {
          filters.put(ddl.database() + "." + name, condition);
        }
      }
    }
    return filters.entrySet().stream()
        .map(each -> Ddl.quoted(each.getKey()) + ":" + Ddl.quoted(each.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Whoever reads all tables that are listed cannot read what takes parameters. */
  private static String withoutParameterized() {
    return TimeWindows.ALL.stream()
        .filter(window -> !window.parameters().isEmpty())
        .map(window -> " AND name != " + Ddl.quoted(window.name()))
        .collect(Collectors.joining());
  }

  private static String condition(Table table, Asker asker) {
    if (VOCABULARY.contains(table.name())) {
      return "1";
    }
    return Stream.of(
            asker.interfaces().isEmpty() ? "" : ofInterfaces(table, asker.interfaces()),
            asker.isBoundToNetworks() ? "(" + ofNetworks(table, asker.networks()) + ")" : "")
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(" AND "));
  }

  /** A table that does not tell interfaces apart shows nothing to who is bound to some. */
  private static String ofInterfaces(Table table, List<String> interfaces) {
    return table.stored().contains(INTERFACE)
        ? interfaces.stream()
            .map(Ddl::quoted)
            .collect(Collectors.joining(", ", INTERFACE + " IN (", ")"))
        : NONE;
  }

  /** A table without addresses shows nothing to who is bound to networks. */
  private static String ofNetworks(Table table, List<Prefix> networks) {
    if (table.name().equals(Tables.TIMESERIES.name())) {
      return "series = 'host:traffic' AND ("
          + InNetworks.condition("substringIndex(key, '@', 1)", networks)
          + ")";
    }
    if (table.stored().contains(ADDRESS_LIST)) {
      return "arrayExists(each -> "
          + InNetworks.condition("each", networks)
          + ", `"
          + ADDRESS_LIST
          + "`)";
    }
    String any =
        table.columns().stream()
            .map(Column::name)
            .filter(ADDRESSES::contains)
            .map(column -> InNetworks.condition("toString(`" + column + "`)", networks))
            .collect(Collectors.joining(" OR "));
    return any.isEmpty() ? NONE : any;
  }
}
