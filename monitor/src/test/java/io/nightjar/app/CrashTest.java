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

  @Test
  void historyComesBackWhenItsProcessIsKilled() throws Exception {
    try (Product product = midRead(Product.start(folder.resolve("data"), options))) {
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
  void aReadingThatWasKilledOrToldToEndStartsOver() throws Exception {
    Product alone = midRead(Product.start(folder.resolve("data"), options));
    alone.kill();
    Product withItsStore = midRead(alone.again(options));
    assertTrue(withItsStore.storeChild().destroyForcibly());
    withItsStore.kill();
    Product told = midRead(withItsStore.again(options[0], options[1], "--exit-when-done"));
    assertEquals(0, told.terminate(), told::errors);
    readsAll(told.again(options));
  }

  /** Waits until part of the file is stored; ends it when that does not come. */
  private static Product midRead(Product product) throws Exception {
    try {
      Product.await("some is stored", () -> stored(product) > 0);
      assertTrue(stored(product) < MANY.flows(), "all of it is stored already");
      return product;
    } catch (AssertionError e) {
      product.close();
      throw e;
    }
  }

  private static long stored(Product product) {
    return product.health().path("store_rows_written").asLong();
  }

  private static void readsAll(Product started) throws Exception {
    try (Product product = started) {
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
