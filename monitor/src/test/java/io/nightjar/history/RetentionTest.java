package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.Page;
import io.nightjar.query.TopTalkers;
import io.nightjar.query.TopTalkers.By;
import io.nightjar.schema.Retention;
import io.nightjar.schema.Retention.Partition;
import io.nightjar.schema.Retention.Removal;
import io.nightjar.schema.Table;
import io.nightjar.schema.Table.Keep;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes, what stays, and who says so: a month of flows on the real engine. */
class RetentionTest {
  private static final long FLOWS = 30 * 24 * 10;

  private History history;
  private Instant now;

  /** Ten flows an hour for thirty days, written as they began. */
  @BeforeEach
  void writeAMonth(@TempDir Path data) throws InterruptedException {
    history = RealStore.start(data);
    now = Instant.now();
    history
        .store()
        .client()
        .executeLong(
            """
            INSERT INTO nightjar.flows (stored, first_seen, last_seen, first_dump, src_ip, dst_ip,
              dst_port, l4_proto, l7_app, bytes, packets)
            SELECT toDateTime(%1$d) - number * 360 AS stored, stored, stored, true,
              concat('10.0.0.', toString(number %% 9)), '192.0.2.1', 443, 'TCP', 'TLS', 1000, 1
            FROM numbers(%2$d)"""
                .formatted(now.getEpochSecond(), FLOWS));
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void oldPartitionsGoRollUpsStayAndQuestionsSayWhichTierAnswered() {
    assertTier("flows", 29);
    List<Removal> removed =
        clean(
            Retention.USUAL
                .with(Keep.RAW, Duration.ofDays(3))
                .with(Keep.MINUTE, Duration.ofDays(15)));
    assertFalse(removed.isEmpty());
    assertTrue(removed.stream().allMatch(removal -> removal.reason().equals("age")));
    long left = count("SELECT count() FROM flows");
    assertTrue(left >= 3 * 240 && left <= 4 * 240, left + " flows left");
    assertEquals(FLOWS, count("SELECT sum(flows) FROM flows_1h"));
    assertEquals(FLOWS, count("SELECT sum(flows) FROM flows_1d"));
    assertTrue(count("SELECT sum(flows) FROM flows_1m") < FLOWS);
    assertEquals(FLOWS - left, count("SELECT sum(rows) FROM removals FINAL WHERE table = 'flows'"));
    assertTier("flows", 2);
    assertTier("flows_1m", 5);
    assertTier("flows_1h", 29);
    assertEquals(List.of(), clean(Retention.USUAL.with(Keep.RAW, Duration.ofDays(3))));
  }

  @Test
  void theOldestFlowsGoFirstWhenHistoryIsTooLarge() {
    long bytes =
        count("SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = 'nightjar'");
    List<Removal> removed = clean(Retention.USUAL.within(bytes - 1));
    assertEquals(1, removed.size());
    assertEquals("size", removed.getFirst().reason());
    Partition oldest = removed.getFirst().partition();
    assertEquals("flows", oldest.table().name());
    assertEquals(
        FLOWS - oldest.rows(),
        count(
            "SELECT countIf(stored > toDateTime(%d)) FROM flows"
                .formatted(oldest.newest().getEpochSecond())));
  }

  @Test
  void whatEachTableHoldsOfNowStaysHoweverSmallHistoryMayBe() {
    clean(Retention.USUAL.within(1));
    assertTrue(count("SELECT count() FROM flows") > 0);
    Table flows = Tables.FLOWS;
    Partition old = new Partition(flows, "a", now.minusSeconds(9), 1, 10);
    Partition newest = new Partition(flows, "b", now, 1, 10);
    assertEquals(
        List.of(new Removal(old, "size")),
        Retention.USUAL.within(5).due(List.of(newest, old), now));
  }

  private List<Removal> clean(Retention retention) {
    return new Janitor(history.store(), retention, InstantSource.fixed(now), new Telemetry())
        .clean();
  }

  private void assertTier(String table, int days) {
    Instant from = now.minus(Duration.ofDays(days));
    var answer = new TopTalkers(history).of(By.HOST, Metric.BYTES, from, now, new Page(0, 3));
    assertEquals(List.of("answered from " + table), answer.notes());
    List<@Nullable Object> first = answer.rows().getFirst();
    assertEquals("192.0.2.1", first.getFirst());
    long flows = first.get(1) instanceof Number number ? number.longValue() : 0;
    assertTrue(Math.abs(flows - days * 240L) <= 240, flows + " flows in " + days + " days");
  }

  private long count(String sql) {
    Object cell =
        history
            .store()
            .client()
            .inspect(
                sql.replace("FROM f", "FROM nightjar.f")
                    .replace("FROM removals", "FROM nightjar.removals"))
            .values()
            .getFirst()
            .getFirst();
    return cell instanceof Number number ? number.longValue() : 0;
  }
}
