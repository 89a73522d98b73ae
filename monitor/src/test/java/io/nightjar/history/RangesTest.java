package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.enrich.LookupData;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.live.Series;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import io.nightjar.query.Devices;
import io.nightjar.query.Entity;
import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.HostFacts;
import io.nightjar.query.HostGroups;
import io.nightjar.query.Hosts;
import io.nightjar.query.Hosts.Where;
import io.nightjar.query.Page;
import io.nightjar.query.PastDevices;
import io.nightjar.query.PastHostGroups;
import io.nightjar.query.PastHosts;
import io.nightjar.query.PastInterfaces;
import io.nightjar.query.Range;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import io.nightjar.query.TimeSeries;
import io.nightjar.query.TopTalkers;
import io.nightjar.query.TopTalkers.By;
import io.nightjar.schema.Retention;
import io.nightjar.schema.Table.Keep;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month of flows of which retention left three days of single flows, ten days of minutes, and all
 * hours: every question is answered with the right sums, and says of which table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangesTest {
  private static final int SECONDS_APART = 360;
  private static final int FLOWS = 30 * 24 * 10;
  private static final int HOSTS = 9;
  private static final int HOUR = 3600;

  /** Was there until this many days ago. */
  private static final int GONE = 25;

  private static final LookupData LOOKUP =
      LookupData.open(Path.of("no-such-folder"), List.of(Prefix.parse("10.0.0.0/24")));
  private static final Page ALL = new Page(0, 1000);
  private static final Hosts.Filter ANY = new Hosts.Filter(Where.ANY, null, null, null);

  /** Nothing is in memory. */
  private static final LiveView EMPTY =
      new LiveView() {
        @Override
        public <R> List<R> ask(Function<InterfaceState, R> question) {
          return List.of();
        }
      };

  private History history;
  private Instant now;

  @BeforeAll
  void writeAMonthAndLetGoOfMost(@TempDir Path data) throws InterruptedException {
    history = RealStore.start(data);
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    HistoryClient client = history.store().client();
    client.executeLong(
        """
        INSERT INTO nightjar.flows (stored, first_seen, last_seen, first_dump, interface, vlan_id,
          src_ip, dst_ip, dst_port, l4_proto, l7_app, domain_name, src_mac, dst_mac, src_host_name,
          dst_country, dst_asn, dst_asn_name, src_is_local, bytes, packets, src2dst_bytes,
          dst2src_bytes, src2dst_packets, dst2src_packets, score)
        SELECT toDateTime(%1$d) - number * %2$d AS stored, stored, stored, true, 'eth0', 12,
          if(number %% 10 = 0 AND number >= %3$d, '10.0.0.77',
            concat('10.0.0.', toString(number %% %4$d))),
          '192.0.2.1', 443, 'TCP', 'TLS', 'www.example', '02:00:00:00:00:01', '02:00:00:00:00:02',
          'desk', 'NL', 64500, 'Example', true, 1000, 3, 400, 600, 1, 2, 10
        FROM numbers(%5$d)"""
            .formatted(now.getEpochSecond(), SECONDS_APART, GONE * 240, HOSTS, FLOWS));
    client.executeLong(
        """
        INSERT INTO nightjar.timeseries (series, key, interface, time, interval_s, stored, bytes_sent)
        SELECT 'iface:summary', 'eth0', 'eth0', toDateTime(%d) - number * 3600 AS time, 60, time, 60
        FROM numbers(720)"""
            .formatted(now.getEpochSecond()));
    Retention days =
        Retention.USUAL.with(Keep.RAW, Duration.ofDays(3)).with(Keep.MINUTE, Duration.ofDays(10));
    assertFalse(
        new Janitor(history.store(), days, InstantSource.fixed(now), new Telemetry())
            .clean()
            .isEmpty());
  }

  @AfterAll
  void close() {
    history.close();
  }

  private Range days(int days) {
    return new Range(now.minus(Duration.ofDays(days)), now);
  }

  /** Numbers of the flows of a range whose start is rounded down to this many seconds. */
  private IntStream flows(int days, int unit) {
    long from =
        Math.floorDiv(now.minus(Duration.ofDays(days)).getEpochSecond(), (long) unit) * unit;
    return IntStream.range(0, FLOWS)
        .filter(each -> now.getEpochSecond() - (long) each * SECONDS_APART >= from);
  }

  private long ofHost(int host, int days, int unit) {
    return flows(days, unit).filter(each -> each % HOSTS == host).count();
  }

  private static Object cell(Table table, String key, String column) {
    int at = table.columns().stream().map(each -> each.name()).toList().indexOf(column);
    return table.rows().stream()
        .filter(row -> String.valueOf(row.getFirst()).equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + key + " in " + table))
        .get(at);
  }

  private static void assertSays(String what, Table table) {
    assertEquals(Source.HISTORY, table.source());
    assertTrue(table.notes().contains(what), table.notes().toString());
  }

  private Table hosts(int days) {
    return new PastHosts(history, LOOKUP).list(ANY, Hosts.SortBy.BYTES, days(days), ALL);
  }

  @Test
  void hostsOfAnyRangeHaveTheRightSumsAndTheTableIsNamed() {
    assertHosts(2, "flows", 1);
    assertHosts(9, "hosts_5m", 300);
    assertHosts(20, "flows_1h", HOUR);
    assertEquals("02:00:00:00:00:01", cell(hosts(2), "10.0.0.4", "mac"));
    assertEquals("02:00:00:00:00:01", cell(hosts(9), "10.0.0.4", "mac"));
    assertEquals(null, cell(hosts(20), "10.0.0.4", "mac"));
    assertTrue(
        hosts(20).notes().get(1).startsWith("flows_1h does not know mac"),
        hosts(20).notes().toString());
    assertSays("first_seen and last_seen are starts of hours", hosts(20));
    assertEquals("NL", cell(hosts(20), "192.0.2.1", "country"));
    assertEquals(hoursKnow("src_is_local") ? true : null, cell(hosts(20), "10.0.0.4", "is_local"));
    assertEquals(null, cell(hosts(20), "10.0.0.4", "active_flows"));
  }

  private void assertHosts(int days, String tier, int unit) {
    Table table = hosts(days);
    assertSays("answered from " + tier, table);
    assertEquals(HOSTS + 1, table.total());
    for (int host = 0; host < HOSTS; host++) {
      String ip = "10.0.0." + host;
      long flows = ofHost(host, days, unit);
      assertEquals(flows, cell(table, ip, "flows"), ip);
      assertEquals(flows * 400, cell(table, ip, "bytes_sent"), ip);
      assertEquals(flows * 600, cell(table, ip, "bytes_received"), ip);
      assertEquals(flows * 10, cell(table, ip, "score"), ip);
    }
  }

  @Test
  void filtersAndPagesOfHostsWorkOnRollUps() {
    PastHosts past = new PastHosts(history, LOOKUP);
    var local = new Hosts.Filter(Where.LOCAL, 12, null, "eth0");
    assertEquals(HOSTS, past.list(local, Hosts.SortBy.FLOWS, days(9), ALL).total());
    var dutch = new Hosts.Filter(Where.ANY, null, "nl", null);
    assertEquals(1, past.list(dutch, Hosts.SortBy.SCORE, days(20), ALL).rows().size());
    var other = new Hosts.Filter(Where.ANY, 13, null, null);
    Table none = past.list(other, Hosts.SortBy.LAST_SEEN, days(20), ALL);
    assertEquals(0, none.total());
    assertTrue(none.notes().getLast().startsWith("nothing matches"), none.notes().toString());
    Table page = past.list(ANY, Hosts.SortBy.BYTES, days(20), new Page(1, 2));
    assertEquals(2, page.rows().size());
    assertTrue(page.truncated());
    assertEquals(hosts(20).rows().get(1), page.rows().getFirst());
  }

  @Test
  void talkersOfTwentyDaysAreThoseOfTheHours() {
    TopTalkers talkers = new TopTalkers(history);
    long flows = flows(20, HOUR).count();
    for (By by :
        List.of(By.HOST, By.SOURCE, By.CONVERSATION, By.APPLICATION, By.PORT, By.COUNTRY)) {
      Table table = talkers.of(by, Metric.FLOWS, days(20).from(), now, ALL);
      assertSays("answered from flows_1h", table);
      long counted =
          table.rows().stream().mapToLong(row -> ((Number) row.get(1)).longValue()).sum();
      assertEquals(by == By.HOST ? 2 * flows : flows, counted, by.toString());
    }
    Table top = talkers.of(By.HOST, Metric.BYTES, days(20).from(), now, ALL);
    assertEquals(flows * 1000, cell(top, "192.0.2.1", "bytes"));
    assertEquals(flows * 3, cell(top, "192.0.2.1", "packets"));
  }

  /** Domain names are in single flows and minutes only. */
  @Test
  void whereNoTableHasRangeAndColumnTheAnswerSaysSinceWhen() {
    Table domains = new TopTalkers(history).of(By.DOMAIN, Metric.FLOWS, days(29).from(), now, ALL);
    String first = domains.notes().getFirst();
    assertEquals(hoursKnow("domain_name"), first.equals("answered from flows_1h"), first);
    Table devices =
        new PastDevices(history, LOOKUP, _ -> Optional.empty())
            .list(Devices.SortBy.BYTES, null, days(29), ALL);
    first = devices.notes().getFirst();
    assertTrue(first.startsWith("answered from hosts_5m, which is whole since 2"), first);
    assertTrue(first.endsWith("earlier rows were removed"), first);
    assertSays("flows_1h, flows_1d may go back further but cannot tell this", devices);
  }

  @Test
  void devicesAreThoseOfTheHostsFiveMinutes() {
    Table devices =
        new PastDevices(history, LOOKUP, _ -> Optional.empty())
            .list(Devices.SortBy.BYTES, "eth0", days(9), ALL);
    assertSays("answered from hosts_5m", devices);
    long flows = flows(9, 300).count();
    assertEquals(flows * 400, cell(devices, "02:00:00:00:00:01", "bytes_sent"));
    assertEquals(flows * 600, cell(devices, "02:00:00:00:00:02", "bytes_sent"));
    assertEquals((long) HOSTS, cell(devices, "02:00:00:00:00:01", "ip_addresses"));
    Entity one =
        new PastDevices(history, LOOKUP, _ -> Optional.empty())
            .of(MacAddress.parse("02:00:00:00:00:02"), days(9))
            .orElseThrow();
    assertEquals(List.of("192.0.2.1"), fact(one, "ip_addresses"));
    assertEquals(flows * 600, fact(one, "bytes_sent"));
    assertEquals(true, fact(one, "is_locally_administered"));
  }

  private static boolean hoursKnow(String column) {
    return Tables.find("flows_1h").orElseThrow().stored().contains(column);
  }

  private static Object fact(Entity entity, String name) {
    int at = entity.columns().stream().map(each -> each.name()).toList().indexOf(name);
    return entity.values().get(at);
  }

  @Test
  void groupsOfHostsAndInterfacesAreThoseOfTheHours() {
    long flows = flows(20, HOUR).count();
    Table countries = groups(HostGroups.By.COUNTRY);
    assertEquals(flows, cell(countries, "NL", "flows"));
    assertEquals(flows * 600, cell(countries, "NL", "bytes_sent"));
    assertEquals(1, countries.rows().size());
    assertEquals("Example", cell(groups(HostGroups.By.ASN), "64500", "asn_name"));
    Table vlans = groups(HostGroups.By.VLAN);
    assertEquals(HOSTS + 1L, cell(vlans, "12", "hosts"));
    assertEquals(
        hoursKnow("src_is_local") ? (Long) (long) HOSTS : null, cell(vlans, "12", "local_hosts"));
    assertEquals(flows * 6, cell(vlans, "12", "packets"));
    Table networks = groups(HostGroups.By.NETWORK);
    assertEquals(flows * 400, cell(networks, "10.0.0.0/24", "bytes_sent"));
    assertEquals(1, networks.rows().size());
    Table interfaces = new PastInterfaces(history).list(days(20), ALL);
    assertSays("answered from flows_1h", interfaces);
    assertEquals(flows * 1000, cell(interfaces, "eth0", "bytes"));
    assertEquals(flows, cell(interfaces, "eth0", "total_flows"));
    assertEquals(HOSTS + 1L, cell(interfaces, "eth0", "hosts"));
    assertEquals("live", cell(interfaces, "eth0", "kind"));
    assertEquals(2L, cell(new PastInterfaces(history).list(days(2), ALL), "eth0", "devices"));
  }

  private Table groups(HostGroups.By by) {
    Table table =
        new PastHostGroups(history, LOOKUP.localNetworks())
            .list(by, HostGroups.SortBy.BYTES, null, days(20), ALL);
    assertSays("answered from flows_1h", table);
    return table;
  }

  @Test
  void aHostThatOnlyRollUpsKnowIsStillAnswered() {
    HostFacts facts = new HostFacts(EMPTY, history, LOOKUP);
    Entity gone = facts.of(IpAddress.parse("10.0.0.77"), null).orElseThrow();
    assertEquals(Source.HISTORY, gone.source());
    assertTrue(gone.notes().contains("answered from flows_1h"), gone.notes().toString());
    long flows = IntStream.range(GONE * 240, FLOWS).filter(each -> each % 10 == 0).count();
    assertEquals(flows, fact(gone, "total_flows_as_client"));
    assertEquals(flows * 400, fact(gone, "bytes_sent"));
    assertEquals(1L, fact(gone, "contacted_hosts"));
    assertEquals(null, fact(gone, "mac"));
    Entity there = facts.of(IpAddress.parse("10.0.0.4"), 12).orElseThrow();
    String which = there.notes().get(1);
    assertTrue(which.startsWith("answered from flows, which is whole since"), which);
    assertEquals("desk", fact(there, "name"));
    assertTrue(facts.of(IpAddress.parse("10.0.0.4"), 13).isEmpty());
    assertTrue(facts.of(IpAddress.parse("10.9.9.9"), null).isEmpty());
  }

  @Test
  void timeSeriesSayTheirIntervalAndWhatWasRemoved() {
    TimeSeries series = new TimeSeries(history);
    Table recent = series.of(question(days(1)));
    assertEquals(List.of("answered from timeseries, intervals of 60 s"), recent.notes());
    Table month = series.of(question(days(29)));
    assertEquals(1, month.rows().size());
    assertTrue(month.notes().getLast().endsWith("with from"), month.notes().toString());
    Table gone = series.of(question(new Range(days(29).from(), days(28).from())));
    assertEquals(List.of(), gone.rows());
    assertTrue(gone.notes().get(1).startsWith("no points in this range"), gone.notes().toString());
    assertTrue(gone.notes().get(2).contains("removed by retention"), gone.notes().toString());
    String listed = series.list(null, ALL).notes().getFirst();
    assertTrue(listed.contains("removed by retention"), listed);
  }

  private static TimeSeries.Question question(Range range) {
    return new TimeSeries.Question(
        Series.INTERFACE_SUMMARY,
        "eth0",
        TimeSeries.Metric.BYTES,
        null,
        range.from(),
        range.to(),
        3600,
        false,
        10);
  }
}
