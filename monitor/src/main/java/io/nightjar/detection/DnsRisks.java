package io.nightjar.detection;

import java.util.List;

/** What names and their resolution can be wrong with. */
final class DnsRisks {
  private static final String NAMES =
      "See which names the client asks for: query the table dns by src_ip.";

  static final List<Risk> ALL =
      List.of(
          Risk.of(
                  16,
                  "Suspicious DGA Domain name",
                  "suspicious_dga_domain",
                  60,
                  "A name that an algorithm seems to have made, as malware does to find its"
                      + " controller")
              .client(90)
              .technique("T1568.002")
              .check(NAMES),
          Risk.of(
                  23,
                  "Suspicious DNS Traffic",
                  "dns_suspicious_traffic",
                  50,
                  "DNS that does not look like name resolution: a tunnel, or answers far too many")
              .client(90)
              .technique("T1071.004")
              .check(NAMES),
          Risk.of(
                  37,
                  "DNS Packet Larger Than 512 bytes",
                  "dns_large_packet",
                  5,
                  "A DNS message longer than 512 bytes: a large answer, or a tunnel")
              .check(NAMES),
          Risk.of(
                  38,
                  "Fragmented DNS Message",
                  "dns_fragmented",
                  20,
                  "DNS in IP fragments, which resolvers avoid and attackers use")
              .technique("T1071.004")
              .check(NAMES),
          Risk.of(27, "Risky Domain Name", "risky_domain", 30, "A domain known for abuse")
              .client(90)
              .check(NAMES));

  private DnsRisks() {}
}
