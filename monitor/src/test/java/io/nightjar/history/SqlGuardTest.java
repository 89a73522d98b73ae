package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlGuardTest {
  private Path data = Path.of("");
  private History history;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    data = directory;
    history = RealStore.start(directory);
    assertTrue(history.put(Flows.dns(1)));
    assertTrue(history.flush(java.time.Duration.ofSeconds(20)));
  }

  @AfterAll
  void close() {
    history.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select 1;",
        " ( SELECT src_ip FROM flows LIMIT 1 ) ",
        "-- who talks\nSELECT count() FROM flows /* all */ # end",
        "SELECT '; DROP TABLE flows -- /*' AS text",
        "SELECT 'FORMAT CSV', 'it''s', 'it\\'s', 'INTO OUTFILE'",
        "WITH t AS (SELECT src_ip, sum(bytes) AS b FROM flows GROUP BY src_ip) SELECT * FROM t ORDER BY b DESC",
        "WITH 10 AS n SELECT * FROM flows LIMIT 1",
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT sum(n) FROM r",
        "SELECT src_ip FROM flows UNION ALL SELECT dst_ip FROM nightjar.flows UNION DISTINCT SELECT '1.1.1.1'",
        "SELECT src_ip FROM flows INTERSECT SELECT src_ip FROM flows",
        "SELECT count() FROM flows WHERE src_ip IN (SELECT dst_ip FROM flows) OR dst_port IN (53, 443)",
        "SELECT count() FROM flows WHERE (src_ip, dst_port) IN (('10.0.0.1', 53), ('10.0.0.2', 53))",
        "WITH bad AS (SELECT '45.142.222.50' AS ip) SELECT count() FROM flows WHERE dst_ip IN bad",
        "SELECT f.src_ip, g.n FROM flows AS f JOIN (SELECT src_ip, count() AS n FROM flows GROUP BY src_ip) AS g ON f.src_ip = g.src_ip",
        "SELECT * FROM flows f LEFT JOIN captures c ON c.fingerprint = f.capture LIMIT 1",
        "SELECT toStartOfInterval(first_seen, INTERVAL 5 MINUTE) AS t, sum(bytes) * 8 / 300 AS bps FROM flows GROUP BY t ORDER BY t WITH FILL STEP 300",
        "SELECT src_ip, topK(3)(dst_ip), quantiles(0.5, 0.9)(duration_ms), uniq(dst_port) FROM flows GROUP BY src_ip WITH CUBE",
        "SELECT arrayJoin(risks) AS risk, count() FROM flows GROUP BY risk",
        "SELECT risk, count() FROM flows ARRAY JOIN risks AS risk GROUP BY risk HAVING count() > 0",
        "SELECT src_ip, row_number() OVER (PARTITION BY l7_proto ORDER BY bytes DESC) AS n FROM flows",
        "SELECT sum(bytes) OVER w FROM flows WINDOW w AS (ORDER BY first_seen ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
        "SELECT countIf(first_dump), sumIf(bytes, dst_is_local), avg(bytes) FROM flows WHERE first_dump = 1",
        "SELECT multiIf(bytes < 10, 'small', bytes < 1000, 'middle', 'big') AS size, count() FROM flows GROUP BY ALL",
        "SELECT CASE WHEN dst_port = 53 THEN 'dns' ELSE 'other' END, count() FROM flows GROUP BY 1",
        "SELECT l4_proto, dst_port, count() FROM flows GROUP BY GROUPING SETS ((l4_proto), (dst_port))",
        "SELECT number, formatReadableSize(number) FROM numbers(5)",
        "SELECT toDate(first_seen) AS d, count() FROM flows GROUP BY d WITH ROLLUP",
        "SELECT has(risks, 'x'), domain(domain_name), cutToFirstSignificantSubdomain(domain_name) FROM flows",
        "SELECT arrayMap(x -> x * 2, [1, 2]), map('a', 1)['a'], (1, 'b').1, bytes::Float64 FROM flows",
        "SELECT format('{} {}', src_ip, dst_ip) AS format FROM flows",
        "SELECT * EXCEPT (info) REPLACE (1 AS bytes) FROM flows LIMIT 1",
        "SELECT COLUMNS('bytes$') FROM flows",
        "SELECT DISTINCT src_ip FROM flows LIMIT 1 BY src_ip LIMIT 5 OFFSET 0",
        "SELECT count() FROM (SELECT DISTINCT src_ip FROM flows)",
        "SELECT (SELECT max(bytes) FROM flows) AS most, count() FROM flows",
        "SELECT count() FROM flows WHERE EXISTS (SELECT 1 FROM flows WHERE bytes > 0)",
        "SELECT count() FROM flows WHERE match(domain_name, '^(.*\\\\.)?evil\\\\.example$')",
        "SELECT `src_ip`, \"dst_ip\" FROM `nightjar`.`flows`",
        "SELECT now(), today(), toUnixTimestamp(now()), dateDiff('hour', first_seen, last_seen) FROM flows",
        "SELECT src_ip FROM flows WHERE domain_name ILIKE '%größe%'",
        "FROM flows SELECT count()",
        "SELECT count() FROM flows PREWHERE dst_port = 53 WHERE bytes > 1",
        "SELECT bytes % 2, bytes || 'x', -bytes, NOT first_dump, bytes BETWEEN 1 AND 2, bytes IS NULL FROM flows",
        "SELECT * FROM values('a String, b UInt8', ('x', 1), ('y', 2))",
        "SELECT * FROM flows AS a ASOF JOIN flows AS b ON a.src_ip = b.src_ip AND a.first_seen >= b.first_seen",
        "SELECT flows.src_ip FROM flows"
      })
  void admitsAnalysis(String sql) {
    assertFalse(history.ask(sql, Limits.DEFAULT).columns().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "-- SELECT 1",
        "INSERT INTO flows VALUES (1)",
        "/* SELECT */ DROP TABLE flows",
        "SELECT 1; DROP TABLE flows",
        "SELECT 1;;SELECT 2",
        "SELECT 1 /* ; */; -- \n DROP TABLE flows",
        "SET max_threads = 1",
        "SHOW TABLES",
        "DESCRIBE flows",
        "EXPLAIN SELECT 1",
        "SYSTEM SHUTDOWN",
        "KILL QUERY WHERE 1",
        "USE system",
        "EXISTS TABLE flows",
        "WITH x AS (SELECT 1) INSERT INTO flows SELECT * FROM x",
        "SELECT 1 FORMAT CSV",
        "SELECT 1 format/**/JSON",
        "SELECT 1 INTO OUTFILE '/tmp/nightjar-guard'",
        "SELECT 1 INTO/**/OUTFILE '/tmp/nightjar-guard' TRUNCATE",
        "SELECT 1 SETTINGS readonly = 0",
        "SELECT * FROM (SELECT 1 SETTINGS max_threads = 9)",
        "SELECT 1 UNION ALL SELECT 2 SETTINGS readonly = 0",
        "SELECT * FROM system.tables",
        "SELECT * FROM values('a UInt8', 1), system.tables",
        "SELECT count(*), t.* FROM system.tables t JOIN (SELECT * FROM values('a UInt8', 1)) v ON 1",
        "SELECT a FROM (SELECT * FROM values('a UInt8', 1)) JOIN (SELECT * FROM system.tables) ON 1",
        "SELECT tuple(*) FROM system.tables, (SELECT * FROM values('a UInt8', 1))",
        "SELECT data_paths FROM `system`.`tables`",
        "SELECT COLUMNS('data') FROM system.tables",
        "SELECT * FROM \"system\".\"tables\"",
        "SELECT * FROM SYSTEM . tables",
        "SELECT * FROM system/**/./**/tables",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM INFORMATION_SCHEMA.TABLES",
        "SELECT * FROM default.x",
        "SELECT * FROM default.`/etc/passwd`",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM `/etc/passwd`",
        "SELECT * FROM nightjar.flows.x",
        "SELECT 1 WHERE 1 IN system.one",
        "SELECT 1 WHERE 1 IN (system.one)",
        "SELECT 1 WHERE in(1, system.one)",
        "SELECT nullIn(1, system.one)",
        "SELECT 1 WHERE 1 GLOBAL NOT IN system.one",
        "SELECT 1 WHERE 1 IN (SELECT dummy FROM system.one)",
        "SELECT (SELECT count() FROM system.processes)",
        "SELECT 1 FROM flows AS system WHERE 1 IN system.one",
        "WITH s AS (SELECT * FROM system.users) SELECT * FROM s",
        "SELECT 1 UNION ALL SELECT * FROM system.one",
        "SELECT 1 EXCEPT SELECT * FROM system.one",
        "SELECT * FROM flows JOIN system.one ON 1 = 1",
        "SELECT * FROM flows, system.one",
        "SELECT * FROM view(SELECT * FROM system.one)",
        "SELECT * FROM (EXPLAIN SELECT 1)",
        "SELECT * FROM viewExplain('EXPLAIN', '', (SELECT 1))",
        "SELECT * FROM file('/etc/passwd', 'CSV')",
        "SELECT * FROM FILE('/etc/passwd', 'CSV', 'a String')",
        "SELECT * FROM `file`('/etc/passwd', 'CSV')",
        "SELECT * FROM `f\\x69le`('/etc/passwd', 'CSV')",
        "SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')",
        "SELECT * FROM urlCluster('c', 'http://127.0.0.1:9/', 'CSV', 'a String')",
        "SELECT * FROM remote('127.0.0.1', system.one)",
        "SELECT * FROM remoteSecure('127.0.0.1', system.one)",
        "SELECT * FROM cluster('default', system.one)",
        "SELECT * FROM clusterAllReplicas('default', system.one)",
        "SELECT * FROM executable('x', 'CSV', 'a String')",
        "SELECT * FROM mysql('127.0.0.1:9', 'a', 'b', 'c', 'd')",
        "SELECT * FROM postgresql('127.0.0.1:9', 'a', 'b', 'c', 'd')",
        "SELECT * FROM sqlite('/x', 'y')",
        "SELECT * FROM s3('https://127.0.0.1:9/x', 'CSV', 'a String')",
        "SELECT * FROM merge('system', '.*')",
        "SELECT * FROM merge('.*')",
        "SELECT * FROM loop(system.one)",
        "SELECT * FROM dictionary('x')",
        "SELECT * FROM input('a String')",
        "SELECT * FROM mergeTreeIndex('nightjar', 'flows')",
        "SELECT * FROM fuzzJSON('{}')",
        "SELECT * FROM flows WHERE 1 IN (SELECT 1 FROM file('/etc/passwd', 'CSV', 'a String'))",
        "SELECT file('/etc/passwd')",
        "SELECT FiLe('/etc/passwd')",
        "SELECT arrayMap(x -> file(x), ['/etc/passwd'])",
        "SELECT quantile(file('/etc/passwd'))(1)",
        "SELECT * APPLY(file) FROM (SELECT '/etc/passwd' AS x)",
        "SELECT COLUMNS('x') APPLY file FROM (SELECT '/etc/passwd' AS x)",
        "SELECT * APPLY(x -> file(x)) FROM (SELECT '/etc/passwd' AS x)",
        "SELECT dictGet('a', 'b', 1)",
        "SELECT dictGetOrDefault('a', 'b', 1, 2)",
        "SELECT joinGet('a', 'b', 1)",
        "SELECT hasColumnInTable('system', 'one', 'dummy')",
        "SELECT hostName()",
        "SELECT getSetting('readonly')",
        "SELECT getServerSetting('path')",
        "SELECT sleep(3)",
        "SELECT sleepEachRow(1) FROM numbers(3)",
        "SELECT addressToLine(1)",
        "SELECT aiGenerate('x', 'y')",
        "SELECT filesystemAvailable()",
        "SELECT {x:String}",
        "SELECT * FROM {t:Identifier}",
        "SELECT $$text$$",
        "SELECT $tag$text$tag$",
        "SELECT\u00a01",
        "SELECT 1\u2028FORMAT CSV",
        "SELECT \u0000 1",
        "SELECT 'not closed",
        "SELECT `not closed",
        "SELECT 1 /* not closed",
        "SELECT (1",
        "SELECT 1)",
        "SELECT 1 AS `a\\n FORMAT`",
        "SELECT 1 AS `a\n   TableIdentifier x`",
        "SELECT FROM WHERE",
        "SELECT 1 PARALLEL WITH SELECT 2"
      })
  void refusesWhatReachesElsewhere(String sql) {
    HistoryException e =
        assertThrows(HistoryException.class, () -> history.ask(sql, Limits.DEFAULT));
    assertEquals(HistoryException.Kind.STATEMENT, e.kind(), e::getMessage);
    assertFalse(Files.exists(Path.of("/tmp/nightjar-guard")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE flows | only SELECT is allowed",
        "SELECT 1; SELECT 2 | one statement at a time",
        "SELECT 1 GROUP BY 1 WITH TOTALS | use WITH ROLLUP",
        "SELECT 1 FORMAT CSV | the answer comes back as rows",
        "SELECT 1 FROM flows SETTINGS max_threads = 1 | leave it out",
        "SELECT * FROM system.tables | name the columns",
        "SELECT * FROM system.users | use flows, timeseries, captures",
        "SELECT count() FROM flows WHERE dst_ip NOT IN (192.168.0.0/16) | isIPAddressInRange",
        "SELECT count() FROM flows WHERE dst_ip NOT IN ('192.168.0.0/16') | isIPAddressInRange",
        "SELECT srcip FROM flows | did you mean src_ip",
        "SELECT f.srcip FROM flows AS f | did you mean f.src_ip",
        "SELECT count() FROM flow | tables are flows, timeseries, captures",
        "SELECT coutn() FROM flows | did you mean count",
        "SELECT src_ip FROM flows WHERE WHERE 1 | line 1, column 38 near 1",
        "SELECT src_ip FROM flows GROUP BYY src_ip | line 1, column 32",
        "SELECT count( FROM flows | parentheses do not match",
        "SELECT * FROM url('http://127.0.0.1/') | use a table of history",
        "SELECT hostName() | function hostName is not allowed",
        "SELECT nothing FROM flows | nothing",
        "SELECT 1 FROM flow | flow"
      })
  void saysWhatToDoInstead(String sql, String part) {
    HistoryException e =
        assertThrows(HistoryException.class, () -> history.ask(sql, Limits.DEFAULT));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertFalse(e.getMessage().contains("Code:"), e.getMessage());
    assertFalse(e.getMessage().contains(data.toString()), e.getMessage());
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    String longText = "SELECT '" + "x".repeat(30_000) + "'";
    assertThrows(HistoryException.class, () -> history.ask(longText, Limits.DEFAULT));
    String deep = "SELECT " + "(".repeat(500) + "1" + ")".repeat(500);
    assertThrows(HistoryException.class, () -> history.ask(deep, Limits.DEFAULT));
    String chain = "SELECT " + "- ".repeat(5_000) + "1";
    assertThrows(HistoryException.class, () -> history.ask(chain, Limits.DEFAULT));
    assertFalse(history.ask("SELECT 1", Limits.DEFAULT).values().isEmpty());
  }
}
