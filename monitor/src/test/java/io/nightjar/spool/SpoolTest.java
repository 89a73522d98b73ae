package io.nightjar.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long ROOM = 1 << 20;

  @TempDir private Path folder;
  private Spool spool = new Spool(Path.of(""), 0);

  @BeforeEach
  void open() {
    spool = reopened();
  }

  private Spool reopened() {
    Spool opened = new Spool(folder, ROOM);
    opened.open();
    return opened;
  }

  private static EncodedBatch batch(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return new EncodedBatch(
        "token-" + seed, "flows", List.of("a", "b"), seed, ByteBuffer.wrap(bytes));
  }

  private Path file(long number) {
    return folder.resolve("%016x.batch".formatted(number));
  }

  @Test
  void anotherProcessFindsWhatWasKeptInOrder() throws Exception {
    for (int number : List.of(300, 2, 17)) {
      assertEquals("", spool.add(number, batch(number, 5000)));
    }
    Spool next = reopened();
    assertEquals(new TreeSet<>(List.of(2L, 17L, 300L)), next.numbers());
    EncodedBatch read = next.read(17);
    assertEquals("token-17", read.token());
    assertEquals("flows", read.table());
    assertEquals(List.of("a", "b"), read.columns());
    assertEquals(17, read.rows());
    assertEquals(batch(17, 5000), read);
    assertEquals(3 * 8192, next.status().bytes());
    next.remove(17);
    assertEquals(new TreeSet<>(List.of(2L, 300L)), reopened().numbers());
  }

  @Test
  void aFileCutShortAnywhereIsCountedAndGivesNoRows() throws Exception {
    assertEquals("", spool.add(1, batch(1, 300)));
    byte[] whole = Files.readAllBytes(file(1));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(1), java.util.Arrays.copyOf(whole, length));
      assertThrows(DamagedBatchException.class, () -> BatchFile.read(file(1)));
    }
    Spool next = reopened();
    assertThrows(DamagedBatchException.class, () -> next.read(1));
    assertEquals(1, next.status().damaged());
    assertEquals(0, next.status().batches() + next.status().bytes());
    assertTrue(Files.notExists(file(1)));
  }

  @Test
  void aFileWithOneBitChangedGivesNoRows() throws Exception {
    assertEquals("", spool.add(1, batch(1, 300)));
    byte[] whole = Files.readAllBytes(file(1));
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 << i % 8);
      Files.write(file(1), changed);
      assertThrows(DamagedBatchException.class, () -> BatchFile.read(file(1)));
    }
  }

  @Test
  void whatWasNotFinishedIsCountedAndDeleted() throws IOException {
    Path unfinished = folder.resolve("0000000000000007.batch.part");
    Files.write(unfinished, new byte[100]);
    Spool next = reopened();
    assertEquals(1, next.status().damaged());
    assertTrue(next.numbers().isEmpty());
    assertTrue(Files.notExists(unfinished));
  }

  @Test
  void saysWhyItTakesNoMore() {
    int kept = 0;
    while (kept < 100 && spool.add(kept, batch(kept, 100_000)).isEmpty()) {
      kept++;
    }
    assertEquals(ROOM / 102_400, kept);
    assertEquals("the spool holds as much as it may, 1 MB", spool.add(200, batch(1, 100_000)));
    spool.remove(0);
    assertEquals("", spool.add(200, batch(1, 100_000)));
  }

  @Test
  void saysSoWhenItsFolderIsGone() throws IOException {
    Files.delete(folder);
    assertTrue(spool.add(1, batch(1, 100)).startsWith("the spool cannot be written"));
    Files.createDirectories(folder);
    assertEquals("", spool.add(1, batch(1, 100)));
  }
}
