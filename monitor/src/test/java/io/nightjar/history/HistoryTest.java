package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private Path data;
  private History history;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    data = directory;
    history = RealStore.start(data);
    for (int i = 0; i < 1000; i++) {
      assertTrue(history.put(Flows.dns(i)));
    }
    assertTrue(history.flush(LONG));
  }

  @AfterAll
  void close() {
    history.close();
  }

  @Test
  void countsWhatItWrote() {
    assertEquals(List.of(1000L), row("SELECT count() FROM flows WHERE capture = ''"));
    History.Status status = history.status();
    assertEquals("ready", status.state());
    assertEquals(0, status.queueLength());
    assertEquals(0, status.refused() + status.rejected());
    assertNotNull(status.lastWritten());
  }

  @Test
  void keepsEveryColumnAsItWas() throws InterruptedException {
    Instant at = Instant.parse("2026-03-04T05:06:07.123456Z");
    assertTrue(history.put(Flows.flow(-1, at, "fingerprint-1")));
    assertTrue(history.flush(LONG));
    Rows rows = history.ask("SELECT * FROM flows WHERE capture = 'fingerprint-1'", Limits.DEFAULT);
    Map<String, @Nullable Object> row = new HashMap<>();
    for (int i = 0; i < rows.columns().size(); i++) {
      row.put(rows.columns().get(i).name(), rows.values().getFirst().get(i));
    }
    assertEquals(FlowColumns.ALL.size(), row.size());
    assertEquals(new java.math.BigInteger("18446744073709551615"), row.get("flow_id"));
    assertEquals(true, row.get("first_dump"));
    assertEquals(Instant.parse("2026-03-04T05:06:07Z"), row.get("first_seen"));
    assertEquals(at, row.get("first_seen_us"));
    assertEquals(1500L, row.get("duration_ms"));
    assertEquals("45.142.222.50", row.get("dst_ip"));
    assertEquals("UDP", row.get("l4_proto"));
    assertEquals("00:1b:21:3c:4d:5e", row.get("src_mac"));
    assertEquals("Größe", row.get("dst_asn_name"));
    assertEquals(64_500L, row.get("dst_asn"));
    assertEquals("dpi", row.get("detection"));
    assertEquals("it's\ta\\b", row.get("info"));
    assertEquals(List.of("Risky ASN", "it's"), row.get("risks"));
    assertEquals(List.of("prompt_injection_attempt"), row.get("alerts"));
    assertEquals(1000L, row.get("bytes"));
    assertEquals(3L, row.get("packets"));
    assertEquals("OTH", row.get("conn_state"));
    assertEquals(404L, row.get("http_status"));
    assertEquals(3L, row.get("dns_rcode"));
    assertEquals("2001:db8::7", row.get("exporter_ip"));
    assertEquals("vxlan", row.get("tunnel_type"));
    assertEquals(42L, row.get("tunnel_id"));
    assertEquals("192.0.2.1", row.get("tunnel_src_ip"));
    assertEquals("2001:db8::9", row.get("tunnel_dst_ip"));
    assertEquals("fingerprint-1", row.get("capture"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT src_ip, count() FROM flows WHERE L7_PROTO='dns' AND DOMAIN_NAME LIKE '%malicious%' AND FIRST_SEEN >= now() - INTERVAL 1 day GROUP BY src_ip",
        "SELECT src_ip, dst_ip, dst_port, SUM(bytes) FROM flows WHERE NOT isIPAddressInRange(dst_ip,'192.168.0.0/16') AND FIRST_SEEN >= now() - INTERVAL 1 hour GROUP BY src_ip, dst_ip, dst_port ORDER BY SUM(bytes) DESC LIMIT 5",
        "SELECT src_ip, dst_ip, dst_port, COUNT() as flow_count, SUM(bytes) FROM flows WHERE dst_ip='45.142.222.50' AND dst_port=53 AND FIRST_SEEN >= now() - INTERVAL 7 day GROUP BY src_ip, dst_ip, dst_port",
        "SELECT src_ip, dst_ip, L7_PROTO, SUM(bytes) FROM flows WHERE src_port != 0 AND FIRST_SEEN >= now() - INTERVAL 6 hour GROUP BY src_ip, dst_ip, L7_PROTO ORDER BY SUM(bytes) DESC LIMIT 10",
        "SELECT COUNT(DISTINCT src_ip) FROM flows WHERE L4_PROTO='UDP' AND dst_port=53"
      })
  void answersThePublishedQuestions(String sql) {
    assertFalse(history.ask(sql, Limits.DEFAULT).values().isEmpty());
  }

  @Test
  void bindsParametersAsTheyAre() {
    String nasty = "a'b\\c\td\ne\\N`{x:String}";
    Rows rows =
        history.select(
            "SELECT {s:String}, {n:UInt64} + 1", Map.of("s", nasty, "n", 41), Limits.DEFAULT);
    assertEquals(List.of(nasty, 42L), rows.values().getFirst());
  }

  @Test
  void cutsAtTheRowLimitAndSaysSo() {
    Rows cut = history.ask("SELECT flow_id FROM flows", Limits.DEFAULT.withRows(10));
    assertEquals(10, cut.values().size());
    assertTrue(cut.truncated());
    Rows whole = history.ask("SELECT 1 FROM flows LIMIT 10", Limits.DEFAULT.withRows(10));
    assertEquals(10, whole.values().size());
    assertFalse(whole.truncated());
  }

  @Test
  void stopsWhatTakesTooLongOrTooMuch() {
    Limits second = new Limits(10, Duration.ofSeconds(1), 100_000_000);
    HistoryException time =
        limit("SELECT sum(length(SHA512(toString(number)))) FROM numbers(9000000000)", second);
    assertTrue(time.getMessage().contains("takes longer than it may"), time.getMessage());
    HistoryException memory = limit("SELECT groupArray(number) FROM numbers(300000000)", second);
    assertTrue(
        memory.getMessage().contains("needs more memory than it may have"), memory.getMessage());
  }

  private HistoryException limit(String sql, Limits limits) {
    HistoryException e = assertThrows(HistoryException.class, () -> history.ask(sql, limits));
    assertEquals(HistoryException.Kind.LIMIT, e.kind(), e::getMessage);
    return e;
  }

  @Test
  void readsACaptureFileOnceAndRedoesABrokenReading() throws InterruptedException {
    CaptureJournal captures = history.captures();
    assertEquals(CaptureJournal.State.UNKNOWN, captures.state("f1"));
    captures.begin("f1", "a.pcap");
    assertTrue(history.put(Flows.flow(1, Instant.now(), "f1")));
    assertTrue(history.flush(LONG));
    assertEquals(CaptureJournal.State.UNFINISHED, captures.state("f1"));
    captures.begin("f1", "a.pcap");
    assertEquals(List.of(0L), row("SELECT count() FROM flows WHERE capture = 'f1'"));
    assertTrue(history.put(Flows.flow(1, Instant.now(), "f1")));
    assertTrue(history.flush(LONG));
    captures.complete("f1", "a.pcap", 3, 1);
    assertEquals(CaptureJournal.State.COMPLETE, captures.state("f1"));
    assertEquals(List.of(1L), row("SELECT count() FROM flows WHERE capture = 'f1'"));
  }

  @Test
  void keepsFlowsOfAnyTimeWhateverTheClockOfTheirSource() throws InterruptedException {
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < 150; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(-1_000_000_000L, 9_000_000_000L));
      assertTrue(history.put(Flows.flow(i, at, "f-times")));
    }
    assertTrue(history.flush(Duration.ofMinutes(2)));
    assertEquals(
        List.of(150L, 150L),
        row("SELECT count(), uniqExact(flow_id) FROM flows WHERE capture = 'f-times'"));
  }

  @Test
  void refusesASecondMonitorOnTheSameDirectory() {
    History second = new History(History.Config.in(data), new Telemetry());
    IllegalStateException e = assertThrows(IllegalStateException.class, second::start);
    assertTrue(e.toString().contains("process " + ProcessHandle.current().pid()), e.toString());
  }

  private List<@Nullable Object> row(String sql) {
    return history.ask(sql, Limits.DEFAULT).values().getFirst();
  }
}
