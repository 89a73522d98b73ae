package io.nightjar.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The official JDBC driver with nothing but its defaults, as DBeaver uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcTest {
  private ServedHistory served;

  @BeforeAll
  void start(@TempDir Path data) throws InterruptedException {
    served = new ServedHistory(data);
  }

  @AfterAll
  void close() {
    if (served != null) {
      served.close();
    }
  }

  private Connection connect(String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "dbeaver");
    properties.setProperty("password", password);
    return DriverManager.getConnection(
        "jdbc:clickhouse://127.0.0.1:" + served.port() + "/nightjar", properties);
  }

  private static List<String> column(ResultSet rows, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(name));
      }
    }
    return values;
  }

  @Test
  void readsRowsOfManyTypes() throws SQLException {
    try (Connection connection = connect(served.token);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number AS n, toString(number) AS s, now() AS t, NULL AS z, [1, 2] AS a,"
                    + " toLowCardinality('x') AS l, repeat('long text ', 50) AS r FROM numbers(20000)")) {
      long sum = 0;
      while (rows.next()) {
        sum += rows.getLong("n");
        assertEquals(Long.toString(rows.getLong("n")), rows.getString("s"));
        assertEquals(500, rows.getString("r").length());
      }
      assertEquals(199_990_000L, sum);
      assertTrue(connection.isValid(5));
    }
  }

  @Test
  void tellsWhatThereIs() throws SQLException {
    try (Connection connection = connect(served.token)) {
      DatabaseMetaData meta = connection.getMetaData();
      assertTrue(meta.getDatabaseProductVersion().matches("\\d+\\..*"));
      assertEquals(List.of("nightjar"), column(meta.getSchemas(), "TABLE_SCHEM"));
      assertTrue(column(meta.getCatalogs(), "TABLE_CAT").size() <= 1);
      List<String> tables = column(meta.getTables(null, "nightjar", "%", null), "TABLE_NAME");
      assertTrue(
          tables.containsAll(List.of("flows", "flows_1m", "dns", "captures")), () -> "" + tables);
      List<String> columns = column(meta.getColumns(null, "nightjar", "flows", "%"), "COLUMN_NAME");
      assertTrue(columns.containsAll(List.of("src_ip", "bytes", "l7_app")), () -> "" + columns);
      assertTrue(column(meta.getTypeInfo(), "TYPE_NAME").contains("UInt64"));
      assertTrue(column(meta.getTableTypes(), "TABLE_TYPE").size() > 1);
      assertFalse(column(meta.getFunctions(null, null, "%"), "FUNCTION_NAME").isEmpty());
      column(meta.getPrimaryKeys(null, "nightjar", "flows"), "COLUMN_NAME");
      column(meta.getIndexInfo(null, "nightjar", "flows", false, true), "COLUMN_NAME");
      column(meta.getProcedures(null, null, "%"), "PROCEDURE_NAME");
    }
  }

  @Test
  void answersWhatDBeaverSendsAsItIs() throws SQLException {
    try (Connection connection = connect(served.token);
        PreparedStatement tables =
            connection.prepareStatement(
                "SELECT name as TABLE_NAME, engine as TABLE_TYPE, database as TABLE_SCHEM,comment as"
                    + " REMARKS, * FROM system.tables\nWHERE database = ? and name=?");
        Statement statement = connection.createStatement()) {
      tables.setString(1, "nightjar");
      tables.setString(2, "flows");
      try (ResultSet rows = tables.executeQuery()) {
        assertTrue(rows.next());
        assertEquals("MergeTree", rows.getString("TABLE_TYPE"));
        assertTrue(rows.getString("REMARKS").startsWith("Network flows"));
        assertFalse(rows.next());
      }
      assertEquals(List.of("nightjar"), column(statement.executeQuery("SHOW DATABASES"), "name"));
      assertTrue(
          column(statement.executeQuery("SHOW CREATE TABLE nightjar.flows"), "statement")
              .getFirst()
              .startsWith("CREATE TABLE nightjar.flows"));
      assertFalse(
          column(statement.executeQuery("SELECT name FROM system.table_engines"), "name")
              .isEmpty());
      assertThrows(
          SQLException.class,
          () ->
              statement.executeQuery(
                  "SELECT name as TABLE_NAME, engine as TABLE_TYPE, database as TABLE_SCHEM, *"
                      + " FROM system.tables WHERE 1 IN (SELECT 1 FROM system.users)"));
    }
  }

  @Test
  void putsParametersIntoPreparedStatements() throws SQLException {
    try (Connection connection = connect(served.token);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT ? + 1 AS n, ? AS s, count() AS c FROM flows WHERE src_ip = ?")) {
      statement.setInt(1, 41);
      statement.setString(2, "a'b\\c");
      statement.setString(3, "' OR file('/etc/passwd') = '");
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        assertEquals(42, rows.getInt("n"));
        assertEquals("a'b\\c", rows.getString("s"));
        assertEquals(0, rows.getInt("c"));
      }
    }
  }

  @Test
  void errorsTellTheCodeAndWhatToDo() throws SQLException {
    try (Connection connection = connect(served.token);
        Statement statement = connection.createStatement()) {
      SQLException column =
          assertThrows(
              SQLException.class, () -> statement.executeQuery("SELECT nothing FROM flows"));
      assertEquals(47, column.getErrorCode());
      assertTrue(column.toString().contains("there is no column nothing"), column::toString);
      SQLException drop =
          assertThrows(SQLException.class, () -> statement.execute("DROP TABLE flows"));
      assertEquals(497, drop.getErrorCode());
      assertTrue(drop.toString().contains("only SELECT is allowed"), drop::toString);
    }
    try (Connection connection = connect("nj_wrong");
        Statement statement = connection.createStatement()) {
      SQLException stranger =
          assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1"));
      assertTrue(stranger.toString().contains("token of Nightjar"), stranger::toString);
    }
  }

  @Test
  void aCancelledStatementEnds() throws Exception {
    try (Connection connection = connect(served.token);
        Statement statement = connection.createStatement()) {
      CompletableFuture<SQLException> ended =
          CompletableFuture.supplyAsync(
              () ->
                  assertThrows(
                      SQLException.class,
                      () ->
                          statement.executeQuery(
                              "SELECT max(cityHash64(number)) FROM numbers(9000000000)")));
      while (!ended.isDone()) {
        Thread.sleep(300); // the driver forgets a cancel that comes before the request
        statement.cancel();
      }
      assertEquals(394, ended.get(30, TimeUnit.SECONDS).getErrorCode());
      try (Statement next = connection.createStatement();
          ResultSet rows = next.executeQuery("SELECT 1")) {
        assertTrue(rows.next());
      }
    }
  }

  @Test
  void aBoundTokenSeesNoSizes() throws SQLException {
    try (Connection connection = connect(served.bound)) {
      DatabaseMetaData meta = connection.getMetaData();
      assertTrue(
          column(meta.getTables(null, "nightjar", "%", null), "TABLE_NAME").contains("flows"));
      try (Statement statement = connection.createStatement()) {
        assertThrows(
            SQLException.class,
            () -> statement.executeQuery("SELECT total_rows FROM system.tables"));
      }
    }
  }
}
