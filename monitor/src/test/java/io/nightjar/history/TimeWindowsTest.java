package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.exclusion.Conditions;
import io.nightjar.exclusion.Exclusion;
import io.nightjar.exclusion.Kind;
import io.nightjar.exclusion.SilencedAlerts;
import io.nightjar.net.Asker;
import io.nightjar.net.Prefix;
import io.nightjar.schema.TimeWindows;
import io.nightjar.schema.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The views for questions of time, and what exclusions would have silenced, on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeWindowsTest {
  private static final String OUTSIDE = "flows_outside_hours(zone='UTC', opens=23, closes=24)";

  private History history;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    history = RealStore.start(directory);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    for (int i = 1; i <= 20; i++) {
      assertTrue(history.put(Flows.flow(i, hour.minus(Duration.ofMinutes(30)), "")));
    }
    assertTrue(history.flush(Duration.ofSeconds(20)));
    String key = Tables.find("alerts").orElseThrow().stored().contains("key") ? "key" : "kind";
    history
        .store()
        .client()
        .execute(
            """
            INSERT INTO alerts (alert_id, time, %s, subject, src_ip, dst_ip, flow_id) VALUES
              (1, now(), 'a', '', '192.168.1.1', '45.142.222.50', 1),
              (1, now(), 'a', '', '192.168.1.1', '45.142.222.50', 1),
              (2, now(), 'b', '', '192.168.1.2', '45.142.222.50', 2),
              (3, now(), 'b', '192.168.1.3', '', '', 0),
              (4, now() - INTERVAL 2 DAY, 'a', '', '192.168.1.1', '45.142.222.50', 1)"""
                .formatted(key),
            Map.of());
  }

  @AfterAll
  void close() {
    history.close();
  }

  private long count(String sql) {
    return ((Number) history.ask(sql, Limits.DEFAULT).values().getFirst().getFirst()).longValue();
  }

  @Test
  void eachHasTheColumnsItIsDeclaredWith() {
    for (Window window : TimeWindows.ALL) {
      Rows rows = history.ask("SELECT * FROM " + window.example() + " LIMIT 1", Limits.DEFAULT);
      assertEquals(
          window.columns().stream().map(each -> each.name() + " " + each.type()).toList(),
          rows.columns().stream().map(each -> each.name() + " " + each.clickHouseType()).toList());
    }
  }

  @Test
  void aBoundTokenSeesOfThemWhatItSeesOfTheirTables() {
    Asker bound = new Asker(7, List.of(Prefix.parse("192.168.1.4/30")));
    Asker elsewhere = new Asker(8, List.of(), List.of("eth9"));
    for (String sql :
        List.of(
            "SELECT count() FROM hourly_baseline WHERE is_local",
            "SELECT count() FROM first_contacts",
            "SELECT count() FROM " + OUTSIDE,
            "SELECT count() FROM nightjar.hourly_baseline AS b WHERE b.is_local")) {
      assertEquals(20, count(sql), sql);
      assertEquals(4L, bound.call(() -> count(sql)), sql);
      assertEquals(0L, elsewhere.call(() -> count(sql)), sql);
    }
    String error = "SELECT throwIf(src_ip = '192.168.1.9') FROM " + OUTSIDE;
    assertThrows(HistoryException.class, () -> count(error));
    assertEquals(0L, bound.call(() -> count(error)));
    String where = "SELECT count() FROM hourly_baseline WHERE throwIf(host = '192.168.1.9') = 0";
    assertThrows(HistoryException.class, () -> count(where));
    assertEquals(4L, bound.call(() -> count(where + " AND is_local")));
  }

  @Test
  void whatIsAskedOfAParameterIsCheckedAsAnythingElse() {
    for (String hostile :
        List.of(
            "SELECT * FROM flows_outside_hours(zone=(SELECT name FROM file('/etc/passwd')), opens=1, closes=2)",
            "SELECT * FROM flows_outside_hours(zone=hostName(), opens=1, closes=2)",
            "SELECT * FROM other_function(zone='UTC')")) {
      assertThrows(HistoryException.class, () -> history.ask(hostile, Limits.DEFAULT), hostile);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HOST, 192.168.1.1, '', 1",
    "HOST, 192.168.1.0/24, '', 3",
    "HOST, 192.168.1.0/24, b, 2",
    "HOST, 10.0.0.0/8, '', 0",
    "DOMAIN, *.malicious.example, '', 2",
    "DOMAIN, malicious.example, '', 0",
    "DOMAIN, very.malicious.example, b, 1",
    "CERTIFICATE, CN=a, '', 2",
    "CERTIFICATE, CN=b, '', 0",
  })
  void itIsToldHowManyAlertsOfADayWouldHaveBeenSilenced(
      String kind, String subject, String alert, long silenced) {
    Conditions conditions = new Conditions(Optional.empty(), 0, "", "", "", alert);
    assertEquals(silenced, silenced(kind, subject, conditions));
  }

  @Test
  void itIsToldLikewiseOfFurtherConditions() {
    Prefix peer = Prefix.parse("45.142.0.0/16");
    String ip = "192.168.1.0/24";
    assertEquals(2, silenced("HOST", ip, new Conditions(Optional.of(peer), 0, "", "", "", "")));
    assertEquals(
        2,
        silenced("HOST", ip, new Conditions(Optional.of(peer), 53, "UDP", "DNS", "outbound", "")));
    for (Conditions other :
        List.of(
            new Conditions(Optional.of(Prefix.parse("45.0.0.1")), 0, "", "", "", ""),
            new Conditions(Optional.empty(), 54, "", "", "", ""),
            new Conditions(Optional.empty(), 0, "TCP", "", "", ""),
            new Conditions(Optional.empty(), 0, "", "DN", "", ""),
            new Conditions(Optional.empty(), 0, "", "", "inbound", ""))) {
      assertEquals(0, silenced("HOST", ip, other), other.toString());
    }
  }

  private long silenced(String kind, String subject, Conditions conditions) {
    SilencedAlerts.Count count =
        new SilencedAlerts(history)
            .count(
                new Exclusion(Kind.valueOf(kind), subject, conditions, "", "", Optional.empty()));
    assertEquals(3, count.all());
    return count.silenced();
  }
}
