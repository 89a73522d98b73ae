package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.InNetworks;
import io.nightjar.net.Prefix;
import io.nightjar.query.HostGroups.By;
import io.nightjar.query.HostGroups.SortBy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hosts in a range of history by country, autonomous system, VLAN or local network. */
public final class PastHostGroups {
  private final Tiers tiers;
  private final Past past;
  private final List<Prefix> localNetworks;

  /** Asks this history. */
  public PastHostGroups(History history, List<Prefix> localNetworks) {
    this.tiers = new Tiers(history);
    this.past = new Past(history);
    this.localNetworks = localNetworks;
  }

  /** The groups, most first; hosts that belong to none are left out. */
  public Table list(By by, SortBy sortBy, @Nullable String interfaceName, Range range, Page page) {
    Tiers.Choice choice = tiers.from(range.from(), needed(by), wanted(by));
    Map<String, Object> parameters = new HashMap<>(range.parameters());
    parameters.put("interface", interfaceName == null ? "" : interfaceName);
    return past.page(
        HostGroups.columns(by),
        sql(by, sortBy, choice.tier()),
        parameters,
        page,
        _ -> {},
        Past.timed(choice, "first_seen and last_seen"));
  }

  private static List<String> needed(By by) {
    return switch (by) {
      case COUNTRY -> List.of("ip", "country");
      case ASN -> List.of("ip", "asn");
      case VLAN -> List.of("ip", "vlan_id");
      case NETWORK -> List.of("ip");
    };
  }

  private static List<String> wanted(By by) {
    return by == By.ASN ? List.of("is_local", "asn_name") : List.of("is_local");
  }

  private String sql(By by, SortBy sortBy, Tier tier) {
    return """
      SELECT %s AS %s, any(e.asn_name) AS asn_name, uniq(e.ip, e.vlan_id) AS hosts,
        %s AS local_hosts, sum(e.bytes_sent) AS bytes_sent,
        sum(e.bytes_received) AS bytes_received,
        sum(e.packets_sent) + sum(e.packets_received) AS packets, sum(e.score) AS score,
        min(e.first) AS first_seen, max(e.last) AS last_seen,
        sum(e.flows_as_client) + sum(e.flows_as_server) AS flows
      FROM %s WHERE {interface:String} = '' OR e.interface = {interface:String}
      GROUP BY 1 HAVING %s ORDER BY %s DESC, 1"""
        .formatted(
            key(by),
            column(by),
            tier.knows("is_local")
                ? "uniqIf(e.ip, e.vlan_id, e.is_local)"
                : "CAST(NULL AS Nullable(UInt64))",
            Ends.of(tier, tier.within()),
            by == By.VLAN ? "1" : column(by) + (by == By.ASN ? " != 0" : " != ''"),
            order(sortBy));
  }

  private static String column(By by) {
    return HostGroups.columns(by).getFirst().name();
  }

  private String key(By by) {
    return switch (by) {
      case COUNTRY -> "e.country";
      case ASN -> "e.asn";
      case VLAN -> "e.vlan_id";
      case NETWORK -> network();
    };
  }

  /** The smallest local network of a host, as text. */
  private String network() {
    return localNetworks.stream()
        .sorted(Comparator.comparingInt(Prefix::length).reversed())
        .map(each -> InNetworks.condition("e.ip", each) + ", '" + each + "', ")
        .collect(Collectors.joining("", "multiIf(0, '', ", "'')"));
  }

  /** Throughput over one range orders as bytes do. */
  private static String order(SortBy sortBy) {
    return switch (sortBy) {
      case BYTES, THROUGHPUT -> "bytes_sent + bytes_received";
      case HOSTS -> "hosts";
      case FLOWS -> "flows";
      case SCORE -> "score";
    };
  }
}
