package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.query.Hosts.Filter;
import io.nightjar.query.Hosts.SortBy;
import io.nightjar.query.Hosts.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about the hosts in a range of history. */
public final class PastHosts {
  private final Tiers tiers;
  private final Past past;
  private final LookupData lookup;

  /** Asks this history; vendors and scopes come from the look-up data. */
  public PastHosts(History history, LookupData lookup) {
    this.tiers = new Tiers(history);
    this.past = new Past(history);
    this.lookup = lookup;
  }

  /** The hosts that match, in order. */
  public Table list(Filter filter, SortBy sortBy, Range range, Page page) {
    List<String> needed = new ArrayList<>(List.of("ip"));
    if (filter.where() != Where.ANY) {
      needed.add("is_local");
    }
    if (filter.country() != null) {
      needed.add("country");
    }
    Tiers.Choice choice =
        tiers.from(range.from(), needed, List.of("mac", "country", "asn", "asn_name", "is_local"));
    return past.page(
        Hosts.COLUMNS,
        sql(choice.tier(), filter, sortBy),
        parameters(filter, range),
        page,
        cells -> identify(cells, lookup),
        Past.timed(choice, "first_seen and last_seen"));
  }

  private static String sql(Tier tier, Filter filter, SortBy sortBy) {
    return """
      SELECT e.ip AS ip, e.vlan_id AS vlan_id, argMax(e.mac, e.last) AS mac,
        any(e.country) AS country, any(e.asn) AS asn, any(e.asn_name) AS asn_name,
        toBool(any(e.is_local)) AS is_local, sum(e.bytes_sent) AS bytes_sent,
        sum(e.bytes_received) AS bytes_received, sum(e.score) AS score,
        min(e.first) AS first_seen, max(e.last) AS last_seen,
        sum(e.flows_as_client) + sum(e.flows_as_server) AS flows
      FROM %s WHERE %s%s
      GROUP BY e.ip, e.vlan_id ORDER BY %s DESC, ip, vlan_id"""
        .formatted(
            Ends.of(tier, tier.within()),
            """
            ({vlan:Int32} < 0 OR e.vlan_id = {vlan:Int32})
              AND ({interface:String} = '' OR e.interface = {interface:String})""",
            (filter.where() == Where.ANY ? "" : " AND e.is_local = {local:Bool}")
                + (filter.country() == null ? "" : " AND e.country = upper({country:String})"),
            order(sortBy));
  }

  /** Throughput over one range orders as bytes do. */
  private static String order(SortBy sortBy) {
    return switch (sortBy) {
      case BYTES, THROUGHPUT -> "bytes_sent + bytes_received";
      case FLOWS -> "flows";
      case SCORE -> "score";
      case LAST_SEEN -> "last_seen";
    };
  }

  private static Map<String, Object> parameters(Filter filter, Range range) {
    Map<String, Object> parameters = new HashMap<>(range.parameters());
    parameters.put("vlan", filter.vlanId() == null ? -1 : filter.vlanId());
    parameters.put("interface", filter.interfaceName() == null ? "" : filter.interfaceName());
    parameters.put("local", filter.where() == Where.LOCAL);
    parameters.put("country", filter.country() == null ? "" : filter.country());
    return parameters;
  }

  /** Adds what look-up data says of an address and its network card. */
  static void identify(Map<String, @Nullable Object> cells, LookupData lookup) {
    var origin = lookup.origin(IpAddress.parse(String.valueOf(cells.get("ip"))));
    cells.put("scope", origin.scope().name().toLowerCase(Locale.ROOT));
    cells.put("manufacturer", origin.isLocal() ? maker(cells.get("mac"), lookup) : "");
  }

  /** The maker of a network card; empty when it is unknown. */
  static String maker(@Nullable Object mac, LookupData lookup) {
    return mac instanceof String text && !text.isEmpty()
        ? lookup.vendors().of(MacAddress.parse(text))
        : "";
  }
}
