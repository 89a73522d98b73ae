package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowReputationTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String SHA1 = "0123456789abcdef0123456789abcdef01234567";
  private static final String JA3 = "6734f37431670b3ab4292b8f60f29984";
  private static final String JA4 = "t13d1516h2_8daaf6152771_02713d6af862";
  private static final String LISTED =
      """
      192.0.2.7:4041 # asyncrat
      10.0.0.66
      evil.example
      http://files.example/a.exe
      %s
      %s
      %s
      AS64496
      """
          .formatted(SHA1, JA3, JA4);

  private record Facts(
      IpAddress client,
      IpAddress server,
      boolean isClientLocal,
      boolean isServerLocal,
      boolean isAnswered,
      boolean isSettled,
      String domain,
      String url,
      String certificate,
      String ja3,
      String ja4,
      long clientAsn,
      long serverAsn,
      String clientCountry,
      String serverCountry)
      implements FlowFacts {

    static Facts between(String client, String server) {
      return new Facts(
          IpAddress.parse(client),
          IpAddress.parse(server),
          client.startsWith("10."),
          server.startsWith("10."),
          true,
          true,
          "",
          "",
          "",
          "",
          "",
          0,
          0,
          "",
          "");
    }

    Facts answered(boolean answered, boolean settled) {
      return new Facts(
          client,
          server,
          isClientLocal,
          isServerLocal,
          answered,
          settled,
          domain,
          url,
          certificate,
          ja3,
          ja4,
          clientAsn,
          serverAsn,
          clientCountry,
          serverCountry);
    }

    Facts named(String newDomain, String newUrl) {
      return new Facts(
          client,
          server,
          isClientLocal,
          isServerLocal,
          isAnswered,
          isSettled,
          newDomain,
          newUrl,
          certificate,
          ja3,
          ja4,
          clientAsn,
          serverAsn,
          clientCountry,
          serverCountry);
    }

    Facts tls(String hash, String newJa3, String newJa4) {
      return new Facts(
          client,
          server,
          isClientLocal,
          isServerLocal,
          isAnswered,
          isSettled,
          domain,
          url,
          hash,
          newJa3,
          newJa4,
          clientAsn,
          serverAsn,
          clientCountry,
          serverCountry);
    }

    Facts from(long system, String country) {
      return new Facts(
          client,
          server,
          isClientLocal,
          isServerLocal,
          isAnswered,
          isSettled,
          domain,
          url,
          certificate,
          ja3,
          ja4,
          clientAsn,
          system,
          clientCountry,
          country);
    }
  }

  @TempDir private Path folder;
  private final List<String> counted = new ArrayList<>();
  private final List<String> localHosts = new ArrayList<>();

  private FlowReputation lists() throws IOException {
    return lists(Lists.reputation(folder, LISTED, "fine.evil.example"));
  }

  private FlowReputation lists(Reputation reputation) {
    return new FlowReputation(
        () -> reputation,
        (listed, type) -> counted.add(listed.list() + " " + type.key()),
        (address, listed, _) -> localHosts.add(address + " " + listed.list()));
  }

  private static String told(List<FlowHit> hits) {
    return hits.stream()
        .map(each -> each.type().key() + " " + each.type().score() + " " + each.fact())
        .collect(Collectors.joining("; "));
  }

  private String of(FlowFacts flow) throws IOException {
    return told(lists().of(flow, List.of(), NOW));
  }

  @Test
  void eachFactHasItsAlert() throws IOException {
    Facts plain = Facts.between("10.0.0.1", "198.51.100.1");
    assertEquals("", of(plain));
    assertEquals(
        "blacklisted_server_contact 200 server_ip", of(Facts.between("10.0.0.1", "192.0.2.7")));
    assertEquals("blacklisted_domain 200 domain_name", of(plain.named("www.evil.example", "")));
    assertEquals("", of(plain.named("fine.evil.example", "")));
    assertEquals(
        "blacklisted_url 200 http_url", of(plain.named("files.example", "files.example/a.exe?x")));
    assertEquals("blacklisted_certificate 50 certificate_hash", of(plain.tls(SHA1, "", "")));
    assertEquals("blacklisted_fingerprint 50 ja3", of(plain.tls("", JA3, "")));
    assertEquals("blacklisted_fingerprint 50 ja4", of(plain.tls("", JA3, JA4)));
    assertEquals("blacklisted_asn 50 server_asn", of(plain.from(64_496, "")));
  }

  @Test
  void aListedClientIsToldOfOnceItIsKnownWhetherItWasAnswered() throws IOException {
    Facts flow = Facts.between("192.0.2.7", "10.0.0.1");
    assertEquals("blacklisted_client_contact 50 client_ip", of(flow));
    assertEquals("", of(flow.answered(false, false)));
    assertEquals("blacklisted_client_contact 10 client_ip", of(flow.answered(false, true)));
  }

  @Test
  void aLocalHostInAListIsNoAlertOfTheFlow() throws IOException {
    assertEquals("", of(Facts.between("10.0.0.66", "198.51.100.1")));
    assertEquals("", of(Facts.between("10.0.0.1", "10.0.0.66")));
    assertEquals(List.of("10.0.0.66 blocked", "10.0.0.66 blocked"), localHosts);
  }

  @Test
  void whatWasToldIsNeitherToldNorCountedAgain() throws IOException {
    Facts flow = Facts.between("10.0.0.1", "192.0.2.7");
    FlowReputation lists = lists();
    List<FlowHit> first = lists.of(flow, List.of(), NOW);
    List<String> keys = first.stream().map(each -> each.type().key()).toList();
    assertEquals(
        "blacklisted_domain 200 domain_name",
        told(lists.of(flow.named("evil.example", ""), keys, NOW)));
    assertEquals(
        List.of("blocked blacklisted_server_contact", "blocked blacklisted_domain"), counted);
  }

  @Test
  void aLesserThreatBoundsTheScore() {
    IndexBuilder block = new IndexBuilder(Lists.KEYS, 100);
    block.begin("ads", Threat.ADVERTISEMENT);
    block.add(new Indicator.Domain("ads.example", false), "");
    Reputation reputation = new Reputation(block.build(), new IndexBuilder(Lists.KEYS, 1).build());
    Facts flow = Facts.between("10.0.0.1", "198.51.100.1").named("ads.example", "");
    assertEquals(
        "blacklisted_domain 10 domain_name", told(lists(reputation).of(flow, List.of(), NOW)));
  }

  @Test
  void aFindingSaysWhy() throws IOException {
    FlowHit hit = lists().of(Facts.between("10.0.0.1", "192.0.2.7"), List.of(), NOW).getFirst();
    assertEquals(
        List.of(
            "server_ip 192.0.2.7",
            "list blocked",
            "list_threat malware",
            "list_note port 4041, asyncrat"),
        hit.evidence().stream().map(each -> each.name() + " " + each.value()).toList());
  }

  @Test
  void aFlowThatNoListWarnsOfAllocatesNothing() throws IOException {
    Facts flow =
        Facts.between("10.0.0.1", "198.51.100.1")
            .named("www.good.example", "www.good.example/index.html?a=b")
            .tls("ffff456789abcdef0123456789abcdef01234567", "ffff", "t13d")
            .from(64_497, "DE");
    FlowReputation lists = lists();
    int found = asked(lists, flow, 20_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    found += asked(lists, flow, 100_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(0, found);
    assertEquals(0, allocated / 100_000, "bytes a flow, of " + allocated);
  }

  private static int asked(FlowReputation lists, FlowFacts flow, int times) {
    int found = 0;
    for (int i = 0; i < times; i++) {
      found += lists.of(flow, List.of(), NOW).size();
    }
    return found;
  }

  @Test
  void localHostsAreToldOnceAndReleasedWhenTheListsChange() throws IOException {
    List<String> told = new ArrayList<>();
    LocalHosts hosts =
        new LocalHosts(
            new AlertSink() {
              @Override
              public void happened(Finding finding) {}

              @Override
              public void engaged(Finding finding) {
                told.add("engaged " + finding.subject());
              }

              @Override
              public void released(Finding finding) {
                told.add("released " + finding.subject());
              }
            });
    IpAddress address = IpAddress.parse("10.0.0.66");
    Reputation reputation = Lists.reputation(folder, LISTED, "");
    Listed listed = java.util.Objects.requireNonNull(reputation.address(address));
    hosts.found(address, listed, NOW);
    hosts.found(address, listed, NOW);
    hosts.recheck(reputation, NOW);
    assertEquals(List.of("engaged 10.0.0.66"), told);
    hosts.recheck(Reputation.NONE, NOW);
    assertEquals(List.of("engaged 10.0.0.66", "released 10.0.0.66"), told);
    for (int i = 0; i < 5_000; i++) {
      hosts.found(IpAddress.v4(i), listed, NOW);
    }
    assertEquals(1_024, hosts.count());
  }
}
