package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.enrich.LookupData;
import io.nightjar.net.Asker;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import io.nightjar.query.Devices;
import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.HostGroups;
import io.nightjar.query.Hosts;
import io.nightjar.query.Page;
import io.nightjar.query.PastDevices;
import io.nightjar.query.PastHostGroups;
import io.nightjar.query.PastHosts;
import io.nightjar.query.Range;
import io.nightjar.query.Table;
import io.nightjar.query.TopTalkers;
import io.nightjar.query.TopTalkers.By;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a token bound to networks learns of a range: what its hosts did, whichever table answers.
 * Twenty hosts behind one MAC address each asked one server once; the token sees four of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkRangesTest {
  private static final Asker BOUND = new Asker(7, List.of(Prefix.parse("192.168.1.4/30")));
  private static final MacAddress CLIENTS = MacAddress.parse("00:1b:21:3c:4d:5e");
  private static final MacAddress SERVER = MacAddress.parse("00:1b:21:3c:4d:5f");
  private static final Page ALL = new Page(0, 1000);
  private static final LookupData LOOKUP =
      LookupData.open(Path.of("no-such-folder"), List.of(Prefix.parse("192.168.0.0/16")));

  private History history;
  private Range day;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    history = RealStore.start(directory);
    for (int i = 1; i <= 20; i++) {
      assertTrue(history.put(Flows.dns(i)));
    }
    assertTrue(history.flush(Duration.ofSeconds(20)));
    Instant now = Instant.now();
    day = new Range(now.minus(Duration.ofDays(1)), now.plus(Duration.ofHours(1)));
  }

  @AfterAll
  void close() {
    history.close();
  }

  /** As if retention had taken rows of yesterday from all tables but this one. */
  private void leaveWhole(String table) {
    HistoryClient client = history.store().client();
    client.execute("TRUNCATE TABLE removals", Map.of());
    client.execute(
        "INSERT INTO removals (table, partition, until) SELECT arrayJoin(['flows', 'flows_1m',"
            + " 'hosts_5m', 'flows_1h', 'flows_1d']) AS t, t, now() WHERE t != {whole:String}",
        Map.of("whole", table));
  }

  private Table hosts() {
    return new PastHosts(history, LOOKUP)
        .list(new Hosts.Filter(Hosts.Where.ANY, null, null, null), Hosts.SortBy.BYTES, day, ALL);
  }

  private Table groups(HostGroups.By by) {
    return new PastHostGroups(history, LOOKUP.localNetworks())
        .list(by, HostGroups.SortBy.HOSTS, null, day, ALL);
  }

  private Table devices() {
    return new PastDevices(history, LOOKUP, _ -> Optional.empty())
        .list(Devices.SortBy.BYTES, null, day, ALL);
  }

  private Table talkers(By by) {
    return new TopTalkers(history).of(by, Metric.BYTES, day.from(), day.to(), ALL);
  }

  private static Table bound(Supplier<Table> question) {
    return BOUND.call(question::get);
  }

  private static String column(Table table, String name) {
    int at = table.columns().stream().map(each -> each.name()).toList().indexOf(name);
    return table.rows().stream()
        .map(row -> String.valueOf(row.get(at)))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flows", "flows_1m", "hosts_5m", "flows_1h", "flows_1d"})
  void itSeesWhatItsHostsDidWhicheverTableAnswers(String table) {
    leaveWhole(table);
    Table hosts = bound(this::hosts);
    assertEquals("answered from " + table, hosts.notes().getFirst());
    assertEquals("192.168.1.4 192.168.1.5 192.168.1.6 192.168.1.7", column(hosts, "ip"));
    assertEquals("100 100 100 100", column(hosts, "bytes_sent"));
    assertEquals(21, hosts().total());
    for (HostGroups.By by : List.of(HostGroups.By.VLAN, HostGroups.By.NETWORK)) {
      Table group = bound(() -> groups(by));
      assertEquals("4", column(group, "hosts"));
      assertEquals("400", column(group, "bytes_sent"));
      assertEquals("12", column(group, "packets"));
    }
    for (HostGroups.By by : List.of(HostGroups.By.COUNTRY, HostGroups.By.ASN)) {
      assertEquals(List.of(), bound(() -> groups(by)).rows());
      assertEquals(1, groups(by).rows().size());
    }
  }

  @Test
  void aRangeThatBeginsBeforeAllTimesIsWholeWhereNothingWasRemoved() {
    leaveWhole("flows_1d");
    Range ever = new Range(Instant.parse("0001-01-01T00:00:00Z"), day.to());
    Table all = new TopTalkers(history).of(By.DOMAIN, Metric.FLOWS, ever.from(), ever.to(), ALL);
    assertEquals(1, all.rows().size());
    Table hosts =
        new PastHosts(history, LOOKUP)
            .list(
                new Hosts.Filter(Hosts.Where.ANY, null, null, null), Hosts.SortBy.BYTES, ever, ALL);
    assertEquals("answered from flows_1d", hosts.notes().getFirst());
    assertEquals(21, hosts.total());
  }

  /** One MAC address stands before hosts of the token and hosts of others. */
  @ParameterizedTest
  @ValueSource(strings = {"flows", "hosts_5m", "flows_1h"})
  void ofADeviceItSeesWhatItsHostsDid(String table) {
    leaveWhole(table);
    Table devices = bound(this::devices);
    assertEquals(CLIENTS.toString(), column(devices, "mac"));
    assertEquals("400", column(devices, "bytes_sent"));
    assertEquals("4", column(devices, "ip_addresses"));
    assertEquals("18000 2000", column(devices(), "bytes_sent"));
    PastDevices past = new PastDevices(history, LOOKUP, _ -> Optional.empty());
    assertEquals(Optional.empty(), BOUND.call(() -> past.of(SERVER, day)));
    assertEquals(Optional.empty(), BOUND.call(() -> past.of(SERVER)));
    assertTrue(past.of(SERVER, day).isPresent());
    String own = BOUND.call(() -> past.of(CLIENTS, day)).orElseThrow().values().toString();
    assertTrue(own.contains("[192.168.1.4, 192.168.1.5, 192.168.1.6, 192.168.1.7]"), own);
  }

  /** The server is a stranger's: only what it did with the token's hosts is told of it. */
  @ParameterizedTest
  @ValueSource(strings = {"flows", "flows_1m", "flows_1h", "flows_1d"})
  void talkersAreRankedByFlowsItSees(String table) {
    leaveWhole(table);
    for (By by : By.values()) {
      Table talkers = bound(() -> talkers(by));
      long flows =
          talkers.rows().stream().mapToLong(row -> ((Number) row.get(1)).longValue()).sum();
      assertEquals(by == By.HOST ? 8 : 4, flows, by + " of " + talkers);
      assertFalse(talkers.toString().contains("192.168.1.9"), talkers.toString());
    }
    assertEquals("45.142.222.50", bound(() -> talkers(By.HOST)).rows().getFirst().getFirst());
  }
}
