package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.query.FlowGroups.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who or what moved most in a range of history. */
public final class TopTalkers {
  /** What is ranked, and the column or expression of {@code flows} it is. */
  public enum By {
    HOST("arrayJoin([src_ip, dst_ip])", "src_ip", "dst_ip"),
    SOURCE("src_ip", "src_ip"),
    DESTINATION("dst_ip", "dst_ip"),
    CONVERSATION("concat(src_ip, ' -> ', dst_ip)", "src_ip", "dst_ip"),
    APPLICATION("l7_app", "l7_app"),
    PROTOCOL("l4_proto", "l4_proto"),
    CATEGORY("l7_category", "l7_category"),
    COUNTRY(
        "arrayJoin(arrayDistinct(arrayFilter(c -> c != '', [src_country, dst_country])))",
        "src_country",
        "dst_country"),
    ASN(
        "arrayJoin(arrayDistinct(arrayFilter(a -> a != '', [asn(src), asn(dst)])))",
        "src_asn",
        "src_asn_name",
        "dst_asn",
        "dst_asn_name"),
    PORT("concat(l4_proto, '/', toString(dst_port))", "l4_proto", "dst_port"),
    DOMAIN("domain_name", "domain_name");

    private final String expression;

    @SuppressWarnings("ImmutableEnumChecker") // a list of texts
    private final transient List<String> columns;

    By(String expression, String... columns) {
      this.expression =
          expression
              .replace(
                  "asn(src)", "if(src_asn = 0, '', concat(toString(src_asn), ' ', src_asn_name))")
              .replace(
                  "asn(dst)", "if(dst_asn = 0, '', concat(toString(dst_asn), ' ', dst_asn_name))");
      this.columns = List.of(columns);
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
    Tiers.Choice choice =
        new Tiers(history)
            .from(
                from,
                Stream.concat(Stream.of("src_ip", "dst_ip"), by.columns.stream()).toList(),
                List.of());
    return new Past(history)
        .page(
            columns(by == By.DOMAIN),
            sql(by, metric, choice.tier()),
            new Range(from, to).parameters(),
            page,
            _ -> {},
            choice.notes());
  }

  private static String sql(By by, Metric metric, Tier tier) {
    return """
      SELECT %s AS key, sum(%s) AS flows, sum(%s) AS alerted, sum(r.bytes) AS bytes,
        sum(r.packets) AS packets, sum(%s) AS score
      FROM %s AS r
      WHERE %s
      GROUP BY key HAVING key != '' ORDER BY %s DESC, key"""
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
