package io.nightjar.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.AuditFilter;
import io.nightjar.account.AuditRow;
import io.nightjar.http.Authenticator;
import io.nightjar.http.HttpServer;
import io.nightjar.http.HttpServerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** ClickHouse's interface as other programs use it: the official clients, curl, plain HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseHttpTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private ServedHistory served;
  private String token = "";
  private String bound = "";

  @BeforeAll
  void start(@TempDir Path data) throws InterruptedException {
    served = new ServedHistory(data);
    token = served.token;
    bound = served.bound;
  }

  @AfterAll
  void close() {
    if (served != null) {
      served.close();
    }
    http.close();
  }

  private String url() {
    return "http://127.0.0.1:" + served.port() + "/";
  }

  private HttpRequest.Builder request(String parameters) {
    return HttpRequest.newBuilder(URI.create(url() + parameters))
        .header("X-ClickHouse-User", "default")
        .header("X-ClickHouse-Key", token);
  }

  private HttpResponse<String> post(String parameters, String sql)
      throws IOException, InterruptedException {
    return http.send(
        request(parameters).POST(BodyPublishers.ofString(sql)).build(), BodyHandlers.ofString());
  }

  /** Its row comes a moment after the answer. */
  @Test
  void everyStatementIsInTheAudit() throws Exception {
    String sql = "SELECT 'audited', 4711 FORMAT TSV";
    assertEquals("audited\t4711\n", post("", sql).body());
    assertEquals(403, post("", "DROP TABLE flows -- audited").statusCode());
    AuditRow answered = written(sql);
    assertEquals("admin", answered.entry().user());
    assertEquals("clickhouse:/", answered.entry().visit().door());
    assertEquals("query", answered.entry().action());
    assertEquals(
        new AuditEntry.Result("answered", 0, 13, answered.entry().result().millis()),
        answered.entry().result());
    AuditRow refused = written("DROP TABLE flows -- audited");
    assertEquals("statement", refused.entry().result().outcome());
  }

  private AuditRow written(String sql) throws InterruptedException {
    AuditFilter filter = new AuditFilter(null, "query", null, null, null);
    for (int i = 0; i < 500; i++) {
      for (AuditRow row : served.accounts().trail().newest(filter, 0, 100)) {
        if (row.entry().sql().equals(sql)) {
          return row;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not in the audit: " + sql);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void theOfficialJavaClientReads() throws Exception {
    try (Client client = client(token)) {
      assertTrue(client.ping());
      List<GenericRecord> rows =
          client.queryAll(
              "SELECT number AS n, toString(number) AS s, [number] AS a, NULL AS z, now() AS t FROM numbers(3)");
      assertEquals(3, rows.size());
      assertEquals(2, rows.getLast().getLong("n"));
      assertEquals("2", rows.getLast().getString("s"));
      List<GenericRecord> named =
          client.queryAll(
              "SELECT {n:UInt64} + 1 AS n, {s:String} AS s", Map.of("n", 41, "s", "a'b"));
      assertEquals(42, named.getFirst().getLong("n"));
      assertEquals("a'b", named.getFirst().getString("s"));
      assertTrue(
          client.queryAll("SELECT name FROM system.columns WHERE table = 'flows'").size() > 50);
      client.loadServerInfo();
      assertTrue(client.getServerVersion().matches("\\d+\\..*"), client.getServerVersion());
      assertTrue(client.getTableSchema("flows").getColumns().size() > 50);
      Exception e =
          assertThrows(
              Exception.class,
              () -> client.query("SELECT nothing FROM flows").get(10, TimeUnit.SECONDS).close());
      assertTrue(causes(e).contains("no column nothing"), causes(e));
    }
  }

  @Test
  void theOfficialJavaClientIsToldOfAWrongToken() {
    try (Client client = client("nj_wrong")) {
      Exception e = assertThrows(Exception.class, () -> client.queryAll("SELECT 1"));
      assertTrue(causes(e).contains("token of Nightjar"), causes(e));
    }
  }

  private static String causes(Throwable e) {
    return e + (e.getCause() == null ? "" : " <- " + causes(e.getCause()));
  }

  private Client client(String password) {
    return new Client.Builder()
        .addEndpoint(url())
        .setUsername("default")
        .setPassword(password)
        .setDefaultDatabase("nightjar")
        .build();
  }

  @Test
  void theOfficialJavaScriptClientReads(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(runs("node", "--version"), "skipped: no node");
    Assumptions.assumeTrue(
        ends(
                folder,
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                ".",
                "@clickhouse/client@1")
            .isPresent(),
        "skipped: npm does not bring @clickhouse/client");
    Files.writeString(
        folder.resolve("ask.mjs"),
        """
        import { createClient } from '@clickhouse/client';
        const client = createClient({ log: { level: 127 }, url: process.argv[2], password: process.argv[3],
          database: 'nightjar', compression: { response: true } });
        const out = [(await client.ping()).success];
        for (const format of ['JSONEachRow', 'JSON', 'JSONCompactEachRow']) {
          const answer = await client.query({ query: 'SELECT number AS n FROM numbers({most: UInt8})',
            query_params: { most: 3 }, format, clickhouse_settings: { max_threads: 64, wait_end_of_query: 1 } });
          const rows = await answer.json();
          out.push((rows.data ?? rows).length);
        }
        const csv = await client.query({ query: 'SELECT 1, 2', format: 'CSV' });
        out.push((await csv.text()).trim());
        try { await client.query({ query: 'SELECT nothing FROM flows' }); out.push('answered'); }
        catch (e) { out.push(e.code, e.type); }
        try { await client.command({ query: 'DROP TABLE flows' }); out.push('answered'); }
        catch (e) { out.push(e.code); }
        try { await client.insert({ table: 'captures', values: [{ name: 'x' }], format: 'JSONEachRow' }); out.push('answered'); }
        catch (e) { out.push(e.code); }
        await client.close();
        console.log(out.join('|'));
        """);
    String said = ends(folder, "node", "ask.mjs", url(), token).orElseThrow();
    assertEquals("true|3|3|3|1,2|47|UNKNOWN_IDENTIFIER|497|497", said.strip());
  }

  @Test
  void curlReadsAndIsToldWhatIsWrong(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(runs("curl", "--version"), "skipped: no curl");
    assertEquals("Ok.", ends(folder, "curl", "-s", url() + "ping").orElseThrow().strip());
    assertEquals(
        "{\"n\":1}",
        ends(
                folder,
                "curl",
                "-s",
                "-u",
                "default:" + token,
                url(),
                "--data-binary",
                "SELECT toUInt64(1) AS n FORMAT JSONEachRow")
            .orElseThrow()
            .strip());
    assertEquals(
        "{\"n\":1}",
        ends(
                folder,
                "curl",
                "-s",
                "--compressed",
                "-H",
                "X-ClickHouse-Key: " + token,
                url()
                    + "?enable_http_compression=1&default_format=JSONEachRow&query="
                    + encoded("SELECT toUInt64(1) AS n"))
            .orElseThrow()
            .strip());
    String strange = ends(folder, "curl", "-s", url(), "--data-binary", "SELECT 1").orElseThrow();
    assertTrue(strange.startsWith("Code: 516. DB::Exception: "), strange);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** What the command says; empty when it fails. */
  private static Optional<String> ends(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
  }

  @Test
  void answersInTheFormatsDriversAskFor() throws Exception {
    for (String format :
        List.of(
            "RowBinaryWithNamesAndTypes",
            "RowBinary",
            "JSONEachRow",
            "JSON",
            "JSONCompact",
            "Native",
            "TabSeparated",
            "TSVWithNames",
            "CSV",
            "CSVWithNames",
            "Pretty",
            "Vertical",
            "Arrow",
            "Parquet")) {
      HttpResponse<String> byParameter = post("?default_format=" + format, "SELECT 1 AS a");
      assertEquals(200, byParameter.statusCode(), byParameter.body());
      assertEquals(
          format, byParameter.headers().firstValue("X-ClickHouse-Format").orElse(""), format);
      HttpResponse<String> byClause = post("", "SELECT 1 AS a FORMAT " + format + ";");
      assertEquals(200, byClause.statusCode(), byClause.body());
      if (!format.matches("JSON(Compact)?")) { // these tell how long it took
        assertEquals(byParameter.body().length(), byClause.body().length(), format);
      }
      assertTrue(byClause.headers().firstValue("X-ClickHouse-Summary").isPresent());
    }
  }

  @Test
  void answersWhatDriversAskAtTheStart() throws Exception {
    for (String sql :
        List.of(
            "SELECT version()",
            "SELECT timezone(), version(), currentUser()",
            "SELECT displayName(), version(), revision(), timezone()",
            "SHOW DATABASES",
            "SHOW TABLES FROM nightjar",
            "SHOW TABLES",
            "DESCRIBE TABLE nightjar.flows",
            "DESC `flows`",
            "EXISTS TABLE nightjar.flows",
            "SELECT name FROM system.databases",
            "SELECT database, name, engine, comment FROM system.tables ORDER BY name",
            "SELECT name, type, comment FROM system.columns WHERE database = 'nightjar' AND table = 'flows'",
            "SELECT name, is_aggregate FROM system.functions LIMIT 10",
            "SELECT name, value FROM system.settings WHERE name = 'max_execution_time'",
            "SELECT name, case_insensitive, alias_to FROM system.data_type_families",
            "SELECT 1 FROM flows LIMIT 0")) {
      HttpResponse<String> answer = post("", sql);
      assertEquals(200, answer.statusCode(), sql + ": " + answer.body());
    }
    assertEquals("nightjar\n", post("", "SELECT name FROM system.databases").body());
    assertEquals(
        "captures\nflows\ntimeseries\n",
        post(
                "",
                "SELECT name FROM system.tables WHERE name IN ('captures','flows','timeseries') ORDER BY name")
            .body());
  }

  @Test
  void errorsCarryClickHousesCode() throws Exception {
    Map<String, String> codes =
        Map.of(
            "SELECT nothing FROM flows", "47",
            "SELECT 1 FROM nothing", "60",
            "SELECT no_function(1)", "46",
            "SELECT 1 FROM flows GROUP BYY 1", "62",
            "DROP TABLE flows", "497",
            "SELECT file('/etc/passwd')", "164",
            "INSERT INTO flows (flow_id) VALUES (1)", "497",
            "SELECT 1 FORMAT Template", "497",
            "SELECT * FROM {t:Identifier}", "456");
    for (Map.Entry<String, String> each : codes.entrySet()) {
      HttpResponse<String> answer = post("", each.getKey());
      assertTrue(answer.statusCode() >= 400, each.getKey() + ": " + answer.body());
      String code = answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse("");
      assertEquals(each.getValue(), code, each.getKey() + ": " + answer.body());
      assertTrue(answer.body().startsWith("Code: " + code + ". DB::Exception: "), answer.body());
    }
  }

  @Test
  void parametersArePutInAndCheckedAsWhatTheyBecome() throws Exception {
    HttpResponse<String> answer =
        post("?param_n=41&param_t=flows", "SELECT {n:UInt8} + 1, count() FROM {t:Identifier}");
    assertEquals("42\t0\n", answer.body());
    HttpResponse<String> other =
        post("?param_t=query_log&param_d=system", "SELECT * FROM {d:Identifier}.{t:Identifier}");
    assertEquals(403, other.statusCode(), other.body());
    HttpResponse<String> literal =
        post("?param_s=" + encoded("') OR file('/etc/passwd"), "SELECT {s:String}");
    assertEquals("\\') OR file(\\'/etc/passwd\n", literal.body());
  }

  @Test
  void settingsCannotLiftALimit() throws Exception {
    HttpResponse<String> answer =
        post(
            "?readonly=0&max_execution_time=0&max_memory_usage=0&additional_table_filters="
                + encoded("{}")
                + "&allow_ddl=1&format_schema=%2Fetc%2Fpasswd&session_id=x&log_comment=y",
            "SELECT name, value FROM system.settings WHERE name IN ('readonly',"
                + " 'max_execution_time', 'additional_table_filters', 'format_schema')"
                + " ORDER BY name");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("max_execution_time\t30\n"), answer.body());
    assertTrue(answer.body().contains("readonly\t1\n"), answer.body());
    assertTrue(answer.body().contains("format_schema\t\n"), answer.body());
    assertTrue(answer.body().contains("system.tables"), answer.body());
    HttpResponse<String> rows = post("?max_result_rows=10", "SELECT number FROM numbers(100000)");
    assertEquals(
        "396", rows.headers().firstValue("X-ClickHouse-Exception-Code").orElse(rows.body()));
    HttpResponse<String> cut =
        post(
            "?max_result_rows=10&result_overflow_mode=break&max_block_size=10",
            "SELECT number FROM numbers(100000)");
    assertEquals(200, cut.statusCode(), cut.body());
  }

  @Test
  void aBoundTokenIsBoundHereToo() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url()))
            .header("Authorization", "Bearer " + bound)
            .POST(
                BodyPublishers.ofString(
                    "SELECT value FROM system.settings WHERE name = 'additional_table_filters'"))
            .build();
    String filters = http.send(request, BodyHandlers.ofString()).body();
    assertTrue(filters.contains("192.0.2.0"), filters);
  }

  @Test
  void compressesWithGzipOnRequest() throws Exception {
    HttpRequest request =
        request("?enable_http_compression=1")
            .header("Accept-Encoding", "lz4, gzip;q=0.5")
            .POST(BodyPublishers.ofString("SELECT number FROM numbers(1000)"))
            .build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse(""));
    byte[] text = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertEquals(1000, new String(text, StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void tokensAreTakenWhereClientsSendPasswords() throws Exception {
    List<HttpRequest.Builder> ways = new ArrayList<>();
    ways.add(HttpRequest.newBuilder(URI.create(url() + "?query=SELECT+1&password=" + token)));
    ways.add(
        HttpRequest.newBuilder(URI.create(url() + "?query=SELECT+1"))
            .header("Authorization", "Bearer " + token));
    ways.add(request("?query=SELECT+1"));
    for (HttpRequest.Builder way : ways) {
      assertEquals("1\n", http.send(way.build(), BodyHandlers.ofString()).body());
    }
    HttpRequest none = HttpRequest.newBuilder(URI.create(url() + "?query=SELECT+1")).build();
    HttpResponse<String> refused = http.send(none, BodyHandlers.ofString());
    assertEquals(401, refused.statusCode());
    assertEquals("516", refused.headers().firstValue("X-ClickHouse-Exception-Code").orElse(""));
  }

  @Test
  void doesNotListenBeyondLoopbackWhileNobodyHasAToken() throws Exception {
    Authenticator nobody =
        new Authenticator() {
          @Override
          public Optional<io.nightjar.account.Caller> authenticate(String text) {
            return Optional.empty();
          }

          @Override
          public boolean hasUsableToken() {
            return false;
          }
        };
    HttpServer open = served.server(InetAddress.getByAddress(new byte[4]), nobody);
    assertThrows(HttpServerException.class, open::start);
    open.close();
  }
}
