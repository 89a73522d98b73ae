package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The identity of a file's content. */
class CaptureFingerprintTest {
  @TempDir private Path folder;

  @Test
  void isTheContentsAndNotTheNames() throws IOException {
    String one = CaptureFingerprint.of(Files.write(folder.resolve("one"), new byte[1000]));
    assertEquals(one, CaptureFingerprint.of(Files.write(folder.resolve("two"), new byte[1000])));
    assertTrue(one.matches("[0-9a-f]{16}"));
    assertNotEquals(
        one, CaptureFingerprint.of(Files.write(folder.resolve("three"), new byte[1001])));
  }

  @Test
  void seesTheEndsAndTheSizeOfALargeFile() throws IOException {
    byte[] bytes = new byte[3_000_000];
    String all = CaptureFingerprint.of(Files.write(folder.resolve("all"), bytes));
    bytes[0] = 1;
    assertNotEquals(all, CaptureFingerprint.of(Files.write(folder.resolve("first"), bytes)));
    bytes[0] = 0;
    bytes[bytes.length - 1] = 1;
    assertNotEquals(all, CaptureFingerprint.of(Files.write(folder.resolve("last"), bytes)));
    byte[] longer = new byte[3_000_001];
    assertNotEquals(all, CaptureFingerprint.of(Files.write(folder.resolve("longer"), longer)));
  }

  @Test
  void saysWhichFileCannotBeRead() {
    CaptureException missing =
        assertThrows(CaptureException.class, () -> CaptureFingerprint.of(folder.resolve("none")));
    assertTrue(String.valueOf(missing.getMessage()).contains("none"));
  }
}
