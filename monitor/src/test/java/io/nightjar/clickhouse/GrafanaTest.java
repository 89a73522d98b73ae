package io.nightjar.clickhouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests of Grafana's ClickHouse data source, whose Go driver asks for the Native format of
 * revision 54460 over HTTP.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrafanaTest {
  private static final String DRIVER =
      "?client_protocol_version=54460&database=nightjar&default_format=Native&max_execution_time=60";

  private static final byte[] BLOCK_INFO = {1, 0, 2, -1, -1, -1, -1, 0};

  private final HttpClient http = HttpClient.newHttpClient();
  private ServedHistory served;

  @BeforeAll
  void start(@TempDir Path data) throws InterruptedException {
    served = new ServedHistory(data);
  }

  @AfterAll
  void close() {
    if (served != null) {
      served.close();
    }
    http.close();
  }

  private HttpResponse<byte[]> post(String parameters, String sql, String... headers)
      throws IOException, InterruptedException {
    String basic = "grafana:" + served.token;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + "/" + parameters))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "grafana/13.0 clickhouse-datasource/4.0 clickhouse-go/2.47.0");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(
        request.POST(BodyPublishers.ofString(sql)).build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void theFirstQueryIsAnsweredInBlocksOfTheRevision() throws Exception {
    HttpResponse<byte[]> answer =
        post(DRIVER, "SELECT displayName(), version(), revision(), timezone()");
    assertEquals(200, answer.statusCode(), () -> text(answer));
    assertEquals("Native", answer.headers().firstValue("X-ClickHouse-Format").orElse(""));
    assertTrue(answer.headers().firstValue("X-ClickHouse-Timezone").isPresent());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer.body()));
    assertArrayEquals(BLOCK_INFO, in.readNBytes(8));
    assertEquals(4, in.read());
    assertEquals(1, in.read());
    assertEquals("displayName()", word(in));
    assertEquals("String", word(in));
    assertEquals(0, in.read());
    assertEquals("nightjar", word(in), "not the name of the machine");
    assertEquals("version()", word(in));
  }

  private static String word(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
  }

  @Test
  void theQueryBuilderLearnsWhatThereIs() throws Exception {
    for (String sql :
        List.of(
            "SELECT 1",
            "SELECT version()",
            "SHOW DATABASES",
            "SHOW TABLES",
            "SHOW TABLES FROM \"nightjar\"",
            "DESC TABLE \"nightjar\".\"flows\"",
            "SELECT name, type, table FROM system.columns",
            "SELECT name, type, table FROM system.columns WHERE database IN ('nightjar') AND table = 'flows'",
            "SELECT name, is_aggregate, case_insensitive, alias_to, origin, description, syntax,"
                + " arguments, returned_value, examples, categories FROM system.functions LIMIT 10000",
            "SELECT DISTINCT \"l7_app\" FROM \"nightjar\".\"flows\" WHERE \"l7_app\" IS NOT NULL LIMIT 1000",
            "SELECT toStartOfInterval(toDateTime(first_seen), INTERVAL 60 second) AS \"time\", sum(bytes)"
                + " FROM \"nightjar\".\"flows\" WHERE (first_seen >= toDateTime(1) AND first_seen <= now())"
                + " GROUP BY time ORDER BY time ASC LIMIT 1000")) {
      HttpResponse<byte[]> answer = post(DRIVER, sql);
      assertEquals(200, answer.statusCode(), () -> sql + ": " + text(answer));
      if (answer.body().length > 0) { // an answer without rows may have no block
        assertArrayEquals(BLOCK_INFO, Arrays.copyOf(answer.body(), 8), sql);
      }
    }
    String databases = text(post(DRIVER, "SHOW DATABASES"));
    assertFalse(databases.contains("system"), databases);
  }

  @Test
  void theRowLimitOfTheDataSourceHolds() throws Exception {
    HttpResponse<byte[]> answer =
        post("?default_format=TabSeparated&limit=7", "SELECT number FROM numbers(1000)");
    assertEquals(7, text(answer).lines().count(), () -> text(answer));
  }

  /** The bytes of revision 0 are those of the engine; what is put between them is known. */
  @Test
  void valuesOfEveryTypeAreTheEnginesOwn() throws Exception {
    String types =
        List.of(
                "number",
                "toInt128(number)",
                "toUInt256(number)",
                "toFloat32(1.5)",
                "toString(number)",
                "toFixedString('abc', 5)",
                "toLowCardinality(toString(number % 7))",
                "toLowCardinality(toNullable(toString(number % 3)))",
                "toNullable(number)",
                "NULL",
                "[]",
                "range(number % 5)",
                "[[toNullable('a'), NULL], []]",
                "arrayMap(x -> toLowCardinality(toString(x)), range(number % 3))",
                "map('k', number, 'l', 2)",
                "map('k', toLowCardinality('v'))",
                "tuple(1, 'x', [number])",
                "CAST((1, 'x'), 'Tuple(a UInt8, `b c` Nullable(String))')",
                "toDecimal32(1.5, 2)",
                "toDecimal64(1.5, 2)",
                "toDecimal128(1.5, 2)",
                "toDecimal256(1.5, 2)",
                "toDate('2026-01-02')",
                "toDate32('2026-01-02')",
                "toDateTime('2026-01-02 03:04:05', 'UTC')",
                "toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC')",
                "toIPv4('192.0.2.1')",
                "toIPv6('2001:db8::1')",
                "toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0')",
                "CAST('a,(b', 'Enum8(\\'a,(b\\' = 1, \\'c\\' = 2)')",
                "INTERVAL 5 MINUTE",
                "true",
                "(1., 2.)::Point",
                "[(1., 2.)]::Ring")
            .stream()
            .collect(Collectors.joining(", "));
    for (int rows : new int[] {0, 1, 150_000}) {
      String sql = "SELECT " + types + " FROM numbers(" + rows + ")";
      HttpResponse<byte[]> plain = post("?default_format=Native", sql);
      HttpResponse<byte[]> asOf = post(DRIVER, sql);
      assertEquals(200, asOf.statusCode(), () -> text(asOf));
      ByteArrayOutputStream made = new ByteArrayOutputStream();
      NativeBlocks.copy(new ByteArrayInputStream(plain.body()), made, 54_460, "tag");
      assertArrayEquals(made.toByteArray(), asOf.body());
      assertEquals(rows > 0, asOf.body().length > plain.body().length);
      assertFalse(text(asOf).contains("__exception__"));
    }
  }

  @Test
  void everyTableOfHistoryIsServed() throws Exception {
    for (String table : text(post("", "SELECT name FROM system.tables")).lines().toList()) {
      HttpResponse<byte[]> answer = post(DRIVER, "SELECT * FROM " + table + " LIMIT 100");
      assertEquals(200, answer.statusCode(), () -> table + ": " + text(answer));
      assertFalse(text(answer).contains("__exception__"), table);
    }
  }

  @Test
  void typesThatCannotBeServedAreToldOf() throws Exception {
    HttpResponse<byte[]> answer = post(DRIVER, "SELECT uniqState(1) AS u");
    String tag = answer.headers().firstValue("X-ClickHouse-Exception-Tag").orElse("");
    String said = text(answer);
    assertTrue(said.contains("\r\n__exception__\r\n" + tag + "\r\nCode: 48. "), said);
    assertTrue(said.contains("type AggregateFunction(uniq, UInt8) is not served"), said);
  }

  @Test
  void whatIsSentPackedOrAlongIsRefused() throws Exception {
    for (HttpResponse<byte[]> answer :
        List.of(
            post("?decompress=1", "SELECT 1"),
            post(
                "?t_format=Native&t_structure=a",
                "--x",
                "Content-Type",
                "multipart/form-data; boundary=x"))) {
      assertEquals(
          "48", answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse(text(answer)));
    }
    for (String encoding : List.of("lz4", "zstd", "br", "deflate")) {
      HttpResponse<byte[]> answer = post("", "SELECT 1", "Content-Encoding", encoding);
      assertTrue(answer.statusCode() >= 400, encoding);
    }
  }

  @Test
  void aStatementThatUnpacksWithoutEndIsRefused() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
      packed.write("SELECT 1".getBytes(StandardCharsets.UTF_8));
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 300; i++) {
        packed.write(blanks);
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + "/"))
            .header("X-ClickHouse-Key", served.token)
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bomb.toByteArray()))
            .build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    assertEquals(403, answer.statusCode(), () -> text(answer));
    assertTrue(text(answer).contains("the most is 20000"), () -> text(answer));
  }

  @Test
  void anotherDatabaseIsNotShown() throws Exception {
    for (String sql :
        List.of(
            "SHOW TABLES FROM system",
            "SHOW TABLES FROM \"system\" LIKE '%'",
            "SHOW FULL TABLES IN information_schema LIKE 'x'",
            "SHOW TABLES LIKE 'x' FORMAT JSON INTO OUTFILE '/tmp/x'",
            "SHOW TABLES WHERE file('/etc/passwd') = ''",
            "SHOW TABLES LIKE 'a' WHERE 1",
            "SHOW TABLES LIKE concat('a', 'b')",
            "SHOW DATABASES LIKE 'a\\' OR 1'",
            "SHOW CREATE TABLE system.tables",
            "SHOW CREATE TEMPORARY TABLE flows",
            "SHOW CREATE USER flows",
            "SHOW CLUSTERS",
            "KILL QUERY WHERE 1",
            "KILL QUERY WHERE query_id = 'a' OR 1",
            "KILL QUERY ON CLUSTER c WHERE query_id = 'a'",
            "KILL QUERY WHERE query_id = 'a'; DROP TABLE flows",
            "KILL MUTATION WHERE mutation_id = 'a'")) {
      HttpResponse<byte[]> answer = post("", sql);
      assertTrue(answer.statusCode() >= 400, () -> sql + ": " + text(answer));
    }
    String encoded = URLEncoder.encode("KILL QUERY WHERE query_id = 'a'", StandardCharsets.UTF_8);
    assertEquals("", text(post("?query=" + encoded, "")));
  }
}
