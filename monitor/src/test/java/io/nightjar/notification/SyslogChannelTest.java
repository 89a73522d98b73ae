package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import io.nightjar.history.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Syslog over TLS and TCP, against a server that reads by the grammar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyslogChannelTest {
  private final NameLookup names = new NameLookup();
  private Certificates certificates;
  private String authority = "";

  @BeforeAll
  void issue(@TempDir Path folder) throws Exception {
    certificates = new Certificates(folder);
    authority = Files.readString(certificates.authority);
  }

  @AfterAll
  void stop() {
    names.close();
  }

  private SyslogChannel channel(String scheme, int port, String trusted) {
    return new SyslogChannel(
        Samples.destination(
            DestinationKind.SYSLOG, scheme + "://127.0.0.1:" + port, trusted, Samples.AT_ONCE),
        names);
  }

  private static Batch two() {
    return new Batch(
        "id",
        "probe one",
        List.of(Samples.notice("192.0.2.7", Severity.CRITICAL), Samples.hostile()),
        new Missed(Map.of(Severity.ERROR, 3L), 2));
  }

  @Test
  void noticesArriveOverTlsAsRfc5424() throws Exception {
    try (SyslogReceiver receiver = new SyslogReceiver(certificates.of("ip:127.0.0.1"))) {
      Receipt receipt = channel("tls", receiver.port(), authority).send(two());
      assertEquals(Receipt.Outcome.DELIVERED, receipt.outcome());
      SyslogReceiver.Message first = receiver.take();
      assertEquals(16 * 8 + 2, first.priority());
      assertEquals("2026-01-31T12:00:00.123456Z", first.timestamp());
      assertEquals("probeone", first.host());
      assertEquals("nightjar", first.application());
      assertEquals("port_scan", first.id());
      assertEquals("nightjar@32473", first.element());
      assertEquals("192.0.2.7", first.parameters().get("subject"));
      assertEquals("2001:db8::1", first.parameters().get("victim"));
      assertEquals("T1046", first.parameters().get("technique"));
      assertEquals(
          "CRITICAL raised: port_scan 192.0.2.7: A host asks many ports; ports=1000 (limit 100)",
          first.text());
      SyslogReceiver.Message hostile = receiver.take();
      assertEquals(first.parameters().keySet(), hostile.parameters().keySet());
      assertTrue(
          hostile
              .parameters()
              .getOrDefault("subject", "")
              .startsWith("evil\"] [x y=\"1\"]  Bcc: all@"));
      SyslogReceiver.Message missed = receiver.take();
      assertEquals(Map.of("held_back", "3", "lost", "2"), missed.parameters());
      assertEquals("Held back by the rate limit: 3 error. Lost: 2", missed.text());
    }
  }

  @Test
  void noticesArriveOverTcp() throws Exception {
    try (SyslogReceiver receiver = new SyslogReceiver(ServerSocketFactory.getDefault())) {
      channel("tcp", receiver.port(), "").send(two());
      assertEquals("192.0.2.7", receiver.take().parameters().get("subject"));
    }
  }

  @Test
  void aServerOfAnotherAuthorityOrNameIsToldNothing() throws Exception {
    try (SyslogReceiver receiver = new SyslogReceiver(certificates.of("ip:127.0.0.1"));
        SyslogReceiver other = new SyslogReceiver(certificates.of("dns:elsewhere.example"))) {
      SyslogChannel untrusting = channel("tls", receiver.port(), "");
      assertThrows(SSLException.class, () -> untrusting.send(two()));
      SyslogChannel misled = channel("tls", other.port(), authority);
      assertThrows(SSLException.class, () -> misled.send(two()));
      assertTrue(receiver.raw.isEmpty());
      assertTrue(other.raw.isEmpty());
    }
  }

  @Test
  void aServerThatNeverReadsIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Destination syslog =
          Samples.destination(
              DestinationKind.SYSLOG,
              "tls://127.0.0.1:" + silent.getLocalPort(),
              authority,
              Samples.AT_ONCE);
      Courier.Limits limits = Samples.quick(3, Duration.ofMillis(300), Duration.ofMinutes(1));
      try (Courier courier =
          new Courier(syslog, new SyslogChannel(syslog, names), "probe one", limits)) {
        Receipt receipt = courier.test(Notice.test(Instant.now()));
        assertEquals(Receipt.Outcome.LATER, receipt.outcome());
        assertTrue(receipt.said().startsWith("no answer within"), receipt.said());
      }
    }
  }

  @Test
  void aServerThatResetsHasNotReadAll() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> reset(rude));
      SyslogChannel channel = channel("tcp", rude.getLocalPort(), "");
      assertThrows(IOException.class, () -> channel.send(two()));
    }
  }

  private static void reset(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
