package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Threshold;
import io.nightjar.flow.Flow;
import io.nightjar.net.IpAddress;
import java.util.List;

/**
 * DNS that carries something else: long names, again and again. In one flow by the mean length of
 * its queries, over many flows of a client by the different names it asks for below one domain.
 */
final class DnsTunnel implements FlowCheck {
  /** Ethernet, IPv4, UDP, DNS header, question and EDNS of a query, without the name. */
  private static final int AROUND_NAME_BYTES = 14 + 20 + 8 + 12 + 6 + 11;

  private static final int IPV6_MORE_BYTES = 20;
  private static final int UDP = 17;

  private static final Threshold QUERIES =
      new Threshold("queries", 50, 5, 1e9, "queries of the flow, or names below the domain");
  private static final Threshold LENGTH =
      new Threshold("name_characters", 36, 10, 253, "mean length of the names asked for");

  static final AlertType TYPE =
      AlertType.of(
              "dns_data_exfiltration",
              Entity.FLOW,
              Category.SECURITY,
              120,
              "DNS queries of a client are so long and so many that they carry data")
          .client(90)
          .technique("T1048.003")
          .threshold(QUERIES)
          .threshold(LENGTH)
          .check("Read the names: query the table dns by src_ip, newest first.")
          .check("Ask who owns the domain; some security products ask names that hold hashes.");

  private final double queries;
  private final double length;
  private final NamesBelow names = new NamesBelow();

  DnsTunnel(AlertSettings settings) {
    queries = settings.value(TYPE, QUERIES);
    length = settings.value(TYPE, LENGTH);
  }

  @Override
  public List<AlertType> types() {
    return List.of(TYPE);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    if (!flow.application().protocol().equals("dns") || !verdict.isNews(TYPE)) {
      return;
    }
    long asked = flow.fromClient().packets();
    if (flow.protocol() == UDP && asked >= queries) {
      int around = AROUND_NAME_BYTES + (flow.ipVersion() == 6 ? IPV6_MORE_BYTES : 0);
      double mean = (double) flow.fromClient().bytes() / asked - around;
      if (mean >= length) {
        verdict.raise(
            TYPE,
            Evidence.above("queries", asked, queries),
            Evidence.above("name_characters", mean, length),
            Evidence.of("first_query", flow.application().dns().query()));
      }
      return;
    }
    below(flow, verdict);
  }

  private void below(Flow flow, Verdict verdict) {
    String name = flow.application().dns().query();
    String domain = NamesBelow.domain(name);
    if (domain.isEmpty()) {
      return;
    }
    IpAddress client = flow.client().ip();
    NamesBelow.Names seen = names.seen(client, domain, name, verdict.nowNanos());
    if (seen.different() >= queries && seen.meanCharacters() >= length) {
      verdict.raise(
          TYPE,
          Evidence.above("queries", seen.different(), queries),
          Evidence.above("name_characters", seen.meanCharacters(), length),
          Evidence.of("domain", domain),
          Evidence.of("last_query", name));
      names.forget(client, domain);
    }
  }
}
