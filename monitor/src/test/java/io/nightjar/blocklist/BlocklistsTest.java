package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.net.IpAddress;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocklistsTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final class Told implements AlertSink {
    final List<String> findings = new CopyOnWriteArrayList<>();

    @Override
    public void happened(Finding finding) {
      findings.add("happened " + finding.type().key() + " " + finding.subject());
    }

    @Override
    public void engaged(Finding finding) {
      String told = "engaged " + finding.type().key() + " " + finding.subject();
      if (!findings.contains(told)) {
        findings.add(told);
      }
    }

    @Override
    public void released(Finding finding) {
      findings.add("released " + finding.type().key() + " " + finding.subject());
    }
  }

  @TempDir private Path folder;
  private ListServer server;
  private final Told told = new Told();
  private final Telemetry telemetry = new Telemetry();
  private final List<Blocklists> open = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    server = new ListServer();
  }

  @AfterEach
  void stop() {
    open.forEach(Blocklists::close);
    server.close();
  }

  private Blocklists started(int mostEntries, Duration refresh, String... lists) {
    List<ListSource> sources = new ArrayList<>();
    for (String list : lists) {
      sources.add(ListSource.parse(list, false));
    }
    Blocklists started =
        new Blocklists(
            new Blocklists.Config(
                folder.resolve("blocklists"),
                folder.resolve("allowlists"),
                sources,
                new OwnEntries(List.of(64_496L), List.of("KP")),
                new Blocklists.Schedule(SOON, refresh, SOON),
                mostEntries),
            told,
            InstantSource.system(),
            telemetry,
            new ListDownload.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20));
    started.start();
    open.add(started);
    return started;
  }

  private Blocklists started(String... lists) {
    return started(100_000, SOON, lists);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not come true");
      Thread.sleep(10);
    }
  }

  private static boolean warns(Blocklists lists, String ip) {
    return lists.reputation().address(IpAddress.parse(ip)) != null;
  }

  private static ListStatus status(Blocklists lists, String name) {
    return lists.status().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void filesAreInUseOnceTheStartReturns() throws IOException {
    Path file = write("own.txt", "8.8.4.4\nwrong line\n");
    write("blocklists/folder.txt", "evil.example\n10.0.0.1\n");
    write("blocklists/mine.local.txt", "10.0.0.2\n");
    write("allowlists/fine.txt", "good.evil.example\n");
    Blocklists lists = started("own=" + file + ",suspicious");
    assertTrue(warns(lists, "8.8.4.4"));
    assertTrue(warns(lists, "10.0.0.2"));
    assertTrue(!warns(lists, "10.0.0.1"));
    assertNotNull(lists.reputation().domain("www.evil.example"));
    assertNull(lists.reputation().domain("good.evil.example"));
    assertNotNull(lists.reputation().country("KP"));
    assertNotNull(lists.reputation().system(64_496));
    ListStatus status = status(lists, "own");
    assertEquals(1, status.entries());
    assertEquals(1, status.wrong());
    assertEquals(
        "line 2: 'wrong': a whole top-level domain; only a list said to be local may hold it",
        status.firstWrong().getFirst());
    assertEquals(Threat.SUSPICIOUS, status.threat());
    assertTrue(status(lists, "folder").firstWrong().getFirst().contains("private or reserved"));
    assertEquals(List.of(), lists.problems());
  }

  @Test
  void filesThatComeChangeAndGoAreSeenWithoutARestart() throws Exception {
    Blocklists lists = started();
    Path file = write("blocklists/late.txt", "8.8.4.4\n");
    await(() -> warns(lists, "8.8.4.4"));
    Files.writeString(file, "8.8.4.4\n9.9.9.9\n");
    await(() -> warns(lists, "9.9.9.9"));
    Files.writeString(file, "nothing of this is an entry\n");
    await(() -> !lists.problems().isEmpty());
    assertTrue(warns(lists, "9.9.9.9"), "the last good copy stays in use");
    await(() -> told.findings.contains("engaged blocklist_download_failed late"));
    Files.delete(file);
    await(() -> !warns(lists, "9.9.9.9"));
    await(() -> told.findings.contains("released blocklist_download_failed late"));
  }

  @Test
  void aListIsRefreshedByItsVersionAndKeptWhenADownloadFails() throws Exception {
    server.list("/list", "\"v1\"", "8.8.4.4\n");
    Blocklists lists = started("feed=" + server.at("/list"));
    await(() -> warns(lists, "8.8.4.4"));
    await(() -> server.asked().stream().filter("/list \"v1\""::equals).count() > 2);
    assertEquals(1, server.asked().stream().filter("/list null"::equals).count());
    server.on("/list", exchange -> exchange.sendResponseHeaders(503, -1));
    await(() -> told.findings.contains("engaged blocklist_download_failed feed"));
    assertTrue(warns(lists, "8.8.4.4"));
    assertEquals("the server answered 503", status(lists, "feed").problem());
    assertEquals(List.of("list feed: the server answered 503"), lists.problems());
    server.list("/list", "\"v2\"", "9.9.9.9\n");
    await(() -> warns(lists, "9.9.9.9"));
    assertTrue(!warns(lists, "8.8.4.4"));
    await(() -> told.findings.contains("released blocklist_download_failed feed"));
    assertEquals(List.of(), lists.problems());
  }

  @Test
  void theLastGoodCopyIsUsedAtTheNextStart() throws Exception {
    server.list("/list", "\"v1\"", "8.8.4.4\n");
    Blocklists first = started(100, Duration.ofHours(1), "feed=" + server.at("/list"));
    await(() -> warns(first, "8.8.4.4"));
    first.close();
    open.clear();
    server.close();
    Blocklists second = started(100, Duration.ofHours(1), "feed=" + server.at("/list"));
    assertTrue(warns(second, "8.8.4.4"));
    assertEquals(1, server.asked().size(), "it is not due yet");
  }

  @Test
  void whatIsNoListDoesNotReplaceOne() throws Exception {
    server.list("/list", "\"v1\"", "8.8.4.4\n");
    Blocklists lists = started("feed=" + server.at("/list"));
    await(() -> warns(lists, "8.8.4.4"));
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
    byte[] page = "<html>8.8.8.8</html>".getBytes(StandardCharsets.UTF_8);
    byte[] words = "maintenance, come back\n".getBytes(StandardCharsets.UTF_8);
    for (byte[] body : List.of(gzip, page, words, new byte[] {0, 1, 2})) {
      server.on("/list", exchange -> ListServer.send(exchange, body));
      int before = server.asked().size();
      await(() -> server.asked().size() > before + 2);
      assertTrue(!lists.problems().isEmpty(), new String(body, StandardCharsets.UTF_8));
      assertTrue(warns(lists, "8.8.4.4"));
    }
    server.list("/list", "\"v2\"", "# empty now\n");
    await(() -> !warns(lists, "8.8.4.4"));
    assertEquals(List.of(), lists.problems());
  }

  @Test
  void aListWithoutRoomIsCutAndSaysSo() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      many.append("8.8.").append(i / 250).append('.').append(i % 250).append('\n');
    }
    write("blocklists/many.txt", many.toString());
    write("blocklists/next.txt", "9.9.9.9\n");
    Blocklists lists = started(1_000, SOON);
    assertEquals(1_000, lists.reputation().size());
    assertTrue(
        lists.problems().getFirst().contains("no room for more"), lists.problems().toString());
  }

  @Test
  void twoListsOfOneNameAreToldOf() throws IOException {
    write("blocklists/twice.txt", "8.8.4.4\n");
    write("blocklists/twice.csv", "9.9.9.9\n");
    write("blocklists/no name.txt", "9.9.9.9\n");
    Blocklists lists = started();
    assertEquals(2, lists.problems().size(), lists.problems().toString());
  }
}
