package io.nightjar.query;

import io.nightjar.account.ServerKind;
import io.nightjar.history.History;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which servers of each kind hosts used in a range of history, learned from their flows. */
final class ServerUse {
  /**
   * One server.
   *
   * @param requests flows it answered; through a gateway, flows that left or entered
   * @param share of all requests of its kind, 0 to 1
   */
  record Used(IpAddress server, long requests, double share) {}

  /**
   * What was seen.
   *
   * @param byKind most requests first
   */
  record Seen(Map<ServerKind, List<Used>> byKind, List<String> notes) {
    List<Used> of(ServerKind kind) {
      return byKind.getOrDefault(kind, List.of());
    }
  }

  /** Columns only flows themselves have. */
  private static final List<String> NEEDED =
      List.of("src_ip", "dst_ip", "src_port", "dst_port", "l4_proto", "src_mac", "dst_mac");

  /** A DHCP server answers from its port to the client's, as a flow of its own (RFC 2131). */
  private static final String ANSWERED =
      """
      SELECT multiIf(r.l4_proto = 'UDP' AND r.src_port = 67 AND r.dst_port = 68, 'dhcp',
          r.dst2src_packets = 0, '',
          r.dst_port = 53, 'dns',
          r.l4_proto = 'UDP' AND r.dst_port = 123, 'ntp',
          r.l4_proto = 'UDP' AND r.dst_port = 67, 'dhcp',
          r.l4_proto = 'TCP' AND r.dst_port IN (25, 465, 587), 'smtp', '') AS kind,
        if(r.src_port = 67 AND r.dst_port = 68, r.src_ip, r.dst_ip) AS server,
        sum(toUInt64(r.first_dump)) AS requests
      FROM flows AS r WHERE $within GROUP BY kind, server HAVING kind != '' AND requests > 0""";

  /**
   * The local address, of the same family, of the MAC that frames to and from elsewhere bear; no
   * group's MAC (IEEE 802, the first octet's lowest bit), no MAC of many addresses.
   */
  private static final String GATEWAYS =
      """
      SELECT 'gateway' AS kind, local.ip AS server, away.requests AS requests
      FROM (SELECT if(r.src_is_local, r.dst_mac, r.src_mac) AS mac, r.ip_version AS family,
          sum(toUInt64(r.first_dump)) AS requests
        FROM flows AS r WHERE $within AND r.src_is_local != r.dst_is_local
        GROUP BY mac, family
        HAVING mac != '' AND NOT bitTest(reinterpretAsUInt8(unhex(substring(mac, 1, 2))), 0)
          AND requests > 0) AS away
      INNER JOIN (SELECT end.1 AS mac, end.4 AS family, arrayJoin(groupUniqArray(5)(end.2)) AS ip
        FROM (SELECT arrayJoin([(r.src_mac, r.src_ip, r.src_is_local, r.ip_version),
            (r.dst_mac, r.dst_ip, r.dst_is_local, r.ip_version)]) AS end
          FROM flows AS r WHERE $within)
        WHERE end.3 GROUP BY mac, family HAVING uniqExact(end.2) <= 4) AS local
      ON local.mac = away.mac AND local.family = away.family""";

  private static final String ALL =
      "SELECT kind, server, requests, sum(requests) OVER (PARTITION BY kind) AS of_kind FROM ("
          + ANSWERED
          + " UNION ALL "
          + GATEWAYS
          + ") ORDER BY kind, requests DESC, server LIMIT 256 BY kind";

  private final History history;

  ServerUse(History history) {
    this.history = history;
  }

  /** What was used in this range. */
  Seen in(Range range) {
    Tiers.Choice choice = new Tiers(history).from(range.from(), NEEDED, List.of());
    String sql = ALL.replace("$within", choice.tier().within());
    Map<ServerKind, List<Used>> byKind = new EnumMap<>(ServerKind.class);
    for (Map<String, @Nullable Object> row : new Past(history).rows(sql, range.parameters())) {
      ServerKind kind = ServerKind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT));
      long requests = number(row, "requests");
      byKind
          .computeIfAbsent(kind, _ -> new ArrayList<>())
          .add(
              new Used(
                  IpAddress.parse(text(row, "server")),
                  requests,
                  (double) requests / number(row, "of_kind")));
    }
    return new Seen(byKind, choice.notes());
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return String.valueOf(row.get(column));
  }

  private static long number(Map<String, @Nullable Object> row, String column) {
    return Long.parseLong(text(row, column));
  }

  /** What of this was answered by addresses in a prefix. */
  static long requests(List<Used> used, Prefix addresses) {
    return used.stream()
        .filter(each -> addresses.contains(each.server()))
        .mapToLong(Used::requests)
        .sum();
  }

  /** What part of this was answered by addresses in a prefix, 0 to 1. */
  static double share(List<Used> used, Prefix addresses) {
    return used.stream()
        .filter(each -> addresses.contains(each.server()))
        .mapToDouble(Used::share)
        .sum();
  }
}
