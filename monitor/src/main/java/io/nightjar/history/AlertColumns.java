package io.nightjar.history;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Talk;
import io.nightjar.net.IpAddress;
import io.nightjar.net.IpProtocolNames;
import io.nightjar.schema.Column;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Every column of {@code alerts}, each declared once, in the order they are written. */
final class AlertColumns {
  private static final String PLAIN = "ZSTD(1)";
  private static final String TIMES = "Delta, ZSTD(1)";
  private static final long LAST_SECOND = 0xffff_ffffL;

  /**
   * A column.
   *
   * @param type ClickHouse's, in the table
   * @param codec how it is compressed
   */
  record AlertColumn(String name, String type, String codec, String description, Cells cells) {
    /** As the table declares it. */
    Column column() {
      return Column.of(name, type, codec, description);
    }

    /** ClickHouse's type in an insert: the server makes LowCardinality itself. */
    String sentType() {
      return type.replace("LowCardinality(String)", "String");
    }
  }

  /** Writes a column's cells, one after the other. */
  interface Cells {
    void write(List<Alert> alerts, ColumnBuffer out);
  }

  /** Writes one cell. */
  interface Cell {
    void write(Alert alert, ColumnBuffer out);
  }

  static final List<AlertColumn> ALL =
      Stream.of(identity(), about(), times(), reasons(), marks()).flatMap(List::stream).toList();

  private AlertColumns() {}

  /** Appends the alerts as one block: counts, then for each column its name, type and cells. */
  static void write(List<Alert> alerts, ColumnBuffer out) {
    out.varUint(ALL.size());
    out.varUint(alerts.size());
    for (AlertColumn column : ALL) {
      out.text(column.name());
      out.text(column.sentType());
      column.cells().write(alerts, out);
    }
  }

  private static List<AlertColumn> identity() {
    return List.of(
        number("alert_id", "UInt64", "Identifies the alert", Alert::id),
        word("key", "Which alert: see alert_types", alert -> alert.type().key()),
        word("entity", "What it is about: flow, host, ...", a -> a.type().entity().text()),
        word(
            "category",
            "Who should care: security, network, policy or system",
            a -> a.type().category().text()),
        word(
            "severity",
            "By the score: info, notice, warning, error, critical or emergency",
            a -> a.type().severity().text()),
        number(
            "score", "UInt16", "How bad, in the measure of flows' scores", a -> a.type().score()),
        number("client_score", "UInt16", "The client's part of it", a -> a.type().clientScore()),
        number("server_score", "UInt16", "The server's part of it", a -> a.type().serverScore()),
        word(
            "state",
            "happened (it has no end), engaged (it is so now) or released",
            alert -> alert.state().text()),
        number("count", "UInt64", "How often it was found", Alert::count));
  }

  private static List<AlertColumn> about() {
    return List.of(
        word("probe", "Name of the monitor that raised it", Alert::probe),
        word("interface", "Network interface, or name of the capture file", Alert::interfaceName),
        word("capture", "Identifies the capture file's content, empty when live", Alert::capture),
        text("subject", "What it is about, in words: From the network", Alert::subject),
        text(
            "src_ip",
            "Client of its flows, or who caused it; empty when unknown or many",
            alert -> textOf(alert.source())),
        text(
            "dst_ip",
            "Server of its flows, or who suffered it; empty when unknown or many",
            alert -> textOf(alert.target())),
        number(
            "dst_port",
            "UInt16",
            "Server's port of the latest flow, 0 for none",
            ofTalk(Talk::serverPort)),
        number("vlan_id", "UInt16", "VLAN of the latest flow, 0 for none", ofTalk(Talk::vlanId)),
        word(
            "l4_proto",
            "Transport protocol of the latest flow, empty for none",
            a -> a.talk().map(talk -> IpProtocolNames.of(talk.transport())).orElse("")),
        word("l7_app", "Application of the latest flow", textOfTalk(Talk::application)),
        text("domain_name", "Domain name of the latest flow", textOfTalk(Talk::domain)),
        number(
            "flow_id",
            "UInt64",
            "The latest flow it was found in, 0 for none",
            a -> a.flows().isEmpty() ? 0 : a.flows().getFirst()),
        new AlertColumn(
            "flows",
            "Array(UInt64)",
            PLAIN,
            "The latest flows it was found in, latest first",
            (alerts, out) -> {
              ends(alerts, alert -> alert.flows().size(), out);
              alerts.forEach(alert -> alert.flows().forEach(out::int64));
            }));
  }

  private static List<AlertColumn> times() {
    return List.of(
        time("time", "When it was first found, UTC", Alert::first),
        time("last_seen", "When it was last found, UTC", Alert::last),
        time(
            "ended",
            "When it was released, UTC; 1970 while it is not",
            alert -> alert.ended().orElse(Instant.EPOCH)),
        AlertColumns.of(
            "changed",
            "DateTime64(3, 'UTC')",
            TIMES,
            "When the row was made; of the rows of an alert_id the latest counts",
            (alert, out) -> out.int64(Math.max(0, alert.changed().toEpochMilli()))),
        time("stored", "When the row was written, UTC; retention goes by it", _ -> Instant.now()));
  }

  private static List<AlertColumn> reasons() {
    return List.of(
        words(
            "techniques",
            "MITRE ATT&CK techniques it points to; see attack_techniques",
            a -> a.type().technique().isEmpty() ? List.of() : List.of(a.type().technique())),
        words(
            "evidence_names",
            "What was looked at, most telling first",
            alert -> alert.evidence().stream().map(Evidence::name).toList()),
        texts(
            "evidence_values",
            "What it was, in the order of evidence_names; from the network",
            alert -> alert.evidence().stream().map(Evidence::value).toList()),
        texts(
            "evidence_limits",
            "What it was held against, empty when nothing",
            alert -> alert.evidence().stream().map(Evidence::limit).toList()));
  }

  private static List<AlertColumn> marks() {
    return List.of(
        word(
            "status",
            "What people made of it: open, acknowledged or closed",
            alert -> alert.mark().status().text()),
        word("label", "A word of theirs, empty for none", alert -> alert.mark().label()),
        word("marked_by", "Who set status and label, empty for nobody", a -> a.mark().by()));
  }

  private static ToLongFunction<Alert> ofTalk(ToLongFunction<Talk> value) {
    return alert -> alert.talk().isEmpty() ? 0 : value.applyAsLong(alert.talk().get());
  }

  private static Function<Alert, String> textOfTalk(Function<Talk, String> value) {
    return alert -> alert.talk().map(value).orElse("");
  }

  private static String textOf(Optional<IpAddress> address) {
    return address.map(IpAddress::toString).orElse("");
  }

  private static AlertColumn of(
      String name, String type, String codec, String description, Cell cell) {
    return new AlertColumn(
        name,
        type,
        codec,
        description,
        (alerts, out) -> alerts.forEach(alert -> cell.write(alert, out)));
  }

  private static AlertColumn text(String name, String description, Function<Alert, String> value) {
    return of(name, "String", PLAIN, description, (a, out) -> out.text(value.apply(a)));
  }

  private static AlertColumn word(String name, String description, Function<Alert, String> value) {
    return of(
        name,
        "LowCardinality(String)",
        PLAIN,
        description,
        (alert, out) -> out.text(value.apply(alert)));
  }

  private static AlertColumn texts(
      String name, String description, Function<Alert, List<String>> value) {
    return list(name, "Array(String)", description, value);
  }

  private static AlertColumn words(
      String name, String description, Function<Alert, List<String>> value) {
    return list(name, "Array(LowCardinality(String))", description, value);
  }

  /** Where each list ends, then all texts. */
  private static AlertColumn list(
      String name, String type, String description, Function<Alert, List<String>> value) {
    return new AlertColumn(
        name,
        type,
        PLAIN,
        description,
        (alerts, out) -> {
          ends(alerts, alert -> value.apply(alert).size(), out);
          alerts.forEach(alert -> value.apply(alert).forEach(out::text));
        });
  }

  private static void ends(List<Alert> alerts, ToLongFunction<Alert> size, ColumnBuffer out) {
    long end = 0;
    for (Alert alert : alerts) {
      end += size.applyAsLong(alert);
      out.int64(end);
    }
  }

  private static AlertColumn time(String name, String description, Function<Alert, Instant> value) {
    return of(
        name,
        "DateTime('UTC')",
        TIMES,
        description,
        (alert, out) ->
            out.uint32(Math.clamp(value.apply(alert).getEpochSecond(), 0, LAST_SECOND)));
  }

  private static AlertColumn number(
      String name, String type, String description, ToLongFunction<Alert> value) {
    Cell cell =
        type.equals("UInt16")
            ? (alert, out) -> out.uint16((int) value.applyAsLong(alert))
            : (alert, out) -> out.int64(value.applyAsLong(alert));
    return of(name, type, PLAIN, description, cell);
  }
}
