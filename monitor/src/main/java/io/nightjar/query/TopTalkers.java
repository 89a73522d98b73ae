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
    Rows rows =
        history.select(
            sql(by, metric),
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
    List<String> notes =
        shown.isEmpty()
            ? List.of("no flow in this range: widen from and to, or leave them out for live state")
            : List.of();
    long total = more ? -1 : page.offset() + shown.size();
    return new Table(
        columns(by == By.DOMAIN), shown, total, more, null, Instant.now(), Source.HISTORY, notes);
  }

  private static String sql(By by, Metric metric) {
    return """
      SELECT %s AS key, countIf(first_dump) AS flows,
        countIf(first_dump AND score > 0) AS alerted,
        sum(bytes) AS total_bytes, sum(packets) AS total_packets, sumIf(score, first_dump) AS total_score
      FROM flows
      WHERE last_seen >= {from:DateTime('UTC')} AND first_seen <= {to:DateTime('UTC')}
      GROUP BY key HAVING key != '' ORDER BY %s DESC, key LIMIT {limit:UInt32} OFFSET {offset:UInt64}"""
        .formatted(by.expression, order(metric));
  }

  private static String order(Metric metric) {
    return metric == Metric.FLOWS ? "flows" : "total_" + metric.name().toLowerCase(Locale.ROOT);
  }
}
