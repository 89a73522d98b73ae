package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums that stay right whatever is killed while a capture is read. */
class CrashTest {
  private static final ManyFlows MANY = new ManyFlows(200_000);
  private static final String SUMS =
      "SELECT sum(packets), sum(bytes), countIf(first_dump), count(), uniqExact(flow_id) FROM flows";
  private static final String ALL =
      "[%d,%d,%d,%d,%d]"
          .formatted(MANY.packets(), MANY.bytes(), MANY.flows(), MANY.flows(), MANY.flows());

  @TempDir private Path folder;
  private String[] options = {};

  @BeforeEach
  void writeCapture() throws Exception {
    Product.assumeStore();
    options = new String[] {"--pcap", MANY.write(folder.resolve("many.pcap")).toString()};
  }

  private Product startAndAwaitMidRead() throws Exception {
    Product product = Product.start(folder.resolve("data"), options);
    Product.await("some is stored", () -> product.health().path("store_rows_written").asLong() > 0);
    assertTrue(product.health().path("store_rows_written").asLong() < MANY.flows(), "too quick");
    return product;
  }

  @Test
  void historyComesBackWhenItsProcessIsKilled() throws Exception {
    try (Product product = startAndAwaitMidRead()) {
      ProcessHandle child = product.storeChild();
      assertTrue(child.destroyForcibly());
      var _ = child.onExit().get();
      product.awaitStored(MANY.flows());
      assertEquals(ALL, product.row(SUMS).toString());
      assertEquals(0, product.health().path("store_rows_rejected").asLong());
      assertEquals(0, product.terminate(), product::errors);
    }
  }

  @Test
  void aMonitorKilledWhileItReadsStartsOver() throws Exception {
    Product killed = startAndAwaitMidRead();
    killed.kill();
    readsAllAfter(killed);
  }

  @Test
  void aMonitorKilledTogetherWithItsStoreStartsOver() throws Exception {
    Product killed = startAndAwaitMidRead();
    assertTrue(killed.storeChild().destroyForcibly());
    killed.kill();
    readsAllAfter(killed);
  }

  @Test
  void aMonitorToldToEndWhileItReadsStartsOver() throws Exception {
    options = new String[] {options[0], options[1], "--exit-when-done"};
    Product ended = startAndAwaitMidRead();
    assertEquals(0, ended.terminate(), ended::errors);
    readsAllAfter(ended);
  }

  private void readsAllAfter(Product before) throws Exception {
    try (Product product = before.again(options[0], options[1])) {
      product.awaitStored(MANY.flows());
      assertEquals(ALL, product.row(SUMS).toString());
      Product.await(
          "the journal says so",
          Duration.ofSeconds(10),
          () ->
              product.row("SELECT countIf(state = 'complete') FROM captures").at("/0").asLong()
                  == 1);
      assertEquals(0, product.terminate(), product::errors);
    }
  }
}
