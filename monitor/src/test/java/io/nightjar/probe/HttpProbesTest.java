package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.AlertSink;
import io.nightjar.history.Certificates;
import io.nightjar.history.ProbeResult;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ServerSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP, TLS and throughput of servers that do well, badly and worse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class HttpProbesTest {
  private static final Duration SHORT = Duration.ofMillis(1500);

  private final EchoSender echoes = new EchoSender(new Telemetry());
  private WebSite site;
  private Certificates certificates;
  private Instruments with;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = new WebSite();
    certificates = new Certificates(folder);
    X509ExtendedTrustManager trust = TrustedAuthorities.of(authority(certificates.authority));
    with =
        new Instruments(
            echoes, new Resolver(), new Reach(List.of(Prefix.parse("127.0.0.1/32"))), () -> trust);
  }

  private static KeyStore authority(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  @AfterAll
  void stop() {
    echoes.close();
    if (site != null) {
      site.close();
    }
  }

  private Outcome run(ProbeKind kind, Probe probe) throws InterruptedException {
    try {
      return kind.run(probe, with);
    } catch (NoAnswer none) {
      return none.outcome();
    }
  }

  private Outcome get(String url, @Nullable Integer status, @Nullable String text)
      throws InterruptedException {
    Measurement measurement = url.startsWith("https") ? Measurement.HTTPS : Measurement.HTTP;
    return run(
        new Http(measurement, SHORT),
        new Probe(measurement, url, 500, Granularity.MINUTE, status, text, Maintenance.NEVER));
  }

  private Outcome get(String path) throws InterruptedException {
    return get(site.url(path), null, null);
  }

  private static void isDown(Outcome outcome, String saying) {
    assertEquals(State.DOWN, outcome.state(), outcome.toString());
    assertNull(outcome.value());
    assertTrue(outcome.reason().contains(saying), outcome.reason());
  }

  @Test
  void anAnswerHasItsPhasesAndStatus() throws Exception {
    Outcome slow = get("/slow");
    assertEquals(State.UP, slow.state(), slow.toString());
    assertEquals(200, slow.answer().httpStatus());
    assertEquals(8, slow.answer().bytes());
    double firstByte = Objects.requireNonNull(slow.phases().firstByteMs());
    double total = Objects.requireNonNull(slow.phases().totalMs());
    assertTrue(firstByte >= 300 && total >= firstByte + 200, slow.phases().toString());
    assertEquals(total, slow.value());
    assertNull(slow.phases().dnsMs());
    assertNull(slow.phases().tlsMs());
    assertNotNull(slow.phases().connectMs());
  }

  @Test
  void statusAndTextAreAsExpected() throws Exception {
    isDown(get("/fails"), "status 500");
    isDown(get("/nowhere"), "status 404");
    isDown(get(site.url("/ok"), 204, null), "status 200, expected 204");
    assertEquals(State.UP, get(site.url("/fails"), 500, null).state());
    assertEquals(State.UP, get(site.url("/ok"), null, "is well").state());
    isDown(get(site.url("/ok"), null, "is not well"), "without the expected text");
    assertEquals(State.UP, get(site.url("/chunked"), null, "between chunks and").state());
  }

  @Test
  void redirectsAreFollowedAsFarAsTheyMay() throws Exception {
    Outcome moved = get("/moved");
    assertEquals(State.UP, moved.state(), moved.toString());
    assertEquals(11, moved.answer().bytes());
    assertEquals(302, get(site.url("/moved"), 302, null).answer().httpStatus());
    isDown(get("/circle"), "redirects in a circle");
    isDown(get("/chain0"), "redirects more than 5 times");
    isDown(get("/file"), "only http:// and https://");
    isDown(get("/password"), "user or password");
    assertTrue(!get("/password").reason().contains("secret"));
    Outcome metadata = get("/metadata");
    assertEquals(State.FAILED, metadata.state());
    assertTrue(metadata.reason().contains("link-local"), metadata.reason());
    Outcome other = get("http://127.0.0.2/", null, null);
    assertEquals(State.FAILED, other.state());
    assertTrue(other.reason().contains("this machine"), other.reason());
  }

  @Test
  void tenGigabytesAreNotRead() throws Exception {
    Outcome endless = get("/endless");
    assertEquals(State.UP, endless.state(), endless.toString());
    assertEquals(1 << 20, endless.answer().bytes());
  }

  @Test
  void whoAnswersABytePerSecondOrNeverIsDownInTime() throws Exception {
    WebSite.Talk drip =
        client -> {
          for (byte each : "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII)) {
            client.getOutputStream().write(each);
            Thread.sleep(Duration.ofSeconds(1));
          }
        };
    try (ServerSocket slow = WebSite.socket(ServerSocketFactory.getDefault(), drip);
        ServerSocket silent =
            WebSite.socket(
                ServerSocketFactory.getDefault(), _ -> Thread.sleep(Duration.ofSeconds(20)))) {
      isDown(get(url("http", slow), null, null), "no complete answer in time");
      isDown(get(url("http", silent), null, null), "no complete answer in time");
      isDown(get(url("https", silent), null, null), "the TLS handshake was not done in time");
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsBrokenOffAndDown() throws Exception {
    byte[] record = {0x16, 3, 3, 0x40, 0};
    WebSite.Talk drip =
        client -> {
          client.getOutputStream().write(record);
          while (true) {
            client.getOutputStream().write(0);
            Thread.sleep(50);
          }
        };
    try (ServerSocket slow = WebSite.socket(ServerSocketFactory.getDefault(), drip)) {
      ProbeKind kind = new Http(Measurement.HTTPS, Duration.ofMillis(300));
      Probe probe =
          new Probe(
              Measurement.HTTPS,
              url("https", slow),
              500,
              Granularity.MINUTE,
              null,
              null,
              Maintenance.NEVER);
      ProbeWatch watch = new ProbeWatch(probe, kind, "here", AlertSink.NONE);
      Thread run = Thread.ofVirtual().unstarted(() -> runs(watch));
      run.start();
      run.join(Duration.ofMillis(500));
      run.interrupt();
      run.join();
      ProbeResult result = watch.latest().orElseThrow();
      assertEquals("down", result.state());
      assertEquals("was not done within 0.3 s", result.reason());
    }
  }

  private void runs(ProbeWatch watch) {
    try {
      watch.run(with);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoSpeaksAnotherProtocolIsQuotedAndEndless() throws Exception {
    try (ServerSocket ssh =
            WebSite.socket(
                ServerSocketFactory.getDefault(),
                client ->
                    client
                        .getOutputStream()
                        .write("SSH-2.0-Open\u0007SSH\r\n".getBytes(StandardCharsets.US_ASCII)));
        ServerSocket endless =
            WebSite.socket(
                ServerSocketFactory.getDefault(),
                client -> {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    client.getOutputStream().write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                  }
                });
        ServerSocket closes = WebSite.socket(ServerSocketFactory.getDefault(), _ -> {})) {
      isDown(get(url("http", ssh), null, null), "not in HTTP: 'SSH-2.0-Open?SSH'");
      isDown(get(url("http", endless), null, null), "headers of more than 16384 bytes");
      isDown(get(url("https", ssh), null, null), "no TLS handshake");
      assertEquals(State.DOWN, get(url("http", closes), null, null).state());
    }
    isDown(get("http://127.0.0.1:1/", null, null), "127.0.0.1:1: Connection refused");
  }

  private static String url(String scheme, ServerSocket server) {
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private Outcome certificate(ServerSocket server) throws InterruptedException {
    return run(
        new TlsCertificate(),
        new Probe(
            Measurement.TLS_CERTIFICATE,
            "127.0.0.1:" + server.getLocalPort(),
            30,
            Granularity.HOUR,
            null,
            null,
            Maintenance.NEVER));
  }

  @Test
  void certificatesAreJudgedAndTheirDaysCounted() throws Exception {
    try (ServerSocket good = tls("ip:127.0.0.1", "-validity", "20");
        ServerSocket ended = tls("ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
        ServerSocket others = tls("dns:other.example", "-validity", "20")) {
      Outcome fine = get(url("https", good), null, "ok");
      assertEquals(State.UP, fine.state(), fine.toString());
      assertNotNull(fine.phases().tlsMs());
      assertEquals(20, Objects.requireNonNull(fine.answer().certificateDays()), 0.1);
      assertEquals(20, Objects.requireNonNull(certificate(good).value()), 0.1);
      assertEquals("", certificate(good).reason());
      isDown(get(url("https", ended), null, null), "the certificate is not valid");
      assertEquals(
          -5,
          Objects.requireNonNull(get(url("https", ended), null, null).answer().certificateDays()),
          0.1);
      assertEquals(-5, Objects.requireNonNull(certificate(ended).value()), 0.1);
      isDown(get(url("https", others), null, null), "the certificate is not valid");
      assertTrue(certificate(others).reason().startsWith("not to be trusted: "));
      assertEquals(20, Objects.requireNonNull(certificate(others).value()), 0.1);
    }
  }

  private ServerSocket tls(String... names) throws Exception {
    String[] more = java.util.Arrays.copyOfRange(names, 1, names.length);
    return WebSite.socket(certificates.of(names[0], more), WebSite::page);
  }

  @Test
  void throughputIsOfTheBodyAndBounded() throws Exception {
    Throughput kind = new Throughput();
    Outcome fast = run(kind, throughput(site.url("/endless")));
    assertEquals(State.UP, fast.state(), fast.toString());
    assertEquals(32L << 20, fast.answer().bytes());
    assertTrue(Objects.requireNonNull(fast.value()) > 1, fast.toString());
    Outcome small = run(kind, throughput(site.url("/ok")));
    assertEquals(State.FAILED, small.state());
    assertTrue(small.reason().contains("11 bytes"), small.reason());
  }

  private static Probe throughput(String url) {
    return new Probe(
        Measurement.THROUGHPUT, url, 10, Granularity.MINUTE, null, null, Maintenance.NEVER);
  }

  @Test
  void aTcpPortIsConnectedToOrRefuses() throws Exception {
    try (ServerSocket server = WebSite.socket(ServerSocketFactory.getDefault(), _ -> {})) {
      Outcome open = run(new Tcp(), tcp(server.getLocalPort()));
      assertEquals(State.UP, open.state(), open.toString());
      assertEquals(open.phases().connectMs(), open.value());
    }
    isDown(run(new Tcp(), tcp(1)), "Connection refused");
  }

  private static Probe tcp(int port) {
    return new Probe(
        Measurement.TCP,
        "127.0.0.1:" + port,
        50,
        Granularity.MINUTE,
        null,
        null,
        Maintenance.NEVER);
  }
}
