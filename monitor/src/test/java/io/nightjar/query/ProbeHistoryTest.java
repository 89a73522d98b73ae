package io.nightjar.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.history.History;
import io.nightjar.history.ProbeResult;
import io.nightjar.net.IpAddress;
import io.nightjar.probe.Granularity;
import io.nightjar.probe.Maintenance;
import io.nightjar.probe.Measurement;
import io.nightjar.probe.Probe;
import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Results of probes in the real store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbeHistoryTest {
  private static final String TARGET = "router.example";
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private History history;

  @BeforeAll
  void start(@TempDir Path data) throws InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    history = new History(History.Config.in(data), new Telemetry());
    history.start();
    assertTrue(history.awaitReady(Duration.ofSeconds(30)));
    for (int minute = 10; minute > 0; minute--) {
      boolean isOut = minute == 5 || minute == 4;
      history.offer(result(minute * 60L, isOut ? "down" : "up", false));
    }
    history.offer(result(11 * 60, "down", true));
    history.offer(result(12 * 60, "failed", false));
    history.offer(result(3 * 86_400, "down", false));
    history.offer(result(3 * 86_400 + 60, "up", false));
    history.offer(result(20 * 86_400, "down", false));
    assertTrue(history.flush(Duration.ofSeconds(20)));
  }

  @AfterAll
  void close() {
    if (history != null) {
      history.close();
    }
  }

  private ProbeResult result(long secondsAgo, String state, boolean isMaintenance) {
    boolean isUp = state.equals("up");
    return new ProbeResult(
        now.minusSeconds(secondsAgo),
        "here",
        "icmp",
        TARGET,
        "min",
        IpAddress.parse("192.0.2.1"),
        state,
        isUp ? "" : "none of 3 echo requests was answered",
        isUp ? 12.5 : null,
        50,
        false,
        isMaintenance,
        isUp
            ? new ProbeResult.Echoes(3, 3, 12.0, 12.5, 13.0, 0.5)
            : new ProbeResult.Echoes(3, 0, null, null, null, null),
        ProbeResult.Phases.NONE,
        new ProbeResult.Answer(0, null, 0, List.of("10.0.0.1", "*")));
  }

  private Table series(ProbeSeries series) {
    return new ProbeTimeSeries(history)
        .of(
            new ProbeTimeSeries.Question(
                series, "icmp " + TARGET, now.minusSeconds(660), now, 60, true, 10));
  }

  private static List<?> points(Table table) {
    return table.rows().getFirst().getLast() instanceof List<?> points ? points : List.of();
  }

  @Test
  void anOutageIsAGapAndNotAZero() {
    List<?> values = points(series(ProbeSeries.VALUE));
    assertEquals(8, values.size(), values.toString());
    assertTrue(
        values.stream().allMatch(point -> point.toString().endsWith("=12.500")), values.toString());
    for (int minute : new int[] {5, 4}) {
      String start = now.minusSeconds(minute * 60L).toString();
      assertTrue(values.stream().noneMatch(point -> point.toString().startsWith(start)));
    }
    List<?> up = points(series(ProbeSeries.AVAILABILITY));
    assertEquals(10, up.size(), "minutes of maintenance do not count");
    assertEquals(2, up.stream().filter(point -> point.toString().endsWith("=0")).count());
    assertEquals(11, points(series(ProbeSeries.LOSS)).size());
    assertEquals(List.of(), series(ProbeSeries.TLS).rows());
  }

  @Test
  void availabilityIsOfTheRunsThatTell() {
    Probe probe =
        new Probe(Measurement.ICMP, TARGET, 50, Granularity.MINUTE, null, null, Maintenance.NEVER);
    assertEquals(
        Map.of("icmp " + TARGET, new ProbeAvailability(80.0, 75.0, 69.231)),
        ProbeAvailability.of(history, List.of(probe)));
  }

  @Test
  void theSeriesAreListedWithTheirKeys() {
    List<List<@Nullable Object>> all = new TimeSeries(history).list("", new Page(0, 100)).rows();
    List<String> names = all.stream().map(row -> String.valueOf(row.getFirst())).toList();
    assertEquals(List.of("probe:availability", "probe:jitter", "probe:loss", "probe:value"), names);
    List<@Nullable Object> row =
        new TimeSeries(history).list("probe:value", new Page(0, 100)).rows().getFirst();
    assertEquals("icmp " + TARGET, row.get(1));
  }

  @Test
  void everyColumnIsAsItWasGiven() {
    assertEquals(
        List.of(
            "here",
            "192.0.2.1",
            "up",
            "",
            12.5,
            50.0,
            3L,
            12.0,
            13.0,
            0.5,
            0.0,
            List.of("10.0.0.1", "*")),
        history
            .select(
                "SELECT probe, ip, state, reason, value, threshold, received, rtt_min_ms,"
                    + " rtt_max_ms, jitter_ms, loss_percent, path FROM probe_results WHERE state ="
                    + " 'up' LIMIT 1",
                Map.of(),
                io.nightjar.history.Limits.DEFAULT)
            .values()
            .getFirst());
  }
}
