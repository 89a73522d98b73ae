package io.nightjar.alerts;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertCatalogue;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Talk;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts as history has them. */
public final class StoredAlerts {
  private static final String ALL = "SELECT * FROM alerts FINAL WHERE ";
  private static final int MOST_ENGAGED = 10_000;

  private final History history;
  private final AlertCatalogue catalogue;

  /** Those of this history. */
  public StoredAlerts(History history, AlertCatalogue catalogue) {
    this.history = history;
    this.catalogue = catalogue;
  }

  /** The alert of this number. */
  public Optional<Alert> find(long id) {
    String where = "alert_id = {id:UInt64} LIMIT 1";
    return read(where, Map.of("id", Long.toUnsignedString(id))).stream().findFirst();
  }

  /** Those that this probe left engaged. */
  public List<Alert> engaged(String probe) {
    return read(
        "state = 'engaged' AND capture = '' AND probe = {probe:String} LIMIT " + MOST_ENGAGED,
        Map.of("probe", probe));
  }

  private List<Alert> read(String where, Map<String, Object> parameters) {
    Rows rows = history.select(ALL + where, parameters, Limits.DEFAULT.withRows(MOST_ENGAGED));
    List<Alert> alerts = new ArrayList<>();
    for (List<@Nullable Object> row : rows.values()) {
      Map<String, Object> cells = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        Object cell = row.get(i);
        if (cell != null) {
          cells.put(rows.columns().get(i).name(), cell);
        }
      }
      alerts.add(alert(cells));
    }
    return alerts;
  }

  private Alert alert(Map<String, Object> cells) {
    Instant ended = time(cells, "ended");
    return new Alert(
        number(cells, "alert_id"),
        type(cells),
        text(cells, "probe"),
        text(cells, "subject"),
        text(cells, "interface"),
        text(cells, "capture"),
        address(cells, "src_ip"),
        address(cells, "dst_ip"),
        talk(cells),
        time(cells, "time"),
        time(cells, "last_seen"),
        ended.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(ended),
        number(cells, "count"),
        list(cells, "flows").stream().map(Long::parseUnsignedLong).toList(),
        evidence(cells),
        AlertState.valueOf(text(cells, "state").toUpperCase(Locale.ROOT)),
        new Alert.Mark(
            AlertStatus.valueOf(text(cells, "status").toUpperCase(Locale.ROOT)),
            text(cells, "label"),
            text(cells, "marked_by")),
        time(cells, "changed"));
  }

  /** As it is declared now; as it was, where it no longer is. */
  private AlertType type(Map<String, Object> cells) {
    String key = text(cells, "key");
    return catalogue
        .find(key)
        .orElseGet(
            () ->
                AlertType.of(
                    key,
                    Entity.valueOf(text(cells, "entity").toUpperCase(Locale.ROOT)),
                    Category.valueOf(text(cells, "category").toUpperCase(Locale.ROOT)),
                    (int) Math.max(1, number(cells, "score")),
                    "This version of Nightjar does not raise it"));
  }

  /** A client and a server are what makes it one of flows. */
  private static Optional<Talk> talk(Map<String, Object> cells) {
    Optional<IpAddress> client = address(cells, "src_ip");
    Optional<IpAddress> server = address(cells, "dst_ip");
    if (client.isEmpty() || server.isEmpty() || !text(cells, "entity").equals("flow")) {
      return Optional.empty();
    }
    return Optional.of(
        new Talk(
            client.get(),
            0,
            server.get(),
            (int) number(cells, "dst_port"),
            (int) number(cells, "vlan_id"),
            transport(text(cells, "l4_proto")),
            "",
            text(cells, "l7_app"),
            text(cells, "domain_name"),
            "",
            false,
            false,
            text(cells, "capture")));
  }

  private static int transport(String name) {
    return switch (name) {
      case "TCP" -> 6;
      case "UDP" -> 17;
      case "ICMP" -> 1;
      case "ICMPv6" -> 58;
      default -> 0;
    };
  }

  private static List<Evidence> evidence(Map<String, Object> cells) {
    List<String> names = list(cells, "evidence_names");
    List<String> values = list(cells, "evidence_values");
    List<String> limits = list(cells, "evidence_limits");
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < names.size() && i < values.size() && i < limits.size(); i++) {
      evidence.add(new Evidence(names.get(i), values.get(i), limits.get(i)));
    }
    return evidence;
  }

  private static String text(Map<String, Object> cells, String name) {
    return String.valueOf(cells.getOrDefault(name, ""));
  }

  private static long number(Map<String, Object> cells, String name) {
    return Long.parseUnsignedLong(text(cells, name));
  }

  private static Instant time(Map<String, Object> cells, String name) {
    return cells.get(name) instanceof Instant moment ? moment : Instant.EPOCH;
  }

  private static Optional<IpAddress> address(Map<String, Object> cells, String name) {
    String text = text(cells, name);
    return text.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(text));
  }

  private static List<String> list(Map<String, Object> cells, String name) {
    return cells.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
