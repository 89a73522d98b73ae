package io.nightjar.guide;

import io.nightjar.history.Tables;
import io.nightjar.schema.Reference;
import io.nightjar.schema.Table;
import java.util.Arrays;
import java.util.Optional;

/** A table whose rows come with the program, as a page. */
public enum FilledTable {
  /** What can be wrong with a flow. */
  RISKS("risks", "risks", "Flow risks", "What each risk in the column risks says, and its score"),
  /** What flows can be. */
  PROTOCOLS("protocols", "protocols", "Applications", "The names that l7_app is made of"),
  /** What attackers do. */
  TECHNIQUES(
      "attack-techniques",
      "attack_techniques",
      "ATT&CK techniques",
      "MITRE ATT&CK techniques that show in network traffic, and how"),
  /** What is raised. */
  ALERTS(
      "alerts",
      "alert_types",
      "Alerts",
      "Every alert: what raises it, how bad it is, what it is held against, what to look at next");

  private final String path;
  private final String table;
  private final String title;
  private final String description;

  FilledTable(String path, String table, String title, String description) {
    this.path = path;
    this.table = table;
    this.title = title;
    this.description = description;
  }

  /** Where it stands among resources, and the name of its page. */
  public String path() {
    return path;
  }

  String title() {
    return title;
  }

  String description() {
    return description;
  }

  static Optional<FilledTable> at(String path) {
    return Arrays.stream(values()).filter(each -> each.path.equals(path)).findFirst();
  }

  /** The page. */
  public String markdown() {
    Table declared = Tables.find(table).orElseThrow(() -> new AssertionError("no table " + table));
    MarkdownTable rows =
        new MarkdownTable(
            declared.columns().stream().map(io.nightjar.schema.Column::name).toList());
    Reference.rows(declared).lines().forEach(line -> rows.row((Object[]) line.split("\t", -1)));
    return "# " + title + "\n\n" + description + ". In SQL: the table `" + table + "`.\n\n" + rows;
  }
}
