package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What history holds of a host that is not in memory. */
final class HostPast {
  /** Columns are facts of the same names; any VLAN where it is -1. */
  private static final String SQL =
      """
      WITH src_ip = {ip:String} AS is_client
      SELECT count() AS records, any(interface) AS interface, any(vlan_id) AS vlan_id,
        argMax(if(is_client, src_mac, dst_mac), last_seen) AS mac,
        sum(if(is_client, src2dst_bytes, dst2src_bytes)) AS bytes_sent,
        sum(if(is_client, dst2src_bytes, src2dst_bytes)) AS bytes_received,
        sum(if(is_client, src2dst_packets, dst2src_packets)) AS packets_sent,
        sum(if(is_client, dst2src_packets, src2dst_packets)) AS packets_received,
        countIf(first_dump AND is_client) AS total_flows_as_client,
        countIf(first_dump AND NOT is_client) AS total_flows_as_server,
        countIf(first_dump AND score > 0) AS alerted_flows,
        uniqIf(dst_ip, is_client) AS contacted_hosts,
        uniqIf(src_ip, NOT is_client) AS contacted_by_hosts,
        sumIf(flows.score, first_dump) AS score,
        argMax(if(is_client, src_host_name, dst_host_name), last_seen) AS name,
        min(first_seen) AS seen_first, max(last_seen) AS seen_last
      FROM flows WHERE (src_ip = {ip:String} OR dst_ip = {ip:String})
        AND ({vlan:Int32} = -1 OR flows.vlan_id = {vlan:Int32})""";

  private final History history;
  private final LookupData lookup;

  HostPast(History history, LookupData lookup) {
    this.history = history;
    this.lookup = lookup;
  }

  Optional<Entity> of(IpAddress ip, @Nullable Integer vlanId, List<Column> facts) {
    Rows rows =
        history.select(
            SQL, Map.of("ip", ip.toString(), "vlan", vlanId == null ? -1 : vlanId), Limits.DEFAULT);
    Map<String, @Nullable Object> known = new HashMap<>();
    for (int i = 0; i < rows.columns().size() && !rows.values().isEmpty(); i++) {
      known.put(rows.columns().get(i).name(), rows.values().getFirst().get(i));
    }
    if (!(known.get("records") instanceof Number records) || records.longValue() == 0) {
      return Optional.empty();
    }
    identify(ip, known);
    List<@Nullable Object> values = new ArrayList<>();
    facts.forEach(column -> values.add(known.get(column.name())));
    return Optional.of(
        new Entity(
            facts,
            values,
            Instant.now(),
            Source.HISTORY,
            List.of("not in memory now: this is what history holds of it; use query for more")));
  }

  private void identify(IpAddress ip, Map<String, @Nullable Object> known) {
    var origin = lookup.origin(ip);
    String mac = String.valueOf(known.get("mac"));
    known.put("ip", ip.toString());
    known.put(
        "manufacturer",
        origin.isLocal() && !mac.isEmpty() ? lookup.vendors().of(MacAddress.parse(mac)) : "");
    known.put("scope", origin.scope().name().toLowerCase(Locale.ROOT));
    known.put("country", origin.country());
    known.put("asn", origin.asn());
    known.put("asn_name", origin.asnName());
    known.put("is_local", origin.isLocal());
  }
}
