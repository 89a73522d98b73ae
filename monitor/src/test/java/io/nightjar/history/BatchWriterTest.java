package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.flow.FlowRecord;
import io.nightjar.spool.DamagedBatchException;
import io.nightjar.spool.EncodedBatch;
import io.nightjar.spool.Spool;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rows while their store is away. */
class BatchWriterTest {
  private static final BatchWriter.Config TINY =
      new BatchWriter.Config(10, 5, Duration.ofMillis(10));
  private static final long ROOM = 1L << 30;

  /** A store that never comes. */
  private static final class Away extends Store {
    @Override
    public void start() {}

    @Override
    public void close() {}
  }

  @TempDir private Path folder;

  private final Telemetry telemetry = new Telemetry();
  private final Delivery delivery =
      new Delivery(new Away(), List.of(RowFormat.FLOWS, RowFormat.POINTS), telemetry);

  private Outbox outbox(long spoolBytes) {
    Outbox outbox = new Outbox(delivery, new Spool(folder, spoolBytes), telemetry);
    outbox.start();
    return outbox;
  }

  private BatchWriter<FlowRecord> writer(Outbox outbox) {
    var writer = new BatchWriter<>(RowFormat.FLOWS, TINY, outbox, telemetry);
    writer.start();
    return writer;
  }

  /** What lies on disk: rows of each batch, in order. */
  private List<EncodedBatch> onDisk() throws DamagedBatchException {
    Spool spool = new Spool(folder, ROOM);
    spool.open();
    List<EncodedBatch> batches = new ArrayList<>();
    for (long number : spool.numbers()) {
      batches.add(spool.read(number));
    }
    return batches;
  }

  private int rowsOnDisk() throws DamagedBatchException {
    return onDisk().stream().mapToInt(EncodedBatch::rows).sum();
  }

  @Test
  void liveRowsGoToDiskAtOnceAndNoneIsLostWhenAllEnds() throws Exception {
    Outbox outbox = outbox(ROOM);
    BatchWriter<FlowRecord> writer = writer(outbox);
    int taken = 0;
    for (int i = 0; i < 500; i++) {
      taken += writer.offer(Flows.dns(i)) ? 1 : 0;
      Thread.sleep(i % 5 == 0 ? 2 : 0);
    }
    assertFalse(writer.flush(Duration.ofMillis(200)));
    assertTrue(outbox.spooled().batches() > 0, outbox.spooled()::toString);
    writer.close();
    outbox.close();
    assertFalse(writer.offer(Flows.dns(1)));
    assertEquals(taken, rowsOnDisk());
    assertEquals(500 + 1 - taken, writer.refused());
    assertEquals(0, delivery.of("flows").rejected().value());
  }

  @Test
  void rowsThatCannotBeKeptInTheTimeThereIsToEndAreCounted() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RowFormat<FlowRecord> slow =
        new RowFormat<>(
            "flows",
            RowFormat.FLOWS.columns(),
            (_, _) -> {
              boolean waiting = true;
              while (waiting) {
                try {
                  never.await();
                  waiting = false;
                } catch (InterruptedException _) {
                  // a processor that is busy with others does not hear either
                }
              }
            },
            "flow_records",
            "Flow records");
    Outbox outbox = outbox(ROOM);
    var writer = new BatchWriter<>(slow, TINY, outbox, telemetry);
    writer.start();
    for (int i = 0; i < 5; i++) {
      assertTrue(writer.offer(Flows.dns(i)));
    }
    Thread.sleep(200);
    assertTrue(writer.offer(Flows.dns(6)));
    writer.close();
    assertEquals(6, writer.refused());
    never.countDown();
    outbox.close();
  }

  @Test
  void rowsOfFilesWaitInMemoryAndGoToDiskOnlyAtTheEnd() throws Exception {
    Outbox outbox = outbox(ROOM);
    BatchWriter<FlowRecord> writer = writer(outbox);
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 500 && writer.put(Flows.dns(i), () -> {}); i++) {
                      // until it is refused
                    }
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    reader.join(300);
    assertTrue(reader.isAlive(), "it did not wait");
    assertEquals(0, outbox.spooled().batches());
    writer.close();
    outbox.close();
    reader.join();
    // In memory, being written, queued and taken out of the queue at once.
    assertTrue(rowsOnDisk() >= 20 && rowsOnDisk() <= 60, "kept " + rowsOnDisk());
  }

  @Test
  void refusesAndCountsLiveRowsWhenTheDiskHoldsAllItMay() throws Exception {
    Outbox outbox = outbox(3 * 4096);
    BatchWriter<FlowRecord> writer = writer(outbox);
    for (int i = 0; i < 500; i++) {
      boolean _ = writer.offer(Flows.dns(i));
      Thread.sleep(i % 5 == 0 ? 2 : 0);
    }
    assertTrue(writer.refused() > 0);
    assertTrue(outbox.problem().contains("the spool holds as much as it may"), outbox::problem);
    long refused = writer.refused();
    writer.close();
    outbox.close();
    // What was taken is kept even so.
    assertEquals(500 - refused, rowsOnDisk());
  }

  @Test
  void numbersGoOnWhereTheLastProcessStopped() throws Exception {
    for (int life = 0; life < 3; life++) {
      Outbox outbox = outbox(ROOM);
      BatchWriter<FlowRecord> writer = writer(outbox);
      for (int i = 0; i < 5; i++) {
        assertTrue(writer.offer(Flows.dns(life * 5L + i)));
      }
      writer.close();
      outbox.close();
    }
    assertEquals(15, rowsOnDisk());
    assertEquals(onDisk().size(), onDisk().stream().map(EncodedBatch::token).distinct().count());
  }
}
