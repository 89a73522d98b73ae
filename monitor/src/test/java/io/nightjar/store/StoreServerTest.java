package io.nightjar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store's process from outside, as its clients see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreServerTest {
  private Path secret = Path.of("");
  private Process process;
  private int port;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void start(@TempDir Path data) throws IOException, InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    secret = Files.writeString(data.resolve("secret.txt"), "topsecret");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path", "")));
    command.addAll(List.of("--add-modules", "io.nightjar.natives"));
    command.add("--enable-native-access=io.nightjar.natives");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(StoreServer.class.getName(), "--data", data.resolve("store").toString()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Writer in = process.outputWriter();
    in.write("wpw\nrpw\n");
    in.flush();
    BufferedReader out = process.inputReader();
    port = Integer.parseInt(out.readLine().substring("port ".length()));
    assertEquals(
        200,
        writer("CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a").statusCode());
    assertEquals(200, writer("INSERT INTO t VALUES (1, 'x')").statusCode());
  }

  @AfterAll
  void endsWhenItsStandardInputDoes() throws IOException, InterruptedException {
    if (process != null) {
      process.getOutputStream().close();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    }
  }

  @Test
  void servesTheOfficialClient() throws Exception {
    try (Client client =
        new Client.Builder()
            .addEndpoint("http://127.0.0.1:" + port)
            .setUsername("writer")
            .setPassword("wpw")
            .setDefaultDatabase("nightjar")
            .compressServerResponse(false)
            .compressClientRequest(false)
            .build()) {
      assertTrue(client.ping());
      client
          .execute("CREATE TABLE c (a UInt64, s Nullable(String)) ENGINE = MergeTree ORDER BY a")
          .get()
          .close();
      client
          .insert(
              "c",
              new ByteArrayInputStream("1\tx\n2\t\\N\n".getBytes(StandardCharsets.UTF_8)),
              ClickHouseFormat.TabSeparated,
              new InsertSettings())
          .get()
          .close();
      List<GenericRecord> rows = client.queryAll("SELECT a, s FROM c ORDER BY a");
      assertEquals(2, rows.size());
      assertEquals("x", rows.getFirst().getString("s"));
    }
  }

  @Test
  void refusesStrangers() throws IOException, InterruptedException {
    assertEquals(403, send("writer", "rpw", "", "SELECT 1").statusCode());
    assertEquals(403, send("nobody", "wpw", "", "SELECT 1").statusCode());
    assertEquals(403, send("reader", "", "", "SELECT 1").statusCode());
    HttpRequest bare = HttpRequest.newBuilder(url("?query=SELECT%201")).build();
    HttpResponse<String> response = http.send(bare, BodyHandlers.ofString());
    assertEquals(403, response.statusCode());
    assertEquals("516", response.headers().firstValue("X-ClickHouse-Exception-Code").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT s FROM t",
        "SELECT s FROM t FORMAT JSON",
        "SHOW TABLES",
        "DESCRIBE t",
        "EXPLAIN SELECT * FROM t",
        "EXISTS TABLE t",
        "SELECT name FROM system.tables"
      })
  void letsAReaderRead(String sql) throws IOException, InterruptedException {
    HttpResponse<String> response = reader(sql);
    assertEquals(200, response.statusCode(), response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (2, 'y')",
        "DROP TABLE t",
        "ALTER TABLE t DELETE WHERE 1",
        "CREATE TABLE u (a UInt8) ENGINE = Memory",
        "CREATE TEMPORARY TABLE u (a UInt8)",
        "CREATE FUNCTION f AS x -> x",
        "SET readonly = 0",
        "SELECT 1 SETTINGS readonly = 0",
        "SELECT 1 SETTINGS max_execution_time = 0",
        "SELECT 1; DROP TABLE t",
        "SYSTEM SHUTDOWN",
        "KILL QUERY WHERE 1",
        "SELECT file('SECRET')",
        "SELECT `f\\x69le`('SECRET')",
        "SELECT arrayMap(x -> file(x), ['SECRET'])",
        "SELECT * APPLY(file) FROM (SELECT 'SECRET' AS x)",
        "SELECT * FROM (SELECT file('SECRET') AS x) WHERE x != ''",
        "EXPLAIN SELECT file('SECRET')",
        "DESCRIBE (SELECT file('SECRET'))",
        "SHOW TABLES WHERE file('SECRET') != ''",
        "SELECT * FROM file('SECRET', 'CSV', 'a String')",
        "SELECT * FROM default.`SECRET`",
        "SELECT 1 INTO OUTFILE 'SECRET.out'",
        "INSERT INTO FUNCTION file('SECRET.out', 'CSV', 'a String') VALUES ('x')",
        "SELECT * FROM url('http://127.0.0.1:PORT/ping', 'CSV', 'a String')",
        "SELECT * FROM remote('127.0.0.1', system.one)",
        "SELECT * FROM executable('id', 'CSV', 'a String')",
        "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
        "SELECT sleep(3)"
      })
  void letsAReaderDoNothingElse(String sql) throws IOException, InterruptedException {
    String statement = sql.replace("SECRET", secret.toString()).replace("PORT", "" + port);
    HttpResponse<String> response = reader(statement);
    assertTrue(response.statusCode() >= 400, response.body());
    assertFalse(response.body().contains("topsecret"), response.body());
    assertFalse(Files.exists(Path.of(secret + ".out")));
    assertEquals("1\n", reader("SELECT count() FROM t").body());
  }

  @Test
  void holdsAReaderToItsLimitsWhateverItAsks() throws IOException, InterruptedException {
    HttpResponse<String> shell = send("reader", "rpw", "?format_schema=/etc/passwd", "SELECT 1");
    assertTrue(shell.body().contains("may not set format_schema"), shell.body());
    String endless = "?max_execution_time=1&max_memory_usage=0&max_threads=64";
    HttpResponse<String> time =
        send("reader", "rpw", endless, "SELECT sum(number) FROM numbers(100000000000)");
    assertEquals(
        "159", time.headers().firstValue("X-ClickHouse-Exception-Code").orElse(time.body()));
    HttpResponse<String> memory =
        send("reader", "rpw", endless, "SELECT groupArray(number) FROM numbers(300000000)");
    assertTrue(memory.statusCode() == 500, memory.body());
    HttpResponse<String> rows = reader("SELECT number FROM numbers(2000000)");
    assertEquals(
        "396", rows.headers().firstValue("X-ClickHouse-Exception-Code").orElse(rows.body()));
  }

  @Test
  void aReadersStatementEndsWhenItsClientLeaves() throws IOException, InterruptedException {
    String running = "SELECT count() FROM system.processes WHERE query LIKE '%SHA512%'";
    String statement = "SELECT sum(length(SHA512(toString(number)))) FROM numbers(9000000000)";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("POST / HTTP/1.1\r\nHost: x\r\nX-ClickHouse-User: reader\r\nX-ClickHouse-Key: rpw\r\nContent-Length: "
                      + statement.length()
                      + "\r\n\r\n"
                      + statement)
                  .getBytes(StandardCharsets.US_ASCII));
      awaitBody(running, "1\n");
    }
    awaitBody(running, "0\n");
  }

  private void awaitBody(String sql, String wanted) throws IOException, InterruptedException {
    String body = "";
    for (int i = 0; i < 200; i++) {
      body = writer(sql + " AND query NOT LIKE '%system.processes%'").body();
      if (wanted.equals(body)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("after 4 s it is still " + body);
  }

  @Test
  void insertsNothingOfABodyCutShort() throws IOException, InterruptedException {
    String rows = "7\tx\n8\ty\n";
    for (String length : List.of("Content-Length: 5000\r\n", "Transfer-Encoding: chunked\r\n")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        String body =
            length.startsWith("C") ? rows : Integer.toHexString(rows.length()) + "\r\n" + rows;
        out.write(
            ("POST /?query=INSERT+INTO+t+FORMAT+TabSeparated HTTP/1.1\r\nHost: x\r\n"
                    + "X-ClickHouse-User: writer\r\nX-ClickHouse-Key: wpw\r\n"
                    + length
                    + "\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    }
    Thread.sleep(500);
    assertEquals("0\n", reader("SELECT count() FROM t WHERE a > 6").body());
  }

  @Test
  void keepsSettingsAndParametersOfOneRequestFromTheNext()
      throws IOException, InterruptedException {
    String query =
        "?max_block_size=4242&param_x=" + URLEncoder.encode("a\\tb'", StandardCharsets.UTF_8);
    assertEquals(
        "a\\tb\\'\t4242\n",
        send("reader", "rpw", query, "SELECT {x:String}, getSetting('max_block_size')").body());
    assertFalse(reader("SELECT getSetting('max_block_size')").body().contains("4242"));
    assertTrue(reader("SELECT {x:String}").body().contains("Substitution `x` is not set"));
  }

  private HttpResponse<String> writer(String sql) throws IOException, InterruptedException {
    return send("writer", "wpw", "", sql);
  }

  private HttpResponse<String> reader(String sql) throws IOException, InterruptedException {
    return send("reader", "rpw", "", sql);
  }

  private HttpResponse<String> send(String user, String password, String query, String sql)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url(query))
            .header("X-ClickHouse-User", user)
            .header("X-ClickHouse-Key", password)
            .POST(BodyPublishers.ofString(sql))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private URI url(String query) {
    return URI.create("http://127.0.0.1:" + port + "/" + query);
  }
}
