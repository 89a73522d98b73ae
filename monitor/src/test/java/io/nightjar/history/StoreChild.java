package io.nightjar.history;

import io.nightjar.schema.Ddl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store's process without a monitor, for tests that speak to it themselves. */
final class StoreChild implements AutoCloseable {
  private static final Limits LIMITS = new Limits(10_000, Duration.ofSeconds(30), 400_000_000);

  private final StoreProcess process;

  private StoreChild(StoreProcess process) {
    this.process = process;
  }

  static StoreChild start(Path data) throws IOException {
    RealStore.assumePresent();
    return new StoreChild(
        StoreProcess.start(History.Config.STORE_MAIN, data, data.resolveSibling("backups")));
  }

  Endpoint endpoint() {
    return process.endpoint();
  }

  /** A client of one of its databases. */
  HistoryClient client(String database) {
    Endpoint of = process.endpoint();
    return new HistoryClient(new Endpoint(of.url(), database, of.writer(), of.reader()));
  }

  static Migrations migrations(HistoryClient client, String database) {
    return new Migrations(client::executeLong, client::inspect, new Ddl(database, ""));
  }

  static List<List<@Nullable Object>> rows(HistoryClient client, String sql) {
    return client.select(sql, Map.of(), LIMITS).values();
  }

  static List<@Nullable Object> row(HistoryClient client, String sql) {
    return rows(client, sql).getFirst();
  }

  @Override
  public void close() {
    process.close();
  }
}
