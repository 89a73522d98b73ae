package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What history holds of a host that is not in memory. */
final class HostPast {
  /** Who it is goes before whom it dealt with. */
  private static final List<Tier> ORDER =
      List.of(Tier.FLOWS, Tier.HOSTS, Tier.MINUTES, Tier.HOURS, Tier.DAYS);

  /** What not every table tells. */
  private static final List<String> WANTED = List.of("mac", "host_name", "peer");

  private static final String CONTACTS =
      """
      uniqIf(e.peer, e.is_client) AS contacted_hosts,
        uniqIf(e.peer, NOT e.is_client) AS contacted_by_hosts,""";

  private final Tiers tiers;
  private final Past past;
  private final LookupData lookup;

  HostPast(History history, LookupData lookup) {
    this.tiers = new Tiers(history);
    this.past = new Past(history);
    this.lookup = lookup;
  }

  /** From the finest table that knows the host. */
  Optional<Entity> of(IpAddress ip, @Nullable Integer vlanId, List<Column> facts) {
    Map<String, Object> asked = Map.of("ip", ip.toString(), "vlan", vlanId == null ? -1 : vlanId);
    for (Tier tier : ORDER) {
      Map<String, @Nullable Object> known = past.rows(sql(tier), asked).getFirst();
      if (known.get("records") instanceof Number records && records.longValue() > 0) {
        identify(ip, known);
        return Optional.of(
            new Entity(
                facts, Past.cells(facts, known), Instant.now(), Source.HISTORY, notes(tier)));
      }
    }
    return Optional.empty();
  }

  /** Columns are facts of the same names; any VLAN where it is -1. */
  private static String sql(Tier tier) {
    String end =
        tier.ofEnds("ip") ? "(src_ip = {ip:String} OR dst_ip = {ip:String})" : "ip = {ip:String}";
    String where = end + " AND ({vlan:Int32} = -1 OR vlan_id = {vlan:Int32})";
    return """
      SELECT count() AS records, any(e.interface) AS interface, any(e.vlan_id) AS vlan_id,
        argMax(e.mac, e.last) AS mac, argMax(e.host_name, e.last) AS name,
        sum(e.bytes_sent) AS bytes_sent, sum(e.bytes_received) AS bytes_received,
        sum(e.packets_sent) AS packets_sent, sum(e.packets_received) AS packets_received,
        sum(e.flows_as_client) AS total_flows_as_client,
        sum(e.flows_as_server) AS total_flows_as_server,
        sum(e.alerted_flows) AS alerted_flows, sum(e.score) AS score, %s
        min(e.first) AS seen_first, max(e.last) AS seen_last
      FROM %s WHERE e.ip = {ip:String}"""
        .formatted(tier.ofEnds("ip") ? CONTACTS : "", Ends.of(tier, where));
  }

  private List<String> notes(Tier tier) {
    List<String> notes = new ArrayList<>();
    notes.add("not in memory now: this is what history holds of it; use query for more");
    notes.addAll(
        Past.timed(new Tiers.Choice(tier, tiers.notes(tier, WANTED)), "seen_first and seen_last"));
    return notes;
  }

  private void identify(IpAddress ip, Map<String, @Nullable Object> known) {
    var origin = lookup.origin(ip);
    known.put("ip", ip.toString());
    PastHosts.identify(known, lookup);
    known.put("country", origin.country());
    known.put("asn", origin.asn());
    known.put("asn_name", origin.asnName());
    known.put("is_local", origin.isLocal());
  }
}
