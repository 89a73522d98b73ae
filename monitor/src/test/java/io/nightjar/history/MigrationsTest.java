package io.nightjar.history;

import static io.nightjar.history.StoreChild.migrations;
import static io.nightjar.history.StoreChild.row;
import static io.nightjar.history.StoreChild.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.schema.Column;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Schema;
import io.nightjar.schema.Table;
import io.nightjar.spool.EncodedBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a store's tables, on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsTest {
  private static final List<String> SUMS =
      List.of(
          "SELECT countIf(first_dump), count(), sum(bytes), sum(packets), sum(score * first_dump),"
              + " min(first_seen), max(first_seen), countIf(capture = 'file') FROM flows",
          "SELECT sum(bytes_sent), count(), max(time), sum(flows) FROM timeseries");

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

  @Test
  void makesEveryTableAndColumnFromNothingWithItsComment() {
    try (HistoryClient client = store.client("fresh")) {
      migrations(client, "fresh").run();
      for (Table table : Tables.all()) {
        assertEquals(
            List.of(table.description()),
            client
                .inspect(
                    "SELECT comment FROM system.tables WHERE database = 'fresh' AND name = '%s'"
                        .formatted(table.name()))
                .values()
                .getFirst());
        List<List<@Nullable Object>> columns =
            client
                .inspect(
                    "SELECT name, type, comment FROM system.columns WHERE database = 'fresh' AND table = '%s' ORDER BY position"
                        .formatted(table.name()))
                .values();
        assertEquals(
            table.columns().stream().map(MigrationsTest::told).toList(), columns, table.name());
      }
      assertTrue(
          Tables.all().stream()
              .flatMap(table -> table.columns().stream())
              .noneMatch(column -> column.description().isBlank()));
    }
  }

  private static List<@Nullable Object> told(Column column) {
    return List.of(column.name(), column.type(), column.description());
  }

  @Test
  void fillsTheReferenceTables() {
    try (HistoryClient client = store.client("references")) {
      migrations(client, "references").run();
      migrations(client, "references").run();
      assertEquals(
          List.of(282L, 1L), row(client, "SELECT count(), countIf(name = 'TLS') FROM protocols"));
      assertEquals(
          List.of(150L), row(client, "SELECT score FROM risks WHERE name = 'SQL Injection'"));
      assertEquals(
          List.of("Command and Control"),
          row(client, "SELECT tactic FROM attack_techniques WHERE id = 'T1071.004'"));
    }
  }

  @Test
  void changesNothingWhereAllIsAsItShouldBe() {
    try (HistoryClient client = store.client("steady")) {
      migrations(client, "steady").run();
      List<String> statements = new ArrayList<>();
      new Migrations(statements::add, client::inspect, new Ddl("steady", "")).run();
      assertEquals(List.of("CREATE DATABASE IF NOT EXISTS `steady`"), statements);
    }
  }

  @Test
  void bringsTheRowsOfVersion1AndRollsThemUp() throws IOException {
    try (HistoryClient client = store.client("old")) {
      version1(client, "old");
      List<?> before = sums(client);
      migrations(client, "old").run();
      assertEquals(before, sums(client));
      assertRolledUp(client);
      assertEquals(
          List.of((long) Schema.VERSION), row(client, "SELECT max(version) FROM migrations"));
    }
  }

  @Test
  void goesOnWhereverItWasKilled() throws IOException {
    int statements = 1;
    for (int last = 0; last < statements; last += 1 + last / 3) {
      String database = "killed" + last;
      try (HistoryClient client = store.client(database)) {
        version1(client, database);
        List<?> before = sums(client);
        List<String> run = new ArrayList<>();
        Consumer<String> running =
            sql -> {
              client.executeLong(sql);
              run.add(sql);
            };
        Ddl ddl = new Ddl(database, "");
        assertThrows(
            HistoryException.class,
            new Migrations(killedAfter(last, running, run), client::inspect, ddl)::run);
        new Migrations(running, client::inspect, ddl).run();
        statements = last == 0 ? run.size() : statements;
        assertEquals(before, sums(client), "killed after " + last + ": " + run);
        assertRolledUp(client);
        client.executeLong("DROP DATABASE `" + database + "`");
      }
    }
    assertTrue(statements > 40, statements + " statements");
  }

  @Test
  void givesTheTablesOfVersion2TheSettingsAndViewsOfNowWhereverItWasKilled() throws IOException {
    int statements = 1;
    for (int last = 0; last < statements; last += 1 + last / 3) {
      String database = "second" + last;
      try (HistoryClient client = store.client(database)) {
        script(client, database, "schema-2.sql");
        client.executeLong(
            "INSERT INTO `%s`.migrations (version, at, name) SELECT 2, now(), 'x'"
                .formatted(database));
        client.insert(Flows.batch(100));
        List<String> run = new ArrayList<>();
        Consumer<String> running =
            sql -> {
              client.executeLong(sql);
              run.add(sql);
            };
        Ddl ddl = new Ddl(database, "");
        assertThrows(
            HistoryException.class,
            new Migrations(killedAfter(last, running, run), client::inspect, ddl)::run);
        run.clear();
        new Migrations(running, client::inspect, ddl).run();
        statements = last == 0 ? run.size() : statements;
        client.insert(Flows.batch(100));
        for (String tier : List.of("flows_1m", "flows_1h", "flows_1d")) {
          assertEquals(
              List.of(200L, 200_000L), row(client, "SELECT sum(flows), sum(bytes) FROM " + tier));
        }
        assertEquals(made(client, "made" + last), told(client, database));
        client.executeLong("DROP DATABASE `" + database + "`");
      }
    }
    assertTrue(statements > 20, statements + " statements");
  }

  @Test
  void makesTheAlertsOfVersion3AnewForNothingIsInThem() throws IOException {
    try (HistoryClient client = store.client("third")) {
      script(client, "third", "schema-2.sql");
      client.executeLong("INSERT INTO third.migrations (version, at, name) SELECT 3, now(), 'x'");
      migrations(client, "third").run();
      assertEquals(
          List.of("ReplacingMergeTree"),
          row(client, "SELECT engine FROM system.tables WHERE database='third' AND name='alerts'"));
      assertEquals(
          List.of("T1048"),
          row(client, "SELECT technique FROM alert_types WHERE key = 'data_exfiltration'"));
      assertEquals(
          List.of("clear_text_credentials"), row(client, "SELECT alert FROM risks WHERE id = 36"));
      client.executeLong("TRUNCATE TABLE third.alert_types SYNC");
      migrations(client, "third").run();
      assertTrue(
          row(client, "SELECT count() FROM alert_types").getFirst() instanceof Long count
              && count > 50);
    }
  }

  private static Consumer<String> killedAfter(
      int most, Consumer<String> running, List<String> run) {
    return sql -> {
      if (run.size() == most) {
        throw HistoryException.unavailable("killed", null);
      }
      running.accept(sql);
    };
  }

  /** How tables made from nothing are told. */
  private static List<?> made(HistoryClient client, String database) {
    migrations(client, database).run();
    List<?> told = told(client, database);
    client.executeLong("DROP DATABASE `" + database + "`");
    return told;
  }

  /** Names, what views read, and settings, which may stand in another order. */
  private static List<?> told(HistoryClient client, String database) {
    return client
        .inspect(
            """
            SELECT name, replaceAll(as_select, '%1$s.', ''), arraySort(splitByString(', ',
              extract(replaceAll(engine_full, '%1$s', ''), 'SETTINGS (.*)')))
            FROM system.tables WHERE database = '%1$s' ORDER BY name\
            """
                .formatted(database))
        .values();
  }

  @Test
  void refusesTablesOfANewerVersionAndOfACluster() {
    try (HistoryClient client = store.client("newer")) {
      migrations(client, "newer").run();
      client.executeLong("INSERT INTO newer.migrations (version, at, name) SELECT 99, now(), 'x'");
      HistoryException newer =
          assertThrows(HistoryException.class, migrations(client, "newer")::run);
      assertTrue(newer.getMessage().contains("version 99"), newer.getMessage());
      Migrations clustered = new Migrations(_ -> {}, client::inspect, new Ddl("newer", "c"));
      HistoryException other = assertThrows(HistoryException.class, clustered::run);
      assertTrue(other.getMessage().contains("one server's"), other.getMessage());
    }
  }

  @Test
  void aStoreWithoutResultsOfProbesGetsTheirTable() {
    try (HistoryClient client = store.client("probeless")) {
      migrations(client, "probeless").run();
      client.executeLong("DROP TABLE probeless.probe_results SYNC");
      migrations(client, "probeless").run();
      assertEquals(List.of(0L), row(client, "SELECT count() FROM probeless.probe_results"));
    }
  }

  @Test
  void everyStatementOfAClusterIsUnderstoodByTheEngine() {
    try (HistoryClient client = store.client("nightjar")) {
      Ddl ddl = new Ddl("nightjar", "my-cluster");
      Table flows = Tables.FLOWS;
      List<String> statements =
          Stream.of(
                  Tables.SCHEMA.statements(ddl),
                  ddl.addColumns(flows, flows.columns()),
                  List.of(ddl.drop(flows, "20260101")))
              .flatMap(List::stream)
              .toList();
      for (String sql : statements) {
        assertTrue(sql.contains("ON CLUSTER `my-cluster`"), sql);
        assertTrue(client.inspect("EXPLAIN AST " + sql).values().size() > 1, sql);
      }
      assertEquals(
          Tables.all().stream().filter(table -> !table.layout().shard().isEmpty()).count(),
          statements.stream().filter(sql -> sql.contains("ENGINE = Distributed(")).count());
    }
  }

  @Test
  void aBatchSentTwiceCountsOnceInEveryTable() {
    try (HistoryClient client = store.client("twice")) {
      migrations(client, "twice").run();
      EncodedBatch batch = Flows.batch(100);
      for (int i = 0; i < 3; i++) {
        client.insert(batch);
      }
      client.insert(Flows.batch(100));
      assertEquals(List.of(200L), row(client, "SELECT count() FROM flows"));
      for (String tier : List.of("flows_1m", "flows_1h", "flows_1d")) {
        assertEquals(
            List.of(200L, 200_000L), row(client, "SELECT sum(flows), sum(bytes) FROM " + tier));
      }
      assertEquals(List.of(200L), row(client, "SELECT sum(queries) FROM dns"));
      assertEquals(
          List.of(200L, 200L, 200_000L, 200_000L),
          row(
              client,
              "SELECT sum(flows_as_client), sum(flows_as_server), sum(bytes_sent),"
                  + " sum(bytes_received) FROM hosts_5m"));
      client.forget("f");
      for (String table : List.of("flows", "flows_1m", "flows_1h", "flows_1d", "dns", "hosts_5m")) {
        assertEquals(List.of(0L), row(client, "SELECT count() FROM " + table), table);
      }
    }
  }

  private static void assertRolledUp(HistoryClient client) {
    String raw =
        "SELECT countIf(first_dump), sum(bytes), sum(packets), countIf(first_dump AND score > 0)"
            + " FROM flows";
    for (String tier : List.of("flows_1m", "flows_1h", "flows_1d")) {
      assertEquals(
          row(client, raw),
          row(
              client,
              "SELECT sum(flows), sum(bytes), sum(packets), sum(alerted_flows) FROM " + tier),
          tier);
    }
    assertEquals(
        row(client, "SELECT countIf(first_dump), sum(bytes) FROM flows WHERE dns_query != ''"),
        row(client, "SELECT sum(queries), sum(bytes) FROM dns"));
    assertEquals(
        row(client, "SELECT countIf(first_dump), sum(src2dst_bytes) FROM flows"),
        row(
            client,
            "SELECT sum(flows_as_client), sumIf(bytes_sent, flows_as_client + bytes_sent > 0 AND ip"
                + " LIKE '192%') FROM hosts_5m"));
    assertEquals(List.of(64_500L, "Evil"), row(client, "SELECT asn, name FROM asns FINAL"));
  }

  private static List<?> sums(HistoryClient client) {
    return SUMS.stream().map(sql -> rows(client, sql)).toList();
  }

  private static void script(HistoryClient client, String database, String name)
      throws IOException {
    try (InputStream in = MigrationsTest.class.getResourceAsStream(name)) {
      String ddl =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .replace("`nightjar`", "`" + database + "`");
      Stream.of(ddl.split(";\n")).filter(sql -> !sql.isBlank()).forEach(client::executeLong);
    }
  }

  private static void version1(HistoryClient client, String database) throws IOException {
    script(client, database, "schema-1.sql");
    client.executeLong(
        """
        INSERT INTO `%1$s`.flows (flow_id, first_dump, probe, interface, capture, first_seen, last_seen,
          src_ip, dst_ip, dst_port, l4_proto, l7_proto, l7_app, domain_name, dns_query, bytes, packets,
          src2dst_bytes, score, dst_asn, dst_asn_name)
        SELECT number, number %% 10 != 0, 'p', 'eth0', if(number %% 50 = 0, 'file', ''),
          now() - number * 12000, now() - number * 12000 + 60, concat('192.168.1.', toString(number %% 200)),
          '45.142.222.50', 53, 'UDP', 'dns', 'DNS', concat('a', toString(number %% 7), '.example'),
          concat('a', toString(number %% 7), '.example'), 100, 2, 60, number %% 3, 64500, 'Evil'
        FROM numbers(120) SETTINGS max_partitions_per_insert_block = 0\
        """
            .formatted(database));
    client.executeLong(
        "INSERT INTO `%s`.timeseries (series, key, time, interval_s, bytes_sent, flows) SELECT 'iface:traffic', 'eth0', now() - number * 86400, 60, 10, 1 FROM numbers(90)"
            .formatted(database));
  }
}
