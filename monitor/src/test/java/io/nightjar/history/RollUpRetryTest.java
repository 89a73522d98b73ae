package io.nightjar.history;

import static io.nightjar.history.StoreChild.migrations;
import static io.nightjar.history.StoreChild.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.schema.Table;
import io.nightjar.spool.EncodedBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch whose insert failed on its way through the roll-ups counts once in each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollUpRetryTest {
  private static final int ROWS = 12_000;
  private static final int MEMORY_LIMIT_EXCEEDED = 241;

  private StoreChild store;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    store = StoreChild.start(data);
  }

  @AfterAll
  void end() {
    if (store != null) {
      store.close();
    }
  }

  static List<String> derived() {
    return Tables.all().stream().filter(Table::isDerived).map(Table::name).toList();
  }

  @ParameterizedTest
  @MethodSource("derived")
  void whateverTableRefusedItFirst(String table) {
    String database = "refused_by_" + table;
    try (HistoryClient client = store.client(database)) {
      migrations(client, database).run();
      client.insert(Flows.batch(ROWS));
      EncodedBatch batch = Flows.batch(ROWS);
      String alter = "ALTER TABLE `%s`.%s ".formatted(database, table);
      client.executeLong(alter + "ADD CONSTRAINT never CHECK 1 = 2");
      for (int i = 0; i < 3; i++) {
        assertThrows(HistoryException.class, () -> client.insert(batch));
      }
      client.executeLong(alter + "DROP CONSTRAINT never");
      client.insert(batch);
      client.insert(batch);
      assertCounted(client, 2);
    }
  }

  @Test
  void whereverMemoryRanOut() {
    String database = "little_memory";
    try (HistoryClient client = store.client(database)) {
      migrations(client, database).run();
      EncodedBatch batch = Flows.batch(ROWS);
      int midway = 0;
      boolean failed = true;
      for (long memory = 8 << 20; failed; memory += 2 << 20) {
        failed = fails(client, batch, memory);
        if (failed && !row(client, "SELECT count() FROM flows").equals(List.of(0L))) {
          midway++;
        }
      }
      assertTrue(midway > 0, "it never failed midway");
      client.insert(batch);
      assertCounted(client, 1);
    }
  }

  private static boolean fails(HistoryClient client, EncodedBatch batch, long memoryBytes) {
    try {
      client.insert(batch, memoryBytes);
      return false;
    } catch (HistoryException e) {
      assertEquals(MEMORY_LIMIT_EXCEEDED, e.code(), e.getMessage());
      return true;
    }
  }

  private static void assertCounted(HistoryClient client, int batches) {
    long flows = (long) ROWS * batches;
    assertEquals(
        List.of(flows, flows * 1_000), row(client, "SELECT count(), sum(bytes) FROM flows"));
    for (String tier : List.of("flows_1m", "flows_1h", "flows_1d")) {
      assertEquals(
          List.of(flows, flows * 1_000),
          row(client, "SELECT sum(flows), sum(bytes) FROM " + tier),
          tier);
    }
    assertEquals(List.of(flows), row(client, "SELECT sum(queries) FROM dns"));
    assertEquals(
        List.of(flows, flows, flows * 1_000),
        row(
            client,
            "SELECT sum(flows_as_client), sum(flows_as_server), sum(bytes_received) FROM hosts_5m"));
    assertEquals(List.of(1L), row(client, "SELECT count() FROM asns FINAL"));
  }
}
