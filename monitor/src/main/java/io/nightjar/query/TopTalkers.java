package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.query.FlowGroups.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who or what moved most in a range of history. */
public final class TopTalkers {
  /** What is ranked, and the column or expression of {@code flows} it is. */
  public enum By {
    HOST("arrayJoin([src_ip, dst_ip])"),
    CONVERSATION("concat(src_ip, ' -> ', dst_ip)"),
    APPLICATION("l7_app"),
    COUNTRY("arrayJoin(arrayDistinct(arrayFilter(c -> c != '', [src_country, dst_country])))"),
    ASN("arrayJoin(arrayDistinct(arrayFilter(a -> a != '', [asn(src), asn(dst)])))"),
    PORT("concat(l4_proto, '/', toString(dst_port))"),
    DOMAIN("domain_name");

    private final String expression;

    By(String expression) {
      this.expression =
          expression
              .replace(
                  "asn(src)", "if(src_asn = 0, '', concat(toString(src_asn), ' ', src_asn_name))")
              .replace(
                  "asn(dst)", "if(dst_asn = 0, '', concat(toString(dst_asn), ' ', dst_asn_name))");
    }
  }

  private final History history;

  /** Asks this history. */
  public TopTalkers(History history) {
    this.history = history;
  }

  /** What a row is. */
  public static List<Column> columns(boolean untrusted) {
    return FlowGroups.columns(untrusted ? FlowGroups.By.DOMAIN : FlowGroups.By.APPLICATION);
  }

  /** The ranking in this range. */
  public Table of(By by, Metric metric, Instant from, Instant to, Page page) {
    Tiers.Choice choice = new Tiers(history).from(from);
    Rows rows =
        history.select(
            sql(by, metric, choice.tier()),
            Map.of(
                "from",
                from.getEpochSecond(),
                "to",
                to.getEpochSecond(),
                "limit",
                page.limit() + 1,
                "offset",
                page.offset()),
            Limits.DEFAULT);
    boolean more = rows.values().size() > page.limit();
    List<List<@Nullable Object>> shown =
        new ArrayList<>(rows.values().subList(0, more ? page.limit() : rows.values().size()));
    List<String> notes = new ArrayList<>(choice.notes());
    if (shown.isEmpty()) {
      notes.add("no flow in this range: widen from and to, or leave them out for live state");
    }
    long total = more ? -1 : page.offset() + shown.size();
    return new Table(
        columns(by == By.DOMAIN), shown, total, more, null, Instant.now(), Source.HISTORY, notes);
  }

  private static String sql(By by, Metric metric, Tiers.Tier tier) {
    return """
      SELECT %s AS key, %s AS total_flows, %s AS alerted, sum(bytes) AS total_bytes,
        sum(packets) AS total_packets, %s AS total_score
      FROM %s
      WHERE %s
      GROUP BY key HAVING key != '' ORDER BY total_%s DESC, key LIMIT {limit:UInt32} OFFSET {offset:UInt64}"""
        .formatted(
            by.expression,
            tier.flows(),
            tier.alerted(),
            tier.score(),
            tier.table(),
            tier.within(),
            metric.name().toLowerCase(Locale.ROOT));
  }
}
