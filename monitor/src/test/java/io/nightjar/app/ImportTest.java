package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.capture.CaptureFingerprint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Capture files brought into the history of a monitor that runs. */
class ImportTest {
  private static final ManyFlows FEW = new ManyFlows(1_000);
  private static final ManyFlows MANY = new ManyFlows(400_000);
  private static final String SUMS =
      "SELECT sum(packets), sum(bytes), countIf(first_dump), count() FROM flows";
  private static final String ALL =
      "[%d,%d,%d,%d]".formatted(MANY.packets(), MANY.bytes(), MANY.flows(), MANY.flows());

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void needsAStore() {
    Product.assumeStore();
    data = folder.resolve("data");
  }

  private Product start() throws Exception {
    return Product.start(data, "--interface", "lo", "--filter", "host 192.0.2.1");
  }

  @Test
  void aRealCaptureLeavesTheSumsThatRunLeaves() throws Exception {
    Path capture = SharedData.path("pcaps/malware/slips-test-cc-capture-1.pcap");
    Path other = folder.resolve("other");
    Product.Ended ran =
        Product.run(Product.runArguments(other, "--pcap", capture.toString(), "--exit-when-done"));
    assertEquals(0, ran.code(), ran.err());
    String sums =
        "SELECT sum(packets), sum(bytes), countIf(first_dump), uniqExact(src_ip, dst_ip),"
            + " groupUniqArray(interface), groupUniqArray(capture), sum(score) FROM flows";
    String expected;
    try (Product reader = Product.after(ran, other, "--interface", "lo")) {
      Product.await("history answers", () -> ready(reader));
      expected = reader.row(sums).toString();
    }
    try (Product product = start()) {
      Product.Ended first = bring(capture);
      assertEquals(0, first.code(), first.err());
      assertTrue(first.out().matches("\\S+: [\\d,]+ packets, [\\d,]+ flows\n"), first.out());
      assertEquals(expected, product.row(sums).toString());
      Product.Ended second = bring(capture);
      assertEquals(0, second.code(), second.err());
      assertTrue(second.err().contains("is in history already"), second.err());
      assertEquals("", second.out());
      assertEquals(expected, product.row(sums).toString());
      assertFalse(product.call("list_interfaces", "{}").toString().contains("slips"));
      String metrics = product.client().get("/metrics").body();
      assertTrue(metrics.contains("nightjar_imports_total 1\n"), metrics);
      assertEquals(1, product.health().path("imports").asLong());
      assertFalse(Files.exists(data.resolve("imports/capture")));
    }
  }

  @Test
  void whatIsNoCaptureCutOrAbsentIsToldInWords() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pcap"), "this is no capture file at all");
    byte[] whole = Files.readAllBytes(FEW.write(folder.resolve("few.pcap")));
    int frame = 16 + 60;
    Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, 24 + 501 * frame - 7));
    try (Product product = start()) {
      Product.Ended ended =
          Product.run(
              "import", "--pcap", text.toString(), cut.toString(), "--data", data.toString());
      assertEquals(1, ended.code());
      assertTrue(ended.err().contains("it is no capture file"), ended.err());
      assertTrue(ended.out().contains("cut.pcap: 500 packets"), ended.out());
      assertTrue(ended.out().contains("ended early: at byte"), ended.out());
      assertEquals("[500,30000,250,250]", product.row(SUMS).toString());
      assertEquals("[1]", product.row("SELECT uniqExact(fingerprint) FROM captures").toString());
      Path absent = folder.resolve("absent.pcap");
      Product.Ended missing = bring(absent);
      assertEquals(2, missing.code());
      assertTrue(missing.err().contains("cannot read " + absent), missing.err());
      assertEquals(0, product.terminate(), product::errors);
    }
    Product.Ended stopped = bring(cut);
    assertEquals(1, stopped.code());
    assertTrue(stopped.err().contains("no monitor runs on"), stopped.err());
    assertEquals(2, Product.run("import", "--data", data.toString()).code());
  }

  @Test
  void oneFileAtATimeFromAnAdministratorAndEachPieceInItsPlace() throws Exception {
    Path few = FEW.write(folder.resolve("few.pcap"));
    byte[] bytes = Files.readAllBytes(few);
    String about =
        "{\"name\":\"few.pcap\",\"bytes\":%d,\"fingerprint\":\"%s\"}"
            .formatted(bytes.length, CaptureFingerprint.of(few));
    try (Product product = start()) {
      Product.await("history answers", () -> ready(product));
      String viewer =
          Product.run("token", "create", "--user", "eve", "--data", data.toString()).out().strip();
      assertEquals(
          403,
          post(product.url(), viewer, "", about.getBytes(StandardCharsets.UTF_8)).statusCode());
      for (String bad :
          List.of(
              about.replace("few.pcap", "../few"),
              about.replace("few.pcap", "a\\u0000b"),
              about.replaceFirst("bytes\":\\d+", "bytes\":0"),
              about.replaceFirst("bytes\":\\d+", "bytes\":99999999999999"),
              about.replaceFirst("[0-9a-f]{16}", "x"),
              "{}",
              "7")) {
        assertEquals(
            409, send(product, "", bad.getBytes(StandardCharsets.UTF_8)).statusCode(), bad);
      }
      assertEquals(400, send(product, "", "{".getBytes(StandardCharsets.UTF_8)).statusCode());
      HttpResponse<String> begun = send(product, "", about.getBytes(StandardCharsets.UTF_8));
      assertEquals(202, begun.statusCode(), begun.body());
      String id = Client.json(begun).path("id").asString("");
      Product.Ended meanwhile = bring(new ManyFlows(10).write(folder.resolve("b.pcap")));
      assertEquals(1, meanwhile.code());
      assertTrue(meanwhile.err().contains("few.pcap is being imported"), meanwhile.err());
      byte[] piece = Arrays.copyOf(bytes, 1000);
      assertEquals(409, send(product, "/" + id + "?offset=1", piece).statusCode());
      assertEquals(409, send(product, "/" + id + "?offset=-1", piece).statusCode());
      assertEquals(409, send(product, "/other?offset=0", piece).statusCode());
      assertEquals(200, send(product, "/" + id + "?offset=0", piece).statusCode());
      byte[] tooMuch = new byte[bytes.length];
      assertEquals(409, send(product, "/" + id + "?offset=1000", tooMuch).statusCode());
      byte[] rest = Arrays.copyOfRange(bytes, 1000, bytes.length);
      assertEquals(200, send(product, "/" + id + "?offset=1000", rest).statusCode());
      Product.await("it is imported", () -> product.health().path("imports").asLong() == 1);
      assertEquals("[2000,120000,1000,1000]", product.row(SUMS).toString());
    }
  }

  @Test
  void aMonitorThatEndsMidwayReadsTheFileWholeAtItsNextStart() throws Exception {
    Path many = MANY.write(folder.resolve("many.pcap"));
    Product told = start();
    Process command = inBackground(many);
    midRead(told);
    assertEquals(0, told.terminate(), told::errors);
    assertEquals(1, command.waitFor());
    Product killed = told.again("--interface", "lo", "--filter", "host 192.0.2.1");
    midRead(killed);
    killed.kill();
    try (Product last = killed.again("--interface", "lo", "--filter", "host 192.0.2.1")) {
      Product.await("it is imported", () -> last.health().path("imports").asLong() == 1);
      assertEquals(ALL, last.row(SUMS).toString());
      assertEquals(0, bring(many).code());
      assertEquals(ALL, last.row(SUMS).toString());
    }
  }

  @Test
  void aCommandThatIsKilledMidwayLeavesAllOrNothing() throws Exception {
    Path many = MANY.write(folder.resolve("many.pcap"));
    try (Product product = start()) {
      Process command = inBackground(many);
      midRead(product);
      command.destroy();
      Product.await("it is imported", () -> product.health().path("imports").asLong() == 1);
      assertEquals(ALL, product.row(SUMS).toString());
    }
  }

  private Process inBackground(Path capture) throws Exception {
    return new ProcessBuilder(
            Product.command("import", "--pcap", capture.toString(), "--data", data.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("import.out").toFile())
        .start();
  }

  private static void midRead(Product product) throws Exception {
    try {
      Product.await(
          "some is stored", () -> product.health().path("store_rows_written").asLong() > 0);
      assertEquals(0, product.health().path("imports").asLong(), "all of it is stored already");
    } catch (AssertionError e) {
      product.close();
      throw e;
    }
  }

  private static boolean ready(Product product) {
    return product.health().path("store_state").asString("").equals("ready");
  }

  private Product.Ended bring(Path capture) throws Exception {
    return Product.run("import", "--pcap", capture.toString(), "--data", data.toString());
  }

  private static HttpResponse<String> send(Product product, String path, byte[] body)
      throws Exception {
    return post(product.url(), product.token(), path, body);
  }

  private static HttpResponse<String> post(String url, String token, String path, byte[] body)
      throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url + "/api/v1/imports" + path))
              .header("Authorization", "Bearer " + token)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
