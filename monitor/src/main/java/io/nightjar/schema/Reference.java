package io.nightjar.schema;

import static io.nightjar.schema.Column.bool;
import static io.nightjar.schema.Column.number;
import static io.nightjar.schema.Column.text;
import static io.nightjar.schema.Column.word;

import io.nightjar.schema.Table.Keep;
import io.nightjar.schema.Table.Layout;
import io.nightjar.schema.Table.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables that explain what others hold. Their rows come with the program, in {@code NAME.tsv}. */
public final class Reference {
  static final Table PROTOCOLS =
      table(
          "protocols",
          "Applications by nDPI's names: the parts of l7_app",
          "id",
          number("id", "UInt16", "nDPI's number"),
          text("name", "As in l7_app; lower case in l7_proto"));

  static final Table RISKS =
      table(
          "risks",
          "Flow risks: what can stand in the column risks of flows",
          "id",
          number("id", "UInt16", "nDPI's number"),
          text("name", "As in the column risks"),
          word("alert", "Key of the alert it raises: see alert_types"),
          number("score", "UInt16", "What it adds to a flow's score"),
          number("client_score", "UInt16", "The client's share of it"),
          number("server_score", "UInt16", "The server's share of it"),
          text("meaning", "What it says of the flow"));

  static final Table TECHNIQUES =
      table(
          "attack_techniques",
          "MITRE ATT&CK techniques that show in network traffic",
          "id",
          text("id", "ATT&CK's, for example T1071.004"),
          text("name", "ATT&CK's"),
          word("tactic", "What it is done for: the first of its tactics"),
          text("in_traffic", "How it shows in flows"));

  static final Table ALERT_TYPES =
      table(
          "alert_types",
          "Alerts that can be raised: what can stand in the column key of alerts",
          "key",
          word("key", "As in the column key of alerts, and in the column alerts of flows"),
          word("entity", "What it is about: flow, host, interface, system, ..."),
          word("category", "Who should care: security, network, policy or system"),
          bool("is_on", "Whether it is raised unless a user says otherwise"),
          number("score", "UInt16", "What it adds to a flow's score"),
          number("client_score", "UInt16", "The client's part of it"),
          word("severity", "By the score: info, notice, warning, error, critical or emergency"),
          text("technique", "MITRE ATT&CK technique it points to, empty for none"),
          text("meaning", "What raises it"),
          text("limits", "What values are held against, unless a user says otherwise"),
          text("checks", "What to look at next"));

  /** Made of flows: the systems that were met. */
  static final Table ASNS =
      new Table(
          "asns",
          "Autonomous systems met in flows, with their names; read it with FINAL",
          List.of(
              number("asn", "UInt32", "Number"),
              text("name", "Organisation"),
              word("country", "Of an address of it that was met, two letters")),
          new Layout("ReplacingMergeTree", "", "asn", "cityHash64(asn)"),
          List.of(),
          List.of(
              new View(
                  "hosts_5m",
                  """
                  SELECT r.asn AS asn, any(r.asn_name) AS name, any(r.country) AS country
                  FROM {source} AS r WHERE r.asn != 0 GROUP BY r.asn""")),
          Keep.FOREVER);

  /** What was removed, and how far back rows are whole. */
  static final Table REMOVALS =
      table(
          "removals",
          "Partitions that retention removed; read it with FINAL",
          "table, partition",
          word("table", "From which table"),
          text("partition", "Which one"),
          Column.of("at", "DateTime('UTC')", "", "When it was removed, UTC"),
          Column.of("until", "DateTime('UTC')", "", "Latest time of writing of its rows, UTC"),
          number("rows", "UInt64", "How many rows it had"),
          number("bytes", "UInt64", "What they took on the disk"),
          word("reason", "age, or size: history was larger than allowed"));

  /** Which steps a store has gone through. */
  static final Table MIGRATIONS =
      table(
          "migrations",
          "Versions of these tables that the store has gone through",
          "version",
          number("version", "UInt32", "Of the tables"),
          Column.of("at", "DateTime('UTC')", "", "When it was reached, UTC"),
          text("name", "What changed"));

  private Reference() {}

  private static Table table(String name, String description, String order, Column... columns) {
    return new Table(
        name,
        description,
        List.of(columns),
        new Layout("ReplacingMergeTree", "", order, ""),
        List.of(),
        List.of(),
        Keep.FOREVER);
  }

  /** The tables whose rows come with the program. */
  public static List<Table> filled() {
    return List.of(PROTOCOLS, RISKS, TECHNIQUES, ALERT_TYPES);
  }

  /** The rows of a table, tab-separated, a line each. */
  public static String rows(Table table) {
    try (InputStream in = Reference.class.getResourceAsStream(table.name() + ".tsv")) {
      if (in == null) {
        throw new AssertionError("no rows of " + table.name() + " in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
