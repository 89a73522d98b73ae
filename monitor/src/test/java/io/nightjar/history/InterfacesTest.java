package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.Asker;
import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token bound to interfaces learns of rows of others: nothing, whatever it asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterfacesTest {
  /** Sees 20 flows of {@code lo}; the other name would end a statement that is not quoted. */
  private static final Asker BOUND =
      new Asker(7, List.of(), List.of("lo", "it's \\ a} 'file'.pcap"));

  private static final String HIDDEN = "192.168.7.9";
  private static final String ABSENT = "192.168.9.9";

  private History history;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    history = RealStore.start(directory);
    for (int i = 1; i <= 20; i++) {
      assertTrue(history.put(Flows.dns(i)));
    }
    assertTrue(history.flush(Duration.ofSeconds(20)));
    HistoryClient client = history.store().client();
    client.execute(
        "INSERT INTO flows (flow_id, first_dump, interface, src_ip, dst_ip, dns_query, bytes,"
            + " first_seen, last_seen) VALUES (99, true, 'eth1', '"
            + HIDDEN
            + "', '10.0.0.1', 'hidden.example', 5, now(), now())",
        Map.of());
    client.execute("INSERT INTO captures (name) VALUES ('of " + HIDDEN + "')", Map.of());
    client.execute(
        "INSERT INTO timeseries (series, key, interface) VALUES ('host:traffic', '192.168.1.5',"
            + " 'lo'), ('iface:traffic', 'lo', 'lo'), ('iface:traffic', 'eth1', 'eth1'),"
            + " ('host:traffic', '"
            + HIDDEN
            + "', 'eth1')",
        Map.of());
  }

  @AfterAll
  void close() {
    history.close();
  }

  private static Object one(History history, Asker asker, String sql) {
    return String.valueOf(
        asker.call(() -> history.ask(sql, Limits.DEFAULT)).values().getFirst().getFirst());
  }

  private Object one(String sql) {
    return one(history, BOUND, sql);
  }

  @Test
  void itSeesTheRowsOfItsInterfaces() {
    assertEquals("20", one("SELECT count() FROM flows"));
    assertEquals("21", one(history, Asker.NIGHTJAR, "SELECT count() FROM flows"));
    assertEquals("20", one("SELECT sum(flows) FROM flows_1m"));
    assertEquals("20", one("SELECT sum(flows) FROM flows_1h"));
    assertEquals("20", one("SELECT sum(flows) FROM flows_1d"));
    assertEquals("20", one("SELECT sum(queries) FROM dns"));
    assertEquals("20", one("SELECT sum(flows_as_client) FROM hosts_5m"));
    assertEquals("2", one("SELECT count() FROM timeseries"));
    assertEquals("0", one("SELECT count() FROM captures"));
    assertEquals("0", one("SELECT count() FROM asns"));
    assertEquals("0", one("SELECT count() FROM removals"));
    assertEquals("1", one("SELECT count() > 0 FROM protocols"));
  }

  @Test
  void viewsAreCutAsTheTablesTheyFill() {
    assertEquals("20", one("SELECT sum(flows) FROM flows_to_flows_1m"));
    assertEquals("20", one("SELECT sum(queries) FROM flows_to_dns"));
  }

  @Test
  void whoIsBoundToBothSeesWhatBothAllow() {
    List<Prefix> networks = List.of(Prefix.parse("192.168.1.4/30"), Prefix.parse(HIDDEN + "/32"));
    Asker both = new Asker(8, networks, List.of("lo"));
    assertEquals("4", one(history, both, "SELECT count() FROM flows"));
    assertEquals("1", one(history, both, "SELECT count() FROM timeseries"));
    Asker other = new Asker(9, networks, List.of("eth1"));
    assertEquals("1", one(history, other, "SELECT count() FROM flows"));
    Asker none = new Asker(10, List.of(), List.of("eth9"));
    assertEquals("0", one(history, none, "SELECT count() FROM flows"));
  }

  /** Each is asked twice, for a hidden address and for one there never was: the ends are equal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count() FROM flows WHERE src_ip = 'X'",
        "SELECT count() FROM flows WHERE src_ip = 'X' OR interface = 'eth1'",
        "SELECT count() FROM (SELECT * FROM flows) WHERE src_ip = 'X'",
        "WITH f AS (SELECT * FROM flows) SELECT count() FROM f WHERE src_ip = 'X'",
        "SELECT count() FROM flows AS a JOIN flows AS b ON a.src_ip = b.src_ip WHERE b.src_ip = 'X'",
        "SELECT count() FROM flows RIGHT JOIN (SELECT 'X' AS ip) AS q ON flows.src_ip = q.ip WHERE flows.bytes > 0",
        "SELECT 'X' IN (SELECT src_ip FROM flows)",
        "SELECT EXISTS (SELECT 1 FROM flows WHERE src_ip = 'X')",
        "SELECT count() FROM view(SELECT * FROM flows WHERE src_ip = 'X')",
        "SELECT throwIf(src_ip = 'X') FROM flows",
        "SELECT count() FROM flows WHERE throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM flows WHERE bytes > 0 OR throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM flows PREWHERE throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM flows GROUP BY throwIf(src_ip = 'X')",
        "SELECT count() FROM captures WHERE name = 'of X'",
        "SELECT count() FROM timeseries WHERE key = 'X'",
        "SELECT groupUniqArray(interface), 'X' FROM flows",
        "SELECT total_rows, 'X' FROM system.tables WHERE name = 'flows'",
        "SELECT count() FROM flows WHERE src_ip = 'X' SETTINGS additional_table_filters = map()"
      })
  void itCannotTellAHiddenRowFromNone(String sql) {
    String hidden = outcome(sql.replace("X", HIDDEN));
    assertEquals(outcome(sql.replace("X", ABSENT)), hidden.replace(HIDDEN, ABSENT));
    assertFalse(hidden.contains("eth1") || hidden.startsWith("[[21"), hidden);
  }

  private String outcome(String sql) {
    try {
      return BOUND.call(() -> history.ask(sql, Limits.DEFAULT)).values().toString();
    } catch (HistoryException e) {
      return e.kind() + " " + e.getMessage();
    }
  }
}
