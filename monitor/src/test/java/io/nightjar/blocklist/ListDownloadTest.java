package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListDownloadTest {
  private static final ListDownload.Limits LIMITS =
      new ListDownload.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20);

  @TempDir private Path folder;
  private ListServer server;
  private final ListDownload download = new ListDownload(LIMITS);

  @BeforeEach
  void start() throws IOException {
    server = new ListServer();
  }

  @AfterEach
  void stop() {
    download.close();
    server.close();
  }

  private ListDownload.Answer fetch(String path, ListCopy.Version known)
      throws IOException, InterruptedException {
    return download.fetch(server.at(path), known, folder.resolve("list"));
  }

  private String refused(String path) {
    ListException refused =
        assertThrows(ListException.class, () -> fetch(path, ListCopy.Version.NONE));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void aListIsFetchedOnceForEachVersion() throws Exception {
    server.list("/list", "\"v1\"", "192.0.2.7\n");
    ListDownload.Answer first = fetch("/list", ListCopy.Version.NONE);
    assertTrue(first.isFresh());
    assertEquals("192.0.2.7\n", Files.readString(folder.resolve("list")));
    assertFalse(fetch("/list", first.version()).isFresh());
    server.list("/list", "\"v2\"", "192.0.2.8\n");
    assertEquals("\"v2\"", fetch("/list", first.version()).version().etag());
  }

  @Test
  void redirectsAreFollowedUpToFive() throws Exception {
    server.list("/r0", "\"v1\"", "192.0.2.7\n");
    for (int i = 1; i <= 6; i++) {
      String to = "/r" + (i - 1);
      server.on(
          "/r" + i,
          exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
          });
    }
    assertTrue(fetch("/r5", ListCopy.Version.NONE).isFresh());
    assertEquals("more than 5 redirects", refused("/r6"));
  }

  @Test
  void aRedirectElsewhereThanToHttpIsRefused() {
    server.on(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
          exchange.sendResponseHeaders(301, -1);
        });
    server.on("/nowhere", exchange -> exchange.sendResponseHeaders(301, -1));
    assertEquals("a redirect to what is no http or https URL", refused("/file"));
    assertEquals("a redirect to what is no http or https URL", refused("/nowhere"));
  }

  @Test
  void anErrorIsNoList() {
    assertEquals("the server answered 404", refused("/missing"));
  }

  @Test
  void aServerThatHangsIsLeftInTime() {
    server.on("/silent", _ -> Thread.sleep(Duration.ofMinutes(1)));
    server.on(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('1');
          exchange.getResponseBody().flush();
          Thread.sleep(Duration.ofMinutes(1));
        });
    assertTrue(refused("/silent").contains("within 2 s"));
    assertTrue(refused("/stalls").contains("within 2 s"));
  }

  @Test
  void aListWithoutEndIsCutOff() throws IOException {
    byte[] lines = "192.0.2.7\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    server.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          for (long sent = 0; sent < 10L << 30; sent += lines.length) {
            out.write(lines);
          }
        });
    server.on("/says-so", exchange -> exchange.sendResponseHeaders(200, 10L << 30));
    assertEquals("more than 1 MiB", refused("/endless"));
    assertTrue(Files.size(folder.resolve("list")) <= 1 << 20);
    assertFalse(refused("/says-so").isBlank());
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    server.close();
    assertEquals("no connection to the server", refused("/list"));
  }
}
