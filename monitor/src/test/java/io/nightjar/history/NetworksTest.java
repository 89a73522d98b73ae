package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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

/** What a token bound to networks learns of other rows: nothing, whatever it asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworksTest {
  /** Sees 192.168.1.4 to 192.168.1.7, and a network of IPv6 without rows. */
  private static final Asker BOUND =
      new Asker(7, List.of(Prefix.parse("192.168.1.4/30"), Prefix.parse("2001:db8::/32")));

  private static final String HIDDEN = "192.168.1.9";
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
    client.execute("INSERT INTO captures (name) VALUES ('of " + HIDDEN + "')", Map.of());
    client.execute("INSERT INTO removals (table, until) VALUES ('flows', now())", Map.of());
    client.execute(
        "INSERT INTO timeseries (series, key) VALUES ('host:traffic', '192.168.1.5'),"
            + " ('host:traffic', '192.168.1.6@12'), ('host:traffic', '"
            + HIDDEN
            + "'), ('iface:traffic', 'lo'), ('host:traffic', '')",
        Map.of());
  }

  @AfterAll
  void close() {
    history.close();
  }

  private Rows ask(String sql) {
    return BOUND.call(() -> history.ask(sql, Limits.DEFAULT));
  }

  private Object one(String sql) {
    return String.valueOf(ask(sql).values().getFirst().getFirst());
  }

  @Test
  void itSeesTheRowsWithAnAddressInItsNetworks() {
    assertEquals("4", one("SELECT count() FROM flows"));
    assertEquals("4", one("SELECT count() FROM nightjar.flows AS f WHERE f.bytes > 0"));
    assertEquals("192.168.1.7", one("SELECT max(src_ip) FROM flows"));
    assertEquals("2", one("SELECT count() FROM timeseries"));
    assertEquals("0", one("SELECT count() FROM captures"));
    assertEquals("4", one("SELECT sum(flows) FROM flows_1m"));
    assertEquals("4", one("SELECT sum(flows) FROM flows_1h"));
    assertEquals("4", one("SELECT sum(flows) FROM flows_1d"));
    assertEquals("4", one("SELECT sum(queries) FROM dns"));
    assertEquals("4", one("SELECT sum(flows_as_client) FROM hosts_5m"));
    assertEquals("0", one("SELECT sum(flows_as_server) FROM hosts_5m"));
    assertEquals("0", one("SELECT count() FROM asns"));
    assertEquals("0", one("SELECT count() FROM migrations"));
    assertEquals("0", one("SELECT count() FROM removals"));
    assertEquals("1", one("SELECT count() > 0 FROM protocols"));
    assertEquals(
        20L,
        history.ask("SELECT count() FROM flows", Limits.DEFAULT).values().getFirst().getFirst());
  }

  /** A view answers with the rows of the table it fills. */
  @Test
  void viewsAreCutAsTheTablesTheyFill() {
    assertEquals("4", one("SELECT sum(flows) FROM flows_to_flows_1m"));
    assertEquals("4", one("SELECT sum(flows) FROM nightjar.flows_1h_to_flows_1d"));
    assertEquals("4", one("SELECT sum(flows_as_client) FROM flows_to_hosts_5m"));
    assertEquals("4", one("SELECT sum(queries) FROM flows_to_dns"));
    assertEquals("0", one("SELECT count() FROM hosts_5m_to_asns"));
  }

  @Test
  void questionsOfToolsAreCutTheSameWay() {
    Object count =
        BOUND.call(
            () ->
                history
                    .select("SELECT count() FROM flows", Map.of(), Limits.DEFAULT)
                    .values()
                    .getFirst()
                    .getFirst());
    assertEquals(4L, count);
  }

  @Test
  void anAddressOfIpv6OrNoneIsNoAddressOfAnIpv4Network() {
    Asker everyV6 = new Asker(8, List.of(Prefix.parse("::/0")));
    assertEquals(
        0L,
        everyV6
            .call(() -> history.ask("SELECT count() FROM flows", Limits.DEFAULT))
            .values()
            .getFirst()
            .getFirst());
    Asker everyV4 = new Asker(9, List.of(Prefix.parse("0.0.0.0/0")));
    assertEquals(
        20L,
        everyV4
            .call(() -> history.ask("SELECT count() FROM flows", Limits.DEFAULT))
            .values()
            .getFirst()
            .getFirst());
  }

  /** Each is asked twice, for a hidden address and for one there never was: the ends are equal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count() FROM flows WHERE src_ip = 'X'",
        "SELECT count() FROM flows WHERE src_ip LIKE 'X%'",
        "SELECT count() FROM (SELECT * FROM flows) WHERE src_ip = 'X'",
        "SELECT count() FROM (SELECT * FROM (SELECT * FROM flows)) AS y WHERE y.src_ip = 'X'",
        "WITH f AS (SELECT * FROM flows) SELECT count() FROM f WHERE src_ip = 'X'",
        "WITH f AS (SELECT * FROM flows) SELECT count() FROM f AS a JOIN f AS b ON a.src_ip = b.src_ip WHERE a.src_ip = 'X'",
        "SELECT count() FROM flows AS system WHERE system.src_ip = 'X'",
        "SELECT count() FROM `nightjar`.`flows` WHERE src_ip = 'X'",
        "SELECT count() FROM flows AS a JOIN flows AS b ON a.src_ip = b.src_ip WHERE b.src_ip = 'X'",
        "SELECT count() FROM numbers(1) AS n LEFT JOIN flows AS b ON b.src_ip = 'X'",
        "SELECT b.src_ip FROM numbers(1) AS n LEFT JOIN flows AS b ON throwIf(b.src_ip = 'X') = 0 AND n.number = b.bytes",
        "SELECT count() FROM flows RIGHT JOIN (SELECT 'X' AS ip) AS q ON flows.src_ip = q.ip WHERE flows.bytes > 0",
        "SELECT count() FROM flows FULL JOIN (SELECT 'X' AS ip) AS q ON flows.src_ip = q.ip",
        "SELECT count() FROM flows, (SELECT 'X' AS ip) AS q WHERE flows.src_ip = q.ip",
        "SELECT count() FROM flows ASOF JOIN flows AS b ON flows.dst_ip = b.dst_ip AND flows.src_ip >= b.src_ip WHERE b.src_ip = 'X'",
        "SELECT count() FROM flows GLOBAL ANY JOIN flows AS b ON flows.dst_ip = b.dst_ip WHERE b.src_ip = 'X'",
        "SELECT 'X' IN (SELECT src_ip FROM flows)",
        "SELECT 'X' NOT IN (SELECT src_ip FROM flows)",
        "SELECT ('X', 53) IN (SELECT src_ip, dst_port FROM flows)",
        "SELECT 'of X' IN (SELECT name FROM captures)",
        "SELECT 1 WHERE 'X' IN timeseries",
        "SELECT EXISTS (SELECT 1 FROM flows WHERE src_ip = 'X')",
        "SELECT (SELECT count() FROM flows WHERE src_ip = 'X')",
        "SELECT has((SELECT groupArray(src_ip) FROM flows), 'X')",
        "SELECT src_ip FROM flows UNION ALL SELECT src_ip FROM flows WHERE src_ip = 'X'",
        "SELECT 'X' INTERSECT SELECT src_ip FROM flows",
        "SELECT 'X' EXCEPT SELECT src_ip FROM flows",
        "SELECT count() FROM view(SELECT * FROM flows WHERE src_ip = 'X')",
        "SELECT count() FROM view(SELECT * FROM view(SELECT * FROM flows)) WHERE src_ip = 'X'",
        "SELECT count() FROM captures WHERE name = 'of X'",
        "SELECT count() FROM timeseries WHERE key = 'X'",
        "SELECT count() FROM flows LEFT JOIN captures ON captures.name = 'of X' WHERE captures.name != ''",
        "SELECT count() FROM flows LEFT JOIN timeseries ON timeseries.key = 'X' WHERE timeseries.key != ''",
        "SELECT throwIf(src_ip = 'X') FROM flows",
        "SELECT count() FROM flows WHERE throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM flows WHERE throwIf(src_ip = 'X') = 0 AND bytes > 0 AND dst_port = 53",
        "SELECT count() FROM flows WHERE bytes > 0 OR throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM flows PREWHERE throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM (SELECT * FROM flows PREWHERE src_ip = 'X')",
        "SELECT sum(throwIf(src_ip = 'X')) FROM flows GROUP BY dst_ip",
        "SELECT sumIf(1, throwIf(src_ip = 'X') = 0) FROM flows",
        "SELECT count() FROM flows GROUP BY throwIf(src_ip = 'X')",
        "SELECT 1 FROM flows ORDER BY throwIf(src_ip = 'X')",
        "SELECT 1 FROM flows LIMIT 1 BY throwIf(src_ip = 'X')",
        "SELECT count() FROM flows HAVING sum(throwIf(src_ip = 'X')) = 0",
        "SELECT row_number() OVER (PARTITION BY throwIf(src_ip = 'X')) FROM flows",
        "SELECT bytes FROM flows QUALIFY throwIf(src_ip = 'X') = 0",
        "SELECT count() FROM flows ARRAY JOIN [throwIf(src_ip = 'X')] AS t",
        "SELECT arrayJoin([throwIf(src_ip = 'X')]) FROM flows",
        "SELECT toUInt8(replaceOne(src_ip, 'X', 'no')) FROM flows",
        "SELECT count() FROM flows WHERE toUInt8OrZero(src_ip) = 0 AND intDiv(1, src_ip != 'X') = 1",
        "SELECT DISTINCT src_ip FROM flows WHERE src_ip >= 'X' ORDER BY src_ip LIMIT 1",
        "SELECT min(src_ip), max(src_ip), any(src_ip), uniq(src_ip), 'X' FROM flows",
        "SELECT topK(100)(src_ip), 'X' FROM flows",
        "SELECT first_value(src_ip) OVER (ORDER BY src_ip DESC), 'X' FROM flows",
        "SELECT lagInFrame(src_ip) OVER (ORDER BY src_ip), 'X' FROM flows",
        "SELECT total_rows, 'X' FROM system.tables WHERE name = 'flows'",
        "SELECT name, 'X' FROM system.tables WHERE total_bytes > 1",
        "SELECT sum(data_compressed_bytes), 'X' FROM system.columns",
        "SELECT count(), 'X' FROM system.parts",
        "SELECT count() FROM merge('nightjar', 'flows') WHERE src_ip = 'X'",
        "SELECT count() FROM loop(nightjar.flows) WHERE src_ip = 'X'",
        "SELECT count() FROM mergeTreeIndex('nightjar', 'flows') WHERE 'X' = 'X'",
        "SELECT count() FROM flows WHERE src_ip = 'X' SETTINGS additional_table_filters = map()",
        "SELECT getSetting('additional_table_filters'), 'X'",
        "SELECT _part, count(), 'X' FROM flows GROUP BY _part",
        "SELECT count() FROM flows WHERE dst_ip IN (SELECT dst_ip FROM flows WHERE src_ip = 'X')",
        "WITH RECURSIVE r AS (SELECT src_ip AS ip FROM flows UNION ALL SELECT f.src_ip FROM flows AS f JOIN r ON r.ip = 'X' WHERE f.src_ip > r.ip) SELECT count() FROM r"
      })
  void itCannotTellAHiddenRowFromNone(String sql) {
    String hidden = outcome(sql.replace("X", HIDDEN));
    assertEquals(outcome(sql.replace("X", ABSENT)), hidden.replace(HIDDEN, ABSENT));
    assertFalse(hidden.contains("192.168.1.1"), hidden);
    assertFalse(hidden.contains("192.168.1.8"), hidden);
    assertFalse(hidden.startsWith("[[20]"), hidden);
  }

  private String outcome(String sql) {
    try {
      return ask(sql).values().toString();
    } catch (HistoryException e) {
      return e.kind() + " " + e.getMessage();
    }
  }

  @Test
  void aStatementCannotLiftWhatTheConnectionSets() {
    for (String sql :
        List.of(
            "SELECT count() FROM flows SETTINGS additional_table_filters = {}",
            "SET additional_table_filters = {}",
            "SELECT count() FROM (SELECT * FROM flows SETTINGS additional_table_filters = '')")) {
      assertThrows(HistoryException.class, () -> ask(sql));
    }
  }

  @Test
  void oneTokenRunsAFewQueriesAtOnceAndOthersGoOn() throws Exception {
    Turns turns = new Turns(2);
    Turns.Turn first = turns.take(7);
    Turns.Turn second = turns.take(7);
    HistoryException e = assertThrows(HistoryException.class, () -> turns.take(7));
    assertTrue(e.getMessage().contains("wait until one ends"), e.getMessage());
    turns.take(8).close();
    first.close();
    turns.take(7).close();
    second.close();
  }
}
