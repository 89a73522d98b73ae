package io.nightjar.query;

import io.nightjar.history.History;
import java.util.ArrayList;
import java.util.List;

/** Questions about the interfaces and capture files in a range of history. */
public final class PastInterfaces {
  private final Tiers tiers;
  private final Past past;

  /** Asks this history. */
  public PastInterfaces(History history) {
    this.tiers = new Tiers(history);
    this.past = new Past(history);
  }

  /** Every interface that had a flow, most bytes first. */
  public Table list(Range range, Page page) {
    Tiers.Choice choice =
        tiers.from(range.from(), List.of("src_ip", "dst_ip", "interface"), List.of("mac"));
    List<String> notes = new ArrayList<>(Past.timed(choice, "first_packet and last_packet"));
    notes.add("history counts IP traffic in flows; null is what only live state tells");
    return past.page(
        Interfaces.COLUMNS, sql(choice.tier()), range.parameters(), page, _ -> {}, notes);
  }

  private static String sql(Tier tier) {
    return """
      SELECT r.interface AS interface, if(any(r.capture) = '', 'live', 'file') AS kind,
        sum(r.packets) AS packets, sum(r.bytes) AS bytes, sum(%s) AS total_flows,
        sum(%s) AS alerted_flows, uniqArray([r.src_ip, r.dst_ip]) AS hosts, %s AS devices,
        min(%s) AS first_packet, max(%s) AS last_packet
      FROM %s AS r WHERE %s GROUP BY r.interface ORDER BY bytes DESC, interface"""
        .formatted(
            tier.flows(),
            tier.alerted(),
            tier.ofEnds("mac")
                ? "uniqArray(arrayFilter(mac -> mac != '', [r.src_mac, r.dst_mac]))"
                : "CAST(NULL AS Nullable(UInt64))",
            tier.first(),
            tier.last(),
            tier.table(),
            tier.within());
  }
}
