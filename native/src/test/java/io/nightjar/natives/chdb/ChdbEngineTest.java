package io.nightjar.natives.chdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.natives.libc.NativeLibraryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChdbEngineTest {
  private ChdbConnection connection;
  private ChdbEngine engine;
  private Path data;

  @BeforeAll
  void open(@TempDir Path directory) {
    Path library =
        Path.of(
            System.getProperty(
                "nightjar.chdb",
                System.getProperty("user.home")
                    + "/.cache/nightjar/chdb/26.7.3-stable.1/libchdb.so"));
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    data = directory;
    engine = ChdbEngine.load(library);
    connection = engine.connect(directory, List.of());
  }

  @AfterAll
  void close() {
    if (connection != null) {
      connection.close();
    }
  }

  /** With the engine's signal handlers on, the JVM dies here. */
  @Test
  void leavesNullPointerExceptionsInCompiledCodeToTheJvm() throws IOException {
    assertEquals("1\n", text("SELECT 1"));
    String[] texts = new String[10_000];
    Arrays.fill(texts, 0, 9_999, "x");
    int caught = 0;
    for (int i = 0; i < 200_000; i++) {
      try {
        caught += length(texts[i % 10_000]);
      } catch (NullPointerException _) {
        caught += 2;
      }
    }
    assertEquals(200_000 + 20, caught);
  }

  private static int length(String text) {
    return text.length();
  }

  @Test
  void insertsBinaryRowsWithZeroBytes() throws IOException {
    connection.execute("CREATE TABLE b (a UInt16, s String) ENGINE = MergeTree ORDER BY a");
    byte[] rows = {1, 0, 3, 'x', 0, 'y', 2, 0, 0};
    try (ChdbResult result =
        connection.insert("INSERT INTO b", "RowBinary", new ByteArrayInputStream(rows))) {
      assertEquals(2, result.rowsWritten());
    }
    assertEquals("1\t3\n2\t0\n", text("SELECT a, length(s) FROM b ORDER BY a"));
  }

  @Test
  void insertsNothingWhenTheRowsBreakOff() throws IOException {
    connection.execute("CREATE TABLE k (a UInt8) ENGINE = MergeTree ORDER BY a");
    InputStream breaking =
        new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given++ == 1000) {
              throw new IOException("cut");
            }
            return 1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            buffer[offset] = (byte) read();
            return 1;
          }
        };
    assertThrows(
        IOException.class, () -> connection.insert("INSERT INTO k", "RowBinary", breaking));
    assertEquals("0\n", text("SELECT count() FROM k"));
  }

  @Test
  void tellsTheEnginesCode() {
    ChdbException e = assertThrows(ChdbException.class, () -> text("SELECT * FROM nothing"));
    assertEquals(60, e.code());
    ChdbException insert =
        assertThrows(
            ChdbException.class,
            () -> connection.insert("INSERT INTO nothing", "TSV", InputStream.nullInputStream()));
    assertEquals(60, insert.code());
    assertThrows(ChdbException.class, () -> engine.connect(data, List.of("max_threads=many")));
  }

  @Test
  void classifiesWithoutRunning() {
    assertEquals(
        new ChdbConnection.Analysis(1, ChdbConnection.Effect.READ_ONLY),
        connection.classify("SELECT 1"));
    assertEquals(
        ChdbConnection.Effect.CONTROL,
        connection.classify("SELECT 1 INTO OUTFILE '/tmp/x'").effect());
    assertEquals(
        ChdbConnection.Effect.MUTATING, connection.classify("DROP DATABASE default").effect());
    assertEquals(2, connection.classify("SELECT 1; SELECT 2").statements());
    assertEquals(ChdbConnection.Effect.UNKNOWN, connection.classify("SELEC 1").effect());
  }

  @Test
  void keepsSettingsOfOneConnectionFromAnother() throws IOException {
    try (ChdbConnection other = engine.connect(data, List.of("max_block_size=4242"))) {
      assertEquals("4242\n", text(other, "SELECT getSetting('max_block_size')"));
    }
    assertTrue(!text("SELECT getSetting('max_block_size')").equals("4242\n"));
  }

  @Test
  void saysWhichLibraryCannotBeLoaded() {
    NativeLibraryException e =
        assertThrows(
            NativeLibraryException.class, () -> ChdbEngine.load(Path.of("/nowhere/libchdb.so")));
    assertTrue(e.toString().contains("/nowhere/libchdb.so"));
  }

  private String text(String sql) throws IOException {
    return text(connection, sql);
  }

  private static String text(ChdbConnection connection, String sql) throws IOException {
    try (ChdbResult result = connection.query(sql, "TSV")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      result.writeTo(out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
