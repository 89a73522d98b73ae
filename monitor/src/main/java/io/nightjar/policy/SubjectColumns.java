package io.nightjar.policy;

import io.nightjar.history.Rows.RowsColumn;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which columns of an answer tell what a violation is about. */
final class SubjectColumns {
  private static final List<String> SUBJECTS =
      List.of(
          "subject",
          "host",
          "src_ip",
          "ip",
          "host_ip",
          "client_ip",
          "mac",
          "src_mac",
          "network",
          "domain_name",
          "domain",
          "dst_ip",
          "server_ip",
          "interface");

  private static final List<String> CAUSES =
      List.of("src_ip", "host", "ip", "host_ip", "client_ip");
  private static final List<String> SUFFERERS = List.of("dst_ip", "peer", "server_ip");

  /** Stands between the parts of a subject of several columns. */
  private static final String BETWEEN = " ";

  private final List<RowsColumn> columns;
  private final List<Integer> subject;

  private SubjectColumns(List<RowsColumn> columns, List<Integer> subject) {
    this.columns = columns;
    this.subject = subject;
  }

  /**
   * Those of an answer.
   *
   * @param wanted by name; empty for the first that is usual
   * @throws IllegalArgumentException when there are none, with what to do
   */
  static SubjectColumns of(List<RowsColumn> columns, List<String> wanted) {
    List<Integer> found = new ArrayList<>();
    for (String name : wanted) {
      found.add(
          find(columns, name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "subject: the SELECT has no column "
                              + CellText.value(name, 64)
                              + "; it has "
                              + names(columns))));
    }
    if (found.isEmpty()) {
      SUBJECTS.stream()
          .map(name -> find(columns, name))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(found::add);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "sql: none of its columns ("
              + names(columns)
              + ") tells what a row is about: name one of them src_ip, host, mac, domain_name or"
              + " subject, or pass subject");
    }
    return new SubjectColumns(columns, found);
  }

  private static Optional<Integer> find(List<RowsColumn> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static String names(List<RowsColumn> columns) {
    return columns.stream()
        .limit(20)
        .map(column -> CellText.value(column.name(), 64))
        .collect(Collectors.joining(", "));
  }

  /** What this row is about; empty when its cells are. */
  String subject(List<@Nullable Object> row) {
    return CellText.value(
        subject.stream()
            .map(at -> CellText.value(row.get(at)))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(BETWEEN)));
  }

  /** Where it was seen, empty for nowhere. */
  String interfaceName(List<@Nullable Object> row) {
    return find(columns, "interface").map(at -> CellText.value(row.get(at))).orElse("");
  }

  /** The flow, 0 for none. */
  long flowId(List<@Nullable Object> row) {
    return find(columns, "flow_id")
        .map(row::get)
        .map(cell -> cell instanceof Number number ? number.longValue() : 0L)
        .orElse(0L);
  }

  Optional<IpAddress> cause(List<@Nullable Object> row) {
    return address(CAUSES, row);
  }

  Optional<IpAddress> sufferer(List<@Nullable Object> row) {
    return address(SUFFERERS, row);
  }

  private Optional<IpAddress> address(List<String> names, List<@Nullable Object> row) {
    for (String name : names) {
      Optional<Integer> at = find(columns, name);
      if (at.isPresent() && row.get(at.get()) instanceof String text && !text.isEmpty()) {
        try {
          return Optional.of(IpAddress.parse(text));
        } catch (IllegalArgumentException _) {
          // A column of this name that holds something else.
        }
      }
    }
    return Optional.empty();
  }
}
