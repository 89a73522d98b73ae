package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Statements of people who mean harm, or do not know better, against the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSqlTest {
  private static final Limits TIGHT = new Limits(1_000, Duration.ofSeconds(1), 100_000_000);
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final Pattern INTERNALS =
      Pattern.compile("DB::|Code: |version \\d|Stack trace|/store/|@TEMP@|__table\\d");

  /** The store's own refusal: the guard asks it for the syntax tree. */
  private static final int READONLY = 164;

  private Path data = Path.of("");
  private Path secret = Path.of("");
  private History history;
  private ServerSocket ear;

  /** A statement and how it must end: refused by the guard, failed, limited, or answered. */
  private record Line(String expected, String sql) {}

  @BeforeAll
  void start(@TempDir Path directory) throws IOException, InterruptedException {
    data = Files.createDirectories(directory.resolve("data"));
    secret = Files.writeString(directory.resolve("secret.txt"), "topsecret");
    ear = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ear.setSoTimeout(1);
    history = RealStore.start(data);
    assertTrue(history.put(Flows.dns(1)));
    assertTrue(history.put(Flows.dns(2)));
    assertTrue(history.flush(Duration.ofSeconds(20)));
  }

  @AfterAll
  void close() throws IOException {
    history.close();
    ear.close();
  }

  @Test
  void nothingHostileOrClumsyHarmsTheStore() throws IOException, InterruptedException {
    long store = pid();
    List<Path> files = files();
    List<String> wrong = new ArrayList<>();
    for (Line line : lines()) {
      String sql =
          line.sql()
              .replace("@SECRET@", secret.toString())
              .replace("@PORT@", String.valueOf(ear.getLocalPort()));
      String found = outcome(sql);
      if (!List.of(line.expected().split("\\|")).contains(found.substring(0, found.indexOf(' ')))) {
        wrong.add(line.expected() + " <> " + found + " <- " + line.sql());
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    assertEquals(files, files(), "a statement wrote a file beside the store");
    assertFalse(heard(), "a statement opened a connection");
    assertEquals(store, pid(), "the store was killed");
    assertTrue(nothingRuns(), "a statement still runs");
    assertEquals(2L, own("SELECT count() FROM flows"));
  }

  /**
   * A function that is being computed cannot be stopped, but it ends; on a slow machine with the
   * store's process, which is started again.
   */
  private boolean nothingRuns() throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      try {
        if (own("SELECT count() FROM system.processes").equals(1L)) {
          return true;
        }
      } catch (HistoryException e) {
        assertEquals(HistoryException.Kind.UNAVAILABLE, e.kind(), e::getMessage);
      }
      Thread.sleep(100);
    }
    return false;
  }

  private Object own(String sql) {
    return Objects.requireNonNull(
        history.select(sql, Map.of(), Limits.DEFAULT).values().getFirst().getFirst());
  }

  private long pid() {
    return history.store() instanceof StoreSupervisor supervisor ? supervisor.pid() : -1;
  }

  private String outcome(String sql) {
    try {
      Rows rows = history.ask(sql, TIGHT);
      assertFalse(rows.values().toString().contains("topsecret"), sql);
      assertFalse(rows.values().toString().contains("root:x:"), sql);
      return "rows " + rows.values().size();
    } catch (HistoryException e) {
      String message = e.getMessage();
      assertFalse(
          INTERNALS.matcher(message).find() || message.contains(data.toString()),
          () -> sql + " tells of the inside: " + message);
      return switch (e.kind()) {
        case LIMIT -> "limit " + e.getMessage();
        case STATEMENT ->
            (e.code() == 0 || e.code() == READONLY ? "refused " : "failed ") + e.getMessage();
        case UNAVAILABLE, FAILED -> "broken " + e.kind() + " " + e.getMessage();
      };
    }
  }

  private boolean heard() throws IOException {
    try {
      ear.accept().close();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  /** All files but the store's own. */
  private List<Path> files() throws IOException {
    Path parent = Objects.requireNonNull(secret.getParent());
    try (Stream<Path> all = Files.walk(parent)) {
      return all.filter(each -> !each.startsWith(data.resolve("store"))).sorted().toList();
    }
  }

  private static List<Line> lines() {
    try (var in =
        Objects.requireNonNull(HostileSqlTest.class.getResourceAsStream("hostile.sql.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(
              line -> {
                String[] parts = line.split("\t", 2);
                return new Line(parts[0], unescape(parts[1]));
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                String.valueOf((char) Integer.parseInt(match.group(1), 16)).replace("\\", "\\\\"));
  }
}
