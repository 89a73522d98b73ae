package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the writer does while its store is away. */
class FlowWriterTest {
  private static final FlowWriter.Config TINY = new FlowWriter.Config(10, 5, Duration.ofMillis(10));

  /** A store that never comes. */
  private static final class Away implements Store {
    @Override
    public HistoryClient client() {
      throw HistoryException.unavailable("away", null);
    }

    @Override
    public State state() {
      return State.DOWN;
    }

    @Override
    public String problem() {
      return "away";
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
  }

  @Test
  void refusesAndCountsWhatItHasNoRoomForAndForgetsNothingElse() throws InterruptedException {
    Telemetry telemetry = new Telemetry();
    BatchSender sender = BatchSender.ofFlows(new Away(), telemetry);
    FlowWriter writer = new FlowWriter(TINY, sender, telemetry);
    writer.start();
    int taken = 0;
    for (int i = 0; i < 100; i++) {
      taken += writer.offer(Flows.dns(i)) ? 1 : 0;
    }
    // As many as wait, as many taken out of the queue at once, and a batch.
    assertTrue(taken >= 10 && taken <= 25, "took " + taken);
    assertEquals(100 - taken, writer.refused());
    assertFalse(writer.flush(Duration.ofMillis(200)));
    writer.close();
    assertFalse(writer.offer(Flows.dns(1)));
    assertEquals(taken, sender.rejected());
    assertEquals(0, sender.written());
    assertTrue(sender.retries() > 0);
  }
}
