package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.nightjar.schema.Retention;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** History on a server of somebody else, here another engine process, and what may be wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteStoreTest {
  private static final Logger LOGGER = Logger.getLogger(RemoteStore.class.getName());
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final List<LogRecord> logged = Collections.synchronizedList(new ArrayList<>());
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private StoreChild child;
  private Certificates certificates;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    child = StoreChild.start(folder.resolve("store"));
    certificates = new Certificates(folder);
  }

  @AfterAll
  void end() {
    if (child != null) {
      child.close();
    }
  }

  @BeforeEach
  void listen() {
    logged.clear();
    LOGGER.addHandler(listener);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(listener);
  }

  private String password() {
    return child.endpoint().writer().password();
  }

  private String writer() {
    return "writer:" + password() + "@";
  }

  private int port() {
    return URI.create(child.endpoint().urls().getFirst()).getPort();
  }

  private static History history(Path data, String url) {
    History.Config config =
        new History.Config(
            data,
            data.resolve("backups"),
            url,
            List.of(),
            History.Config.SPOOL_BYTES,
            Retention.USUAL);
    return new History(config, RealStore.BATCHES, new Telemetry());
  }

  /** What is told of a server that does not do, which is said without its password. */
  private String trouble(Path data, String url) throws InterruptedException {
    History history = history(data, url);
    try {
      history.start();
      for (int i = 0; i < 600 && !history.status().inTrouble(); i++) {
        assertFalse(history.status().state().equals("ready"), "it does");
        Thread.sleep(50);
      }
      String problem = history.status().problem();
      LogRecord warning = logged.getLast();
      assertEquals(problem, warning.getMessage());
      assertNull(warning.getThrown());
      assertFalse(problem.contains(password()) || problem.contains("secret"), problem);
      assertFalse(problem.contains("Exception"), problem);
      return problem;
    } finally {
      history.close();
    }
  }

  private static void assertTold(String problem, String... words) {
    for (String each : words) {
      assertTrue(problem.contains(each), problem);
    }
  }

  private static long count(History history) {
    Rows rows = history.ask("SELECT count() FROM flows", Limits.DEFAULT);
    return ((Number) rows.values().getFirst().getFirst()).longValue();
  }

  @Test
  void writesAndAnswersThroughTls(@TempDir Path data) throws Exception {
    try (TlsFront front = new TlsFront(certificates.of("ip:127.0.0.1"), child.endpoint())) {
      String url =
          "https://%s127.0.0.1:%d/tls?ca=%s"
              .formatted(writer(), front.port(), certificates.authority);
      for (int run = 1; run <= 2; run++) {
        History history = history(data, url);
        history.start();
        try {
          assertTrue(history.awaitReady(LONGEST), () -> history.status().problem());
          for (int i = 0; i < 300; i++) {
            assertTrue(history.put(Flows.dns(i)));
          }
          assertTrue(history.flush(LONGEST));
          assertEquals(300L * run, count(history));
        } finally {
          history.close();
        }
      }
    }
  }

  @Test
  void tellsOfCertificatesThatDoNotDo(@TempDir Path data) throws Exception {
    String ca = "/nightjar?ca=" + certificates.authority;
    try (TlsFront good = new TlsFront(certificates.of("ip:127.0.0.1"), child.endpoint());
        TlsFront other = new TlsFront(certificates.of("dns:db.example"), child.endpoint());
        TlsFront old =
            new TlsFront(
                certificates.of("ip:127.0.0.1", "-startdate", "-9d", "-validity", "2"),
                child.endpoint())) {
      String at = "https://" + writer() + "127.0.0.1:";
      assertTold(trouble(data, at + good.port() + "/nightjar"), "is not trusted", "?ca=FILE");
      assertTold(trouble(data, at + other.port() + ca), "not for this name", "use a name");
      assertTold(trouble(data, at + old.port() + ca), "not valid now", "renew it");
      assertTold(trouble(data, at + port() + ca), "does not speak TLS, write http://");
      assertTold(trouble(data, "http://" + writer() + "127.0.0.1:" + good.port()), "127.0.0.1");
    }
  }

  @Test
  void goesOnWithAnotherServerWhenOneDiesMidway(@TempDir Path data) throws Exception {
    ServerSocketFactory plain = ServerSocketFactory.getDefault();
    TlsFront first = new TlsFront(plain, child.endpoint());
    try (TlsFront second = new TlsFront(plain, child.endpoint())) {
      History history =
          history(
              data,
              "http://%s127.0.0.1:1,127.0.0.1:%d,127.0.0.1:%d/two"
                  .formatted(writer(), first.port(), second.port()));
      history.start();
      assertTrue(history.awaitReady(LONGEST), () -> history.status().problem());
      for (int i = 0; i < 20_000; i++) {
        assertTrue(history.put(Flows.dns(i)));
        if (i == 7_000) {
          first.close();
        }
      }
      assertTrue(history.flush(LONGEST));
      assertEquals(20_000, count(history));
      history.close();
    } finally {
      first.close();
    }
  }

  @Test
  void tellsOfUsersThatMayNot(@TempDir Path data) throws Exception {
    String at = "@127.0.0.1:" + port();
    assertTold(trouble(data, "http://writer:secret" + at), "refuses user writer", "are not right");
    String reader = "reader:" + child.endpoint().reader().password();
    assertTold(trouble(data, "http://" + reader + at + "/fresh"), "user reader may only read");
    HistoryException lacks =
        HistoryException.of(
            497,
            "Code: 497. DB::Exception: mon: Not enough privileges. To execute this query, it's"
                + " necessary to have the grant CREATE DATABASE ON nightjar.*. (ACCESS_DENIED)");
    assertTold(
        ServerRefusal.of(Endpoint.parse("http://mon@db"), lacks),
        "user mon lacks a right",
        "CREATE DATABASE ON nightjar.*",
        "GRANT ");
  }

  @Test
  void tellsOfServersThatAreTooOldOrNotClickHouse(@TempDir Path data) throws Exception {
    for (Map.Entry<String, List<String>> each :
        Map.of(
                "18.16.1\n", List.of("version is 18.16.1", "25.3 or newer"),
                "24.6.9.1\n", List.of("version is 24.6.9.1", "upgrade"),
                "<html>hello</html>", List.of("is not ClickHouse's HTTP interface", "8123"),
                "404", List.of("is not ClickHouse's HTTP interface", "HTTP status 404"))
            .entrySet()) {
      HttpServer server = answering(each.getKey());
      try {
        String problem =
            trouble(data, "http://u:secret@127.0.0.1:" + server.getAddress().getPort());
        assertTold(problem, each.getValue().toArray(String[]::new));
      } finally {
        server.stop(0);
      }
    }
    try (ServerSocket ssh = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(ssh));
      assertTold(
          trouble(data, "http://u:secret@127.0.0.1:" + ssh.getLocalPort()),
          "is not ClickHouse's HTTP interface");
    }
    assertTold(trouble(data, "http://u:secret@127.0.0.1:1"), "nothing listens at");
    assertTold(trouble(data, "http://u:secret@no-such-host.invalid"), "no host of this name");
  }

  private static HttpServer answering(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(body.equals("404") ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void greet(ServerSocket ssh) {
    while (!ssh.isClosed()) {
      try (Socket client = ssh.accept()) {
        int _ = client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write("SSH-2.0-server\r\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        return;
      }
    }
  }

  @Test
  void refusesTheTablesOfOneServerForACluster(@TempDir Path data) throws Exception {
    History one = history(data, "http://" + writer() + "127.0.0.1:" + port() + "/single");
    one.start();
    assertTrue(one.awaitReady(LONGEST), () -> one.status().problem());
    one.close();
    String url = "http://" + writer() + "127.0.0.1:" + port() + "/single?cluster=east";
    assertTold(trouble(data, url), "one server's, not a cluster's", "name another database");
    assertTold(trouble(data, url.replace("single", "none")), "east");
  }
}
