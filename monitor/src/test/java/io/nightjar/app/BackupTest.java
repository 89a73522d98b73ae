package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of the real program, and what comes back of them. */
class BackupTest {
  private static final ManyFlows MANY = new ManyFlows(600_000);
  private static final ManyFlows FEW = new ManyFlows(100);
  private static final String SUMS = "SELECT sum(packets), sum(bytes), count() FROM flows";
  private static final String ALL =
      "[%d,%d,%d]".formatted(MANY.packets(), MANY.bytes(), MANY.flows());

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void needsAStore() {
    Product.assumeStore();
    data = folder.resolve("data");
  }

  @Test
  void aBackupMadeWhileRowsComeInIsOneMomentOfAllTables() throws Exception {
    String[] options = {"--pcap", MANY.write(folder.resolve("many.pcap")).toString()};
    try (Product product = Product.start(data, options)) {
      Product.await(
          "some is stored", () -> product.health().path("store_rows_written").asLong() > 0);
      long before = count(product);
      assertEquals(202, post(product.url(), product.token(), "{\"name\":\"mid\"}").statusCode());
      Product.await(
          "a backup is made", () -> !product.health().path("last_backup").asString("").isEmpty());
      product.awaitStored(MANY.flows());
      assertEquals(ALL, product.row(SUMS).toString());
      create(data, "whole");
      assertEquals(0, product.terminate(), product::errors);
      Path other = folder.resolve("other");
      restore(other, "mid");
      try (Product restored = product.on(other)) {
        Product.await(
            "history answers",
            () -> restored.health().path("store_state").asString().equals("ready"));
        long flows = count(restored);
        assertTrue(
            flows >= before && flows < MANY.flows(), flows + " flows, " + before + " before");
        for (String tier : List.of("flows_1m", "flows_1h", "flows_1d")) {
          assertEquals("[0,0]", restored.row(difference(tier)).toString(), tier);
        }
        assertEquals(0, restored.terminate(), restored::errors);
      }
      try (Product again = product.on(other, options)) {
        again.awaitStored(MANY.flows());
        assertEquals(ALL, again.row(SUMS).toString());
      }
    }
  }

  /** Flows and bytes that one table has and the other has not. */
  private static String difference(String tier) {
    return "SELECT (SELECT countIf(first_dump) FROM flows) - (SELECT sum(flows) FROM %1$s), (SELECT sum(bytes) FROM flows) - (SELECT sum(bytes) FROM %1$s)"
        .formatted(tier);
  }

  @Test
  void restoringReplacesWhatIsThereAndKeepsItAside() throws Exception {
    Path few = FEW.write(folder.resolve("few.pcap"));
    Path more = new ManyFlows(500).write(folder.resolve("more.pcap"));
    Product product = Product.start(data, "--pcap", few.toString());
    try (product) {
      product.awaitStored(FEW.flows());
      awaitJournal(product, 1);
      create(data, "before");
      assertTrue(product.health().path("last_backup").asString("").startsWith("20"));
      assertTrue(product.client().get("/metrics").body().contains("nightjar_backups_total 1\n"));
      Product.Ended running = Product.run("backup", "restore", "before", "--data", data.toString());
      assertEquals(1, running.code());
      assertTrue(running.err().contains("is in use by process"), running.err());
      assertEquals(0, product.terminate(), product::errors);
    }
    try (Product later = product.again("--pcap", more.toString())) {
      later.awaitStored(500);
      assertEquals("[600]", later.row("SELECT count() FROM flows").toString());
      assertEquals(0, later.terminate(), later::errors);
    }
    String said = restore(data, "before");
    assertTrue(said.contains("100 flows"), said);
    Path aside = Path.of(said.replaceAll("(?s).*is in (\\S+);.*", "$1"));
    assertTrue(Files.isDirectory(aside.resolve("store")), said);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("nightjar.db"))));
    try (Product restored = product.again("--pcap", few.toString())) {
      assertEquals("[100]", restored.row("SELECT count() FROM flows").toString());
      assertTrue(restored.errors().contains("is in history already"), restored.errors());
    }
  }

  @Test
  void whatIsDamagedNewerOrNotThereIsRefusedAndNothingChanges() throws Exception {
    Path few = FEW.write(folder.resolve("few.pcap"));
    try (Product product = Product.start(data, "--pcap", few.toString())) {
      product.awaitStored(FEW.flows());
      for (String name : List.of("cut", "changed", "halved", "newer", "none")) {
        create(data, name);
      }
      assertEquals(0, product.terminate(), product::errors);
    }
    Path backups = data.resolve("backups");
    Path cut = largest(backups.resolve("cut"));
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) / 2));
    Path changed = largest(backups.resolve("changed"));
    byte[] bytes = Files.readAllBytes(changed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);
    Path halved = backups.resolve("halved/MANIFEST");
    Files.write(halved, Arrays.copyOf(Files.readAllBytes(halved), 500));
    Path newer = backups.resolve("newer/MANIFEST");
    Files.writeString(
        newer, Files.readString(newer).replaceFirst("history-version \\d+", "history-version 99"));
    Files.delete(backups.resolve("none/MANIFEST"));
    List<String> before = tree(data);
    refused("cut", "is missing, cut or changed");
    refused("changed", "is missing, cut or changed");
    refused("halved", "its end is missing");
    refused("newer", "of a newer Nightjar");
    refused("none", "no manifest");
    refused("never", "there is no backup never");
    assertEquals(before, tree(data));
    Product.Ended list = Product.run("backup", "list", "--data", data.toString());
    assertTrue(
        list.out().matches("(?s).*\ncut +20\\S+.* damaged: .*missing or cut\n.*"), list.out());
    assertTrue(list.out().matches("(?s).*\nnewer +20\\S+.* complete\n.*"), list.out());
    assertTrue(list.out().matches("(?s).*\nnone +- .*no manifest.*"), list.out());
  }

  private void refused(String name, String why) throws Exception {
    Product.Ended ended = Product.run("backup", "restore", name, "--data", data.toString());
    assertEquals(1, ended.code(), ended.err());
    assertTrue(ended.err().contains(why), ended.err());
  }

  @Test
  void onlyAnAdministratorWhoSeesAllNetworksMayMakeOne() throws Exception {
    try (Product product = Product.start(data, "--interface", "lo")) {
      String viewer = token("--user", "eve");
      String bound = token("--user", "admin", "--role", "admin", "--networks", "10.0.0.0/8");
      for (String token : List.of(viewer, bound)) {
        assertEquals(403, post(product.url(), token, "{\"name\":\"x\"}").statusCode());
        assertEquals(403, new Client(product.url(), token).get("/api/v1/backups").statusCode());
        Product.Ended ended =
            Product.run("backup", "create", "--url", product.url(), "--token", token);
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("need role admin"), ended.err());
      }
      assertEquals(401, post(product.url(), "nj_wrong", "{\"name\":\"x\"}").statusCode());
      for (String body : List.of("{}", "[]", "{", "{\"name\":\"../x\"}", "{\"name\":7}")) {
        int status = post(product.url(), product.token(), body).statusCode();
        assertTrue(status == 400 || status == 409, body + ": " + status);
      }
      Product.await(
          "history answers", () -> product.health().path("store_state").asString().equals("ready"));
      Product.Ended made =
          Product.run(
              "backup", "create", "mine", "--url", product.url(), "--token", product.token());
      assertEquals(0, made.code(), made.err());
      Product.Ended twice = Product.run("backup", "create", "mine", "--data", data.toString());
      assertEquals(1, twice.code());
      assertTrue(twice.err().contains("there is a backup mine already"), twice.err());
      assertFalse(Files.exists(data.resolve("backups/x")));
    }
    Product.Ended stopped = Product.run("backup", "create", "--data", data.toString());
    assertEquals(1, stopped.code());
    assertTrue(stopped.err().contains("no monitor runs on"), stopped.err());
    assertEquals(2, Product.run("backup", "restore", "../x", "--data", data.toString()).code());
    assertEquals(2, Product.run("backup", "restore", "mine", "--store", "http://localhost").code());
  }

  @Test
  void saysWhyAFolderCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    try (Product product = Product.start(data, "--interface", "lo", "--backups", file.toString())) {
      Product.await(
          "history answers", () -> product.health().path("store_state").asString().equals("ready"));
      Product.Ended ended = Product.run("backup", "create", "x", "--data", data.toString());
      assertEquals(1, ended.code());
      assertTrue(ended.err().contains(file + " is no folder"), ended.err());
      assertTrue(
          product.client().get("/metrics").body().contains("nightjar_backup_failures_total 1\n"));
    }
  }

  private static HttpResponse<String> post(String url, String token, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url + "/api/v1/backups"))
              .header("Authorization", "Bearer " + token)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private String token(String... options) throws Exception {
    String[] arguments =
        Stream.of(List.of("token", "create", "--data", data.toString()), List.of(options))
            .flatMap(List::stream)
            .toArray(String[]::new);
    Product.Ended made = Product.run(arguments);
    assertEquals(0, made.code(), made.err());
    return made.out().strip();
  }

  private static void create(Path data, String name) throws Exception {
    Product.Ended ended = Product.run("backup", "create", name, "--data", data.toString());
    assertEquals(0, ended.code(), ended.err());
    assertEquals(data.resolve("backups").resolve(name) + "\n", ended.out());
  }

  private String restore(Path into, String name) throws Exception {
    Product.Ended ended =
        Product.run(
            "backup",
            "restore",
            name,
            "--data",
            into.toString(),
            "--backups",
            data.resolve("backups").toString());
    assertEquals(0, ended.code(), ended.err());
    return ended.out();
  }

  private static void awaitJournal(Product product, long files) throws InterruptedException {
    Product.await(
        "the journal has the file",
        () ->
            product.row("SELECT countIf(state = 'complete') FROM captures").at("/0").asLong()
                == files);
  }

  private static long count(Product product) {
    return product.row("SELECT count() FROM flows").at("/0").asLong();
  }

  private static Path largest(Path backup) throws IOException {
    try (Stream<Path> walk = Files.walk(backup.resolve("history/data"))) {
      return walk.filter(Files::isRegularFile)
          .max(java.util.Comparator.comparingLong(each -> each.toFile().length()))
          .orElseThrow();
    }
  }

  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.map(each -> each + " " + each.toFile().length()).sorted().toList();
    }
  }
}
