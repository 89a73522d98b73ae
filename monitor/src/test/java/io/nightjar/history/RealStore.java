package io.nightjar.history;

import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A history on the real engine, for tests; they skip where libchdb is absent. */
final class RealStore {
  /** Small and quick batches. */
  static final BatchWriter.Config BATCHES =
      new BatchWriter.Config(20_000, 5_000, Duration.ofMillis(100));

  private RealStore() {}

  static void assumePresent() {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
  }

  /** Started and ready. */
  static History start(Path data) throws InterruptedException {
    assumePresent();
    History history = new History(History.Config.in(data), BATCHES, new Telemetry());
    history.start();
    Assertions.assertTrue(
        history.awaitReady(Duration.ofSeconds(30)), () -> history.status().problem());
    return history;
  }
}
