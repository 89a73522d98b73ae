package io.nightjar.query;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.net.IpAddress;
import io.nightjar.schema.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an alert was raised, and how to go on. */
public final class AlertExplanation {
  private static final Duration BEFORE = Duration.ofDays(30);
  private static final Duration AROUND = Duration.ofHours(1);

  /**
   * What is told of.
   *
   * @param flows a line for each of its flows that history has
   * @param same how often it was raised before, and when last
   */
  private record Told(
      Alert alert, AlertSettings settings, List<String> flows, Map<String, @Nullable Object> same) {
    AlertType type() {
      return alert.type();
    }
  }

  private static final List<Fact<Told>> FACTS =
      List.of(
          Fact.text("alert_id", "this alert", told -> Long.toUnsignedString(told.alert.id())),
          Fact.text("key", "which alert", told -> told.type().key()),
          Fact.text("meaning", "what raises it", told -> told.type().meaning()),
          new Fact<>(Column.untrusted("subject", "what it is about"), t -> t.alert.subject()),
          new Fact<>(
              Column.untrustedList("why", "what was found, and the limit it was held against"),
              told -> why(told.alert)),
          Fact.list("limits", "values it is held against, as set now", AlertExplanation::limits),
          Fact.text("severity", "by the score", told -> told.type().severity().text()),
          Fact.integer("score", "how bad one of them is", told -> told.type().score()),
          Fact.text("entity", "kind of subject", told -> told.type().entity().text()),
          Fact.text("category", "who should care", told -> told.type().category().text()),
          Fact.text("state", "happened, engaged or released", t -> t.alert.state().text()),
          Fact.text("src_ip", "client, or who caused it", told -> text(told.alert.source())),
          Fact.text("dst_ip", "server, or who suffered it", told -> text(told.alert.target())),
          new Fact<>(Column.untrusted("interface", "where"), told -> told.alert.interfaceName()),
          Fact.integer("count", "how often it was found", told -> told.alert.count()),
          Fact.time("first_seen", "first found", told -> told.alert.first()),
          Fact.time("last_seen", "last found", told -> told.alert.last()),
          Fact.time("ended", "when it was released", told -> told.alert.ended().orElse(null)),
          Fact.list(
              "flow_ids",
              "its latest flows, for get_live_flow and get_historical_flow",
              told -> told.alert.flows().stream().map(Long::toUnsignedString).toList()),
          new Fact<>(
              Column.untrustedList("flows", "those of them history has, a line each"), Told::flows),
          Fact.integer(
              "same_before", "alerts of the key between the two in 30 days", t -> t.same.get("n")),
          Fact.time("same_last", "when the last of them was found", t -> t.same.get("latest")),
          Fact.list("sql", "statements for query, to see more", AlertExplanation::sql),
          Fact.text("technique", "MITRE ATT&CK", told -> technique(told.type().technique())),
          Fact.list("checks", "what to look at next", told -> told.type().checks()),
          Fact.text("status", "open, acknowledged or closed", t -> t.alert.mark().status().text()),
          new Fact<>(Column.untrusted("label", "given by people"), t -> t.alert.mark().label()),
          Fact.text("marked_by", "who set both", told -> told.alert.mark().by()));

  /** What is told. */
  public static final List<Column> COLUMNS = Fact.columns(FACTS);

  private static final String FLOWS =
      """
      SELECT concat(toString(flow_id), ': ', any(src_ip), ' to ', any(dst_ip), ':',
          toString(any(dst_port)), ', ', anyLast(l7_app), ', ', anyLast(domain_name), ', ',
          toString(sum(src2dst_bytes)), ' bytes sent, ', toString(sum(dst2src_bytes)),
          ' received, ', anyLast(conn_state)) AS line
      FROM flows WHERE has({flows:Array(UInt64)}, flow_id)
        AND first_seen >= {from:DateTime('UTC')} AND first_seen <= {to:DateTime('UTC')}
      GROUP BY flow_id ORDER BY flow_id DESC LIMIT 8""";

  private static final String SAME =
      """
      SELECT count() AS n, max(last_seen) AS latest FROM alerts FINAL
      WHERE key = {key:String} AND src_ip = {src:String} AND dst_ip = {dst:String}
        AND alert_id != {id:UInt64} AND time >= {from:DateTime('UTC')}""";

  private final Past past;
  private final AlertSettings settings;

  /** Explains by this history. */
  public AlertExplanation(History history, AlertSettings settings) {
    this.past = new Past(history);
    this.settings = settings;
  }

  /** Everything of an alert. */
  public Entity of(Alert alert) {
    List<String> notes = new ArrayList<>();
    List<String> flows = List.of();
    Map<String, @Nullable Object> same = Map.of();
    try {
      flows = alert.flows().isEmpty() ? List.of() : flows(alert);
      same = same(alert);
    } catch (HistoryException e) {
      notes.add("what history knows is missing now: " + e.getMessage());
    }
    if (alert.flows().size() > flows.size()) {
      notes.add("flows that go on, or ended seconds ago, are not in history yet: get_live_flow");
    }
    Told told = new Told(alert, settings, flows, same);
    return new Entity(COLUMNS, Fact.row(FACTS, told), Instant.now(), Source.LIVE, notes);
  }

  private List<String> flows(Alert alert) {
    String ids =
        alert.flows().stream()
            .map(Long::toUnsignedString)
            .collect(java.util.stream.Collectors.joining(",", "[", "]"));
    return past
        .rows(
            FLOWS,
            Map.of(
                "flows", ids,
                "from", Range.text(alert.first().minus(BEFORE)),
                "to", Range.text(alert.last().plus(AROUND))))
        .stream()
        .map(row -> String.valueOf(row.get("line")))
        .toList();
  }

  private Map<String, @Nullable Object> same(Alert alert) {
    Map<String, @Nullable Object> same =
        past.rows(
                SAME,
                Map.of(
                    "key", alert.type().key(),
                    "src", text(alert.source()),
                    "dst", text(alert.target()),
                    "id", Long.toUnsignedString(alert.id()),
                    "from", Range.text(alert.last().minus(BEFORE))))
            .getFirst();
    if (Long.valueOf(0).equals(same.get("n"))) {
      same.put("latest", null);
    }
    return same;
  }

  private static String text(Optional<IpAddress> address) {
    return address.map(IpAddress::toString).orElse("");
  }

  private static List<String> why(Alert alert) {
    return alert.evidence().stream()
        .map(
            each ->
                each.name()
                    + ": "
                    + each.value()
                    + (each.limit().isEmpty() ? "" : ", limit " + each.limit()))
        .toList();
  }

  private static List<String> limits(Told told) {
    return told.type().thresholds().stream()
        .map(
            each ->
                "%s %s: %s"
                    .formatted(
                        each.name(),
                        number(told.settings.value(told.type(), each)),
                        each.meaning()))
        .toList();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** Made of numbers and addresses alone: nothing the network wrote stands in them. */
  private static List<String> sql(Told told) {
    Alert alert = told.alert;
    String around =
        "first_seen >= '%s' AND first_seen <= '%s'"
            .formatted(
                Range.text(alert.first().minus(AROUND)), Range.text(alert.last().plus(AROUND)));
    List<String> sql = new ArrayList<>();
    if (!alert.flows().isEmpty()) {
      sql.add(
          "SELECT * FROM flows WHERE flow_id IN (%s)"
              .formatted(
                  String.join(", ", alert.flows().stream().map(Long::toUnsignedString).toList())));
      sql.add(
          "SELECT src_ip, dst_ip, dst_port, l7_app, count() AS flows, sum(bytes) AS bytes FROM flows WHERE has(alerts, '%s') AND %s GROUP BY ALL ORDER BY flows DESC LIMIT 20"
              .formatted(told.type().key(), around));
    }
    alert
        .source()
        .ifPresent(
            ip ->
                sql.add(
                    "SELECT dst_ip, dst_port, l7_app, domain_name, count() AS flows, sum(bytes) AS bytes FROM flows WHERE src_ip = '%s' AND %s GROUP BY ALL ORDER BY bytes DESC LIMIT 20"
                        .formatted(ip, around)));
    sql.add(
        "SELECT time, subject, count, status, label FROM alerts FINAL WHERE key = '%s' ORDER BY time DESC LIMIT 20"
            .formatted(told.type().key()));
    return sql;
  }

  private static String technique(String id) {
    if (id.isEmpty()) {
      return "";
    }
    return io.nightjar.history.Tables.find("attack_techniques").stream()
        .flatMap(table -> Reference.rows(table).lines())
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[0].equals(id))
        .map(cells -> "%s %s (%s): %s".formatted(cells[0], cells[1], cells[2], cells[3]))
        .findFirst()
        .orElse(id);
  }
}
