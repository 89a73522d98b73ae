package io.nightjar.exclusion;

import io.nightjar.history.History;
import io.nightjar.history.InNetworks;
import io.nightjar.history.Limits;
import io.nightjar.net.IpProtocolNames;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many alerts of the last 24 hours an exclusion would have silenced. */
public final class SilencedAlerts {
  private static final Map<String, String> DIRECTIONS =
      Map.of(
          "local", "src_is_local AND dst_is_local",
          "outbound", "src_is_local AND NOT dst_is_local",
          "inbound", "NOT src_is_local AND dst_is_local",
          "remote", "NOT src_is_local AND NOT dst_is_local");

  private final History history;

  /** Asks this history. */
  public SilencedAlerts(History history) {
    this.history = history;
  }

  /** Alerts, of all there were. */
  public record Count(long silenced, long all) {}

  /**
   * Counts them; alerts of several flows by the flow their row names.
   *
   * @throws io.nightjar.history.HistoryException when history cannot be asked
   */
  public Count count(Exclusion exclusion) {
    Map<String, Object> values = new HashMap<>();
    List<String> all = new ArrayList<>();
    if (!exclusion.conditions().alert().isEmpty()) {
      values.put("alert", exclusion.conditions().alert());
      all.add("key = {alert:String}");
    }
    if (exclusion.kind() == Kind.HOST) {
      all.add(ends(exclusion));
    }
    List<String> ofFlow = ofFlow(exclusion, values);
    if (!ofFlow.isEmpty()) {
      all.add(
          "flow_id != 0 AND flow_id IN (SELECT flow_id FROM flows WHERE first_seen >= now() -"
              + " INTERVAL 25 HOUR AND "
              + String.join(" AND ", ofFlow)
              + ")");
    }
    String sql =
        "SELECT uniqExactIf(alert_id, %s), uniqExact(alert_id) FROM alerts WHERE time >= now() - INTERVAL 1 DAY"
            .formatted(String.join(" AND ", all));
    List<?> row = history.select(sql, values, Limits.DEFAULT).values().getFirst();
    return new Count(number(row.getFirst()), number(row.getLast()));
  }

  private static String ends(Exclusion exclusion) {
    Prefix network = exclusion.network();
    String either =
        exclusion
            .conditions()
            .peer()
            .map(
                peer ->
                    "(%s AND %s) OR (%s AND %s)"
                        .formatted(
                            in("src_ip", network),
                            in("dst_ip", peer),
                            in("dst_ip", network),
                            in("src_ip", peer)))
            .orElse(
                in("src_ip", network)
                    + " OR "
                    + in("dst_ip", network)
                    + " OR "
                    + in("subject", network));
    return "(" + either + ")";
  }

  private static String in(String column, Prefix network) {
    return InNetworks.condition(column, network);
  }

  private static List<String> ofFlow(Exclusion exclusion, Map<String, Object> values) {
    Conditions conditions = exclusion.conditions();
    List<String> all = new ArrayList<>();
    switch (exclusion.kind()) {
      case HOST -> {}
      case DOMAIN -> all.add(domain(exclusion.subject(), values));
      case CERTIFICATE -> {
        values.put("certificate", exclusion.subject());
        all.add("lower(tls_subject) = lower({certificate:String})");
      }
    }
    if (exclusion.kind() != Kind.HOST) {
      conditions
          .peer()
          .ifPresent(peer -> all.add("(" + in("src_ip", peer) + " OR " + in("dst_ip", peer) + ")"));
    }
    if (conditions.port() != 0) {
      all.add("dst_port = " + conditions.port());
    }
    if (!conditions.protocol().isEmpty()) {
      values.put("protocol", IpProtocolNames.of(conditions.protocolNumber()));
      all.add("l4_proto = {protocol:String}");
    }
    if (!conditions.application().isEmpty()) {
      values.put("application", conditions.application());
      all.add(
          "(lower(l7_app) = lower({application:String})"
              + " OR startsWith(lower(l7_app), lower(concat({application:String}, '.'))))");
    }
    if (!conditions.direction().isEmpty()) {
      all.add(DIRECTIONS.getOrDefault(conditions.direction(), "0"));
    }
    return all;
  }

  private static String domain(String subject, Map<String, Object> values) {
    if (subject.startsWith("*.")) {
      values.put("domain", subject.substring(1));
      return "endsWith(lower(domain_name), {domain:String})";
    }
    values.put("domain", subject);
    return "lower(domain_name) = {domain:String}";
  }

  private static long number(Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }
}
