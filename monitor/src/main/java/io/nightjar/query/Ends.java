package io.nightjar.query;

import io.nightjar.history.InNetworks;
import io.nightjar.net.Asker;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hosts of flows, in SQL: each row of a tier as one of its client and one of its server, with
 * the same columns whichever tier it is. What the tier does not know is NULL.
 */
final class Ends {
  private static final List<String> KEYS = List.of("vlan_id", "interface", "capture");

  private static final List<String> SUMS =
      List.of(
          "flows_as_client",
          "flows_as_server",
          "alerted_flows",
          "score",
          "bytes_sent",
          "bytes_received",
          "packets_sent",
          "packets_received");

  private Ends() {}

  /**
   * A subquery named {@code e}, of hosts the asker may see: of any other host it sees only what it
   * did with those, which is not what that host did.
   *
   * @param where of the tier's own rows
   */
  static String of(Tier tier, String where) {
    Asker asker = Asker.current();
    String visible =
        asker.isBoundToNetworks()
            ? " AND (" + InNetworks.condition("ip", asker.networks()) + ")"
            : "";
    return "(SELECT * FROM (SELECT %s FROM (SELECT * FROM %s WHERE %s) AS r%s) WHERE ip != ''%s) AS e"
        .formatted(
            columns(tier),
            tier.table(),
            where,
            tier == Tier.HOSTS ? "" : " ARRAY JOIN [true, false] AS is_client",
            visible);
  }

  private static String columns(Tier tier) {
    return Stream.of(
            Stream.of(side(tier, "ip", "String"), peer(tier)),
            Stream.of(
                side(tier, "mac", "String"),
                side(tier, "host_name", "String"),
                side(tier, "country", "String"),
                side(tier, "asn", "UInt32"),
                side(tier, "asn_name", "String"),
                side(tier, "is_local", "Bool")),
            KEYS.stream().map(key -> "r." + key + " AS " + key),
            tier == Tier.HOSTS ? SUMS.stream().map(sum -> "r." + sum + " AS " + sum) : sums(tier),
            Stream.of(tier.first() + " AS first", tier.last() + " AS last"))
        .flatMap(columns -> columns)
        .collect(Collectors.joining(", "));
  }

  private static String side(Tier tier, String column, String type) {
    String value = "CAST(NULL AS Nullable(" + type + "))";
    if (tier.ofEnds(column)) {
      value = "if(is_client, r.src_%1$s, r.dst_%1$s)".formatted(column);
    } else if (tier.knows(column)) {
      value = "r." + column;
    }
    return value + " AS " + column;
  }

  private static String peer(Tier tier) {
    return tier.ofEnds("ip")
        ? "is_client, if(is_client, r.dst_ip, r.src_ip) AS peer"
        : "CAST(NULL AS Nullable(Bool)) AS is_client, CAST(NULL AS Nullable(String)) AS peer";
  }

  private static Stream<String> sums(Tier tier) {
    return Stream.of(
        "if(is_client, " + tier.flows() + ", 0) AS flows_as_client",
        "if(is_client, 0, " + tier.flows() + ") AS flows_as_server",
        tier.alerted() + " AS alerted_flows",
        tier.score() + " AS score",
        "if(is_client, r.src2dst_bytes, r.dst2src_bytes) AS bytes_sent",
        "if(is_client, r.dst2src_bytes, r.src2dst_bytes) AS bytes_received",
        "if(is_client, r.src2dst_packets, r.dst2src_packets) AS packets_sent",
        "if(is_client, r.dst2src_packets, r.src2dst_packets) AS packets_received");
  }
}
