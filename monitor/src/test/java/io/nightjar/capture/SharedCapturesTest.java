package io.nightjar.capture;

import io.nightjar.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real captures, damaged: a bounded sample of each, the same in every run. */
class SharedCapturesTest {
  private static final int MOST_BYTES = 20_000;

  @Test
  void survivesDamageToAnyOfThem() throws IOException {
    Random random = new Random(1);
    CaptureFuzzTest check = new CaptureFuzzTest();
    for (Path path : SharedData.captures()) {
      byte[] bytes = Files.readAllBytes(path);
      byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
      for (int round = 0; round < 5; round++) {
        byte[] damaged = start.clone();
        for (int changes = 0; changes < 8 && damaged.length > 4; changes++) {
          damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
        }
        check.readsAnyBytesToTheirEndOrToAFault(damaged);
      }
    }
  }
}
