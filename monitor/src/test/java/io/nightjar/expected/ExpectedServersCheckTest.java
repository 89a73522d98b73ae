package io.nightjar.expected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nightjar.EthernetFrames;
import io.nightjar.RecordingSink;
import io.nightjar.TestLink;
import io.nightjar.account.Database;
import io.nightjar.account.ExpectedServers;
import io.nightjar.account.ServerKind;
import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.Finding;
import io.nightjar.detection.Detection;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowRecord;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedServersCheckTest {
  private static final long NOW = 1_700_000_000;
  private static final String CLIENT = "02:00:00:00:00:0a";
  private static final String SERVER = "02:00:00:00:00:0b";
  private static final String ROUTER = "02:00:00:00:00:01";
  private static final byte[] DATA = new byte[60];

  @TempDir private Path folder;
  private final RecordingSink alerts = new RecordingSink();
  private final AlertGate gate = new AlertGate(AlertSettings.USUAL, alerts, new Telemetry());
  private final Map<Long, List<IpAddress>> routers = new HashMap<>();
  private Database database;
  private ExpectedServersCheck check;
  private TestLink link;

  @BeforeEach
  void start() {
    database = Database.open(folder.resolve("nightjar.db"));
    check =
        new ExpectedServersCheck(() -> database, () -> routers, new UnexpectedUse(new Telemetry()));
    LookupData lookup =
        LookupData.open(folder, List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("fe80::/10")));
    link = new TestLink("eth0", lookup, new Detection(gate, List.of(), check));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void set(ServerKind kind, String network, String... servers) {
    List<Prefix> prefixes = Arrays.stream(servers).map(Prefix::parse).toList();
    Optional<Prefix> where =
        network.isEmpty() ? Optional.empty() : Optional.of(Prefix.parse(network));
    database.write(
        connection -> {
          ExpectedServers.replace(connection, kind, where, prefixes);
          return "";
        });
    check.refresh();
  }

  /** A question and its answer. */
  private void ask(String client, String server, int port, boolean tcp) {
    int own = 40_000;
    if (tcp) {
      link.send(NOW, EthernetFrames.tcp(CLIENT, SERVER, client, own, server, port, DATA));
      link.send(NOW, EthernetFrames.tcp(SERVER, CLIENT, server, port, client, own, DATA));
    } else {
      link.send(NOW, EthernetFrames.udp(CLIENT, SERVER, client, own, server, port, DATA));
      link.send(NOW, EthernetFrames.udp(SERVER, CLIENT, server, port, client, own, DATA));
    }
  }

  private List<List<String>> alertsOfFlows() {
    return link.finish().stream().map(FlowRecord::application).map(each -> each.alerts()).toList();
  }

  /** A list for all hosts, and one for 10.2.0.0/16 alone. */
  @ParameterizedTest
  @CsvSource({
    "DNS, 53, false, 10.1.0.7, 10.0.0.53, false",
    "DNS, 53, false, 10.1.0.7, 10.0.0.66, true",
    "DNS, 53, true, 10.1.0.7, 192.0.2.66, true",
    "DNS, 53, false, 10.2.0.7, 10.0.0.53, true",
    "DNS, 53, false, 10.2.0.7, 10.2.0.53, false",
    "NTP, 123, false, 10.1.0.7, 10.0.0.53, false",
    "NTP, 123, false, 10.1.0.7, 10.0.0.66, true",
    "NTP, 123, false, 10.2.0.7, 10.2.0.53, false",
    "NTP, 123, true, 10.2.0.7, 10.0.0.53, false",
    "SMTP, 25, true, 10.1.0.7, 10.0.0.53, false",
    "SMTP, 25, true, 10.1.0.7, 10.0.0.66, true",
    "SMTP, 465, true, 10.2.0.7, 10.0.0.53, true",
    "SMTP, 587, true, 10.2.0.7, 10.2.0.53, false",
    "SMTP, 25, false, 10.1.0.7, 10.0.0.66, false",
    "DHCP, 67, false, 10.1.0.7, 10.0.0.66, true",
    "DHCP, 67, false, 10.2.0.7, 10.2.0.53, false",
    "DNS, 53, false, 192.0.2.7, 10.0.0.66, false",
    "DNS, 5353, false, 10.1.0.7, 10.0.0.66, false"
  })
  void aServerIsUnexpectedWhereTheListForItsClientLacksIt(
      ServerKind kind, int port, boolean tcp, String client, String server, boolean unexpected) {
    set(kind, "", "10.0.0.53");
    set(kind, "10.2.0.0/16", "10.2.0.53");
    ask(client, server, port, tcp);
    String key = UnexpectedServers.of(kind).key();
    String flow = client + " to " + server + " " + (tcp ? "TCP/" : "UDP/") + port;
    assertEquals(unexpected ? List.of("happened " + key + " " + flow) : List.of(), alerts.lines());
    assertEquals(List.of(unexpected ? List.of(key) : List.of()), alertsOfFlows());
  }

  @Test
  void withoutAListForItsKindOrItsHostNothingIsUnexpected() {
    set(ServerKind.NTP, "", "10.0.0.123");
    set(ServerKind.DNS, "10.2.0.0/16", "10.2.0.53");
    ask("10.1.0.7", "10.0.0.66", 53, false);
    assertEquals(List.of(), alerts.lines());
    assertEquals(List.of(List.of()), alertsOfFlows());
  }

  @Test
  void aQuestionWithoutAnAnswerIsNoUse() {
    set(ServerKind.DNS, "", "10.0.0.53");
    link.send(NOW, EthernetFrames.udp(CLIENT, SERVER, "10.1.0.7", 4, "10.0.0.66", 53, DATA));
    assertEquals(List.of(), alerts.lines());
  }

  @Test
  void aListedServerMayAskOthersOfItsKind() {
    set(ServerKind.DNS, "", "10.0.0.53");
    ask("10.0.0.53", "192.0.2.1", 53, false);
    assertEquals(List.of(), alerts.lines());
  }

  @Test
  void eachFlowIsAFindingThatSaysWhy() {
    set(ServerKind.DNS, "", "10.0.0.53");
    set(ServerKind.DNS, "10.2.0.0/16", "10.2.0.53");
    for (String client : List.of("10.1.0.7", "10.2.0.7")) {
      ask(client, "10.0.0.66", 53, false);
    }
    assertEquals(2, alertsOfFlows().stream().filter(each -> !each.isEmpty()).count());
    assertEquals(2, alerts.findings().size());
    Finding first = alerts.findings().getFirst();
    assertEquals("eth0", first.interfaceName());
    assertEquals(NOW, first.time().getEpochSecond());
    assertEquals(Optional.of(IpAddress.parse("10.0.0.66")), first.attacker());
    assertEquals(Optional.of(IpAddress.parse("10.1.0.7")), first.victim());
    assertTrue(first.flowId() != 0);
    assertEquals(
        List.of(
            new Finding.Evidence("server", "10.0.0.66", "10.0.0.53"),
            new Finding.Evidence("client", "10.1.0.7", "all hosts")),
        first.evidence());
  }

  @Test
  void whatIsExcludedMarksNoFlow() {
    set(ServerKind.DNS, "", "10.0.0.53");
    gate.exclude(finding -> finding.victim().equals(Optional.of(IpAddress.parse("10.1.0.7"))));
    ask("10.1.0.7", "10.0.0.66", 53, false);
    assertEquals(List.of(), alerts.lines());
    assertEquals(List.of(List.of()), alertsOfFlows());
  }

  @Test
  void theScoreOfAFlowHasTheAlertsScoreAlsoAfterDetection() {
    set(ServerKind.DNS, "", "10.0.0.53");
    ask("10.1.0.7", "10.0.0.66", 53, false);
    FlowRecord record = link.finish().getFirst();
    assertEquals("dns", record.application().protocol());
    assertEquals(100, record.application().score());
  }

  @Test
  void aDhcpServersOfferIsJudgedByTheNetworkItStandsIn() {
    set(ServerKind.DHCP, "10.2.0.0/16", "10.2.0.1");
    byte[] offer = EthernetFrames.dhcp(true, CLIENT, "10.2.0.9", "phone");
    String all = "255.255.255.255";
    String broadcast = "ff:ff:ff:ff:ff:ff";
    link.send(NOW, EthernetFrames.udp(SERVER, broadcast, "10.2.0.66", 67, all, 68, offer));
    link.send(NOW, EthernetFrames.udp(ROUTER, broadcast, "10.2.0.1", 67, all, 68, offer));
    link.send(NOW, EthernetFrames.udp(SERVER, broadcast, "10.1.0.66", 67, all, 68, offer));
    assertEquals(
        List.of("happened unexpected_dhcp_server 10.2.0.66 to 255.255.255.255 UDP/68"),
        alerts.lines());
  }

  @Test
  void aWayOutThroughAnotherRouterIsUnexpectedOnceItsAddressIsKnown() {
    set(ServerKind.GATEWAY, "10.1.0.0/16", "10.1.0.1");
    leave("10.1.0.7", SERVER);
    assertEquals(List.of(), alerts.lines(), "its address is not known");
    routers.put(MacAddress.parse(SERVER).bits(), List.of(IpAddress.parse("10.1.0.66")));
    routers.put(MacAddress.parse(ROUTER).bits(), List.of(IpAddress.parse("10.1.0.1")));
    check.refresh();
    leave("10.1.0.8", ROUTER);
    leave("10.2.0.8", SERVER);
    assertEquals(List.of(), alerts.lines());
    leave("10.1.0.9", SERVER);
    assertEquals(
        List.of("happened unexpected_gateway 10.1.0.9 to 192.0.2.1 TCP/443"), alerts.lines());
    assertEquals(1, alertsOfFlows().stream().filter(List.of("unexpected_gateway")::equals).count());
  }

  private void leave(String client, String router) {
    link.send(NOW, EthernetFrames.tcp(CLIENT, router, client, 4_000, "192.0.2.1", 443, DATA));
  }

  @Test
  void aListThatChangesCountsAtOnce() {
    set(ServerKind.DNS, "", "10.0.0.53");
    ask("10.1.0.7", "10.0.0.66", 53, false);
    assertEquals(1, alerts.lines().size());
    set(ServerKind.DNS, "", "10.0.0.53", "10.0.0.66");
    ask("10.1.0.9", "10.0.0.66", 53, false);
    assertEquals(1, alerts.lines().size(), "it is listed now");
    set(ServerKind.DNS, "", "10.0.0.53");
    ask("10.1.0.10", "10.0.0.66", 53, false);
    assertEquals(2, alerts.lines().size());
    set(ServerKind.DNS, "");
    ask("10.1.0.11", "10.0.0.67", 53, false);
    assertEquals(2, alerts.lines().size(), "there is no list any more");
  }

  @Test
  void lookingAtExpectedTrafficAllocatesNothing() {
    set(ServerKind.DNS, "", "10.0.0.53");
    set(ServerKind.GATEWAY, "", "10.0.0.1");
    ServerLists lists = new Expectations(database.read(ExpectedServers::all)).lists(ServerKind.DNS);
    IpAddress client = IpAddress.parse("10.1.0.7");
    IpAddress server = IpAddress.parse("10.0.0.53");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int expected = 0;
    for (int warm = 0; warm < 200_000; warm++) {
      expected += lists.expects(lists.listFor(client), server) ? 1 : 0;
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000_000; i++) {
      expected += lists.expects(lists.listFor(client), server) ? 1 : 0;
    }
    assertEquals(0, (threads.getCurrentThreadAllocatedBytes() - before) / 1_000_000);
    assertEquals(1_200_000, expected);
  }
}
