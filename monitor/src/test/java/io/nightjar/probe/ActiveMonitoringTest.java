package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Database;
import io.nightjar.account.Probes;
import io.nightjar.alert.AlertSink;
import io.nightjar.history.ProbeResult;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Probes follow the database; results of real runs come out. */
@Timeout(30)
class ActiveMonitoringTest {
  @TempDir private Path folder;
  private final LinkedBlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
  private Database database;
  private ActiveMonitoring monitoring;
  private WebSite site;

  @BeforeEach
  void start() throws Exception {
    database = Database.open(folder.resolve("nightjar.db"));
    site = new WebSite();
    monitoring =
        new ActiveMonitoring(
            ActiveMonitoring.Config.of("here", List.of(Prefix.parse("127.0.0.1/32"))),
            () -> database,
            results::add,
            AlertSink.NONE,
            new Telemetry());
    monitoring.start();
    while (database.read(connection -> Probes.count(connection)) != 0) {
      Thread.onSpinWait();
    }
    TimeUnit.MILLISECONDS.sleep(1200); // past the first look, when probes are spread
  }

  @AfterEach
  void close() {
    monitoring.close();
    database.close();
    site.close();
  }

  private static Probe probe(Measurement measurement, String target) {
    return new ProbeDraft(measurement, target, null, "min", null, null, "").checked();
  }

  private void add(Probe probe) {
    database.write(
        connection -> {
          Probes.insert(connection, probe.row());
          return true;
        });
  }

  private ProbeResult next() throws InterruptedException {
    ProbeResult result = results.poll(10, TimeUnit.SECONDS);
    assertTrue(result != null, "no result came");
    return result;
  }

  @Test
  void aProbeThatIsAddedRunsAndOneThatIsRemovedIsGone() throws Exception {
    Probe probe = probe(Measurement.HTTP, site.url("/ok"));
    add(probe);
    ProbeResult result = next();
    assertEquals("up", result.state(), result.toString());
    assertEquals("here", result.monitor());
    assertEquals(site.url("/ok"), result.target());
    assertEquals(1, monitoring.statuses().size());
    assertEquals(result, monitoring.statuses().getFirst().latest().orElseThrow());
    database.write(
        connection -> {
          Probes.delete(connection, "http", probe.target());
          return true;
        });
    for (int i = 0; i < 100 && !monitoring.statuses().isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertEquals(List.of(), monitoring.statuses());
  }

  @Test
  void aRowOfANewerVersionIsLeftOutAndTheOthersRun() throws Exception {
    database.write(
        connection -> {
          Probes.insert(connection, new Probes.Row("quic", "a.example", 1, "min", null, null, ""));
          return true;
        });
    add(probe(Measurement.ICMP, "a.invalid"));
    ProbeResult result = next();
    assertEquals("down", result.state());
    assertEquals("a.invalid has no address", result.reason());
    assertEquals(1, monitoring.statuses().size());
  }

  @Test
  void whatIsThisMachineIsRefusedBeforeAndAtEachRun() throws Exception {
    Probe own = probe(Measurement.TCP, "127.0.0.2:22");
    assertTrue(monitoring.refusal(own).orElse("").contains("this machine"));
    assertTrue(monitoring.refusal(probe(Measurement.ICMP, "localhost")).isEmpty(), "is allowed");
    assertTrue(monitoring.refusal(probe(Measurement.ICMP, "a.invalid")).isEmpty());
    add(own);
    ProbeResult result = next();
    assertEquals("failed", result.state());
    assertTrue(result.reason().contains("this machine"), result.reason());
  }
}
