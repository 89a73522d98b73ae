package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Values of every kind as they come back, and the tables as they are declared. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingTest {
  private History history;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    history = RealStore.start(directory);
  }

  @AfterAll
  void close() {
    history.close();
  }

  @Test
  void readsNumbersExactly() {
    assertRow(
        "SELECT toUInt64(18446744073709551615), toInt64(-9223372036854775808), toInt8(-1),"
            + " toUInt128('340282366920938463463374607431768211455'), 0.1, toFloat32(1.5), 1e300,"
            + " toDecimal64('12.340', 3), nan, inf, avg(1) FROM numbers(0)",
        new BigInteger("18446744073709551615"),
        Long.MIN_VALUE,
        -1L,
        new BigInteger("340282366920938463463374607431768211455"),
        0.1,
        1.5,
        1e300,
        12.34,
        null,
        null,
        null);
  }

  @Test
  void readsTimesAsInstantsWhateverTheirZone() {
    assertRow(
        "SELECT toDateTime('2026-01-02 03:04:05', 'UTC'), toDateTime('2026-07-02 03:04:05',"
            + " 'Europe/Berlin'), toDateTime64('2026-01-02 03:04:05.123456', 6, 'UTC'),"
            + " toDate('2026-01-02'), toDateTime(0, 'UTC'), INTERVAL 3 DAY",
        Instant.parse("2026-01-02T03:04:05Z"),
        Instant.parse("2026-07-02T01:04:05Z"),
        Instant.parse("2026-01-02T03:04:05.123456Z"),
        "2026-01-02",
        Instant.EPOCH,
        3L);
  }

  @Test
  void readsNullsTruthsListsAndTheRest() {
    assertRow(
        "SELECT NULL, toNullable(7), CAST(NULL AS Nullable(String)), true, false,"
            + " ['a', 'it\\'s', 'x\\ty\\nz', ']', ',', ''], [1, 2], emptyArrayString(), [[1], [2, 3]],"
            + " [NULL, 'x'], map('k', 1), (1, 'a'), toIPv4('1.2.3.4'), toIPv6('2001:db8::1'),"
            + " toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0'),"
            + " CAST('b' AS Enum8('a' = 1, 'b' = 2)), toLowCardinality('l'), toFixedString('f', 3)",
        null,
        7L,
        null,
        true,
        false,
        List.of("a", "it's", "x\ty\nz", "]", ",", ""),
        List.of("1", "2"),
        List.of(),
        List.of("[1]", "[2,3]"),
        List.of("NULL", "x"),
        "{'k':1}",
        "(1,'a')",
        "1.2.3.4",
        "2001:db8::1",
        "61f0c404-5cb3-11e7-907b-a6006ad3dba0",
        "b",
        "l",
        "f\0\0");
  }

  @Test
  void readsHostileText() {
    assertRow(
        "SELECT 'tab\\t line\\n return\\r back\\\\slash nul\\0', '\\\\N', unhex('ff41'), 'größe \ud83d\ude00', ''",
        "tab\t line\n return\r back\\slash nul\0",
        "\\N",
        "\ufffdA",
        "größe \ud83d\ude00",
        "");
  }

  @Test
  void tellsNamesAndTypesWithoutRowsToo() {
    Rows rows = history.ask("SELECT src_ip AS `a b`, bytes FROM flows WHERE 0", Limits.DEFAULT);
    assertEquals(
        List.of(new Rows.RowsColumn("a b", "String"), new Rows.RowsColumn("bytes", "UInt64")),
        rows.columns());
    assertTrue(rows.values().isEmpty());
  }

  @Test
  void hasTheTablesThatAreDeclaredWithTheirComments() {
    for (io.nightjar.schema.Table table : Tables.all()) {
      List<List<@Nullable Object>> columns =
          history
              .select(
                  "SELECT name, type, comment FROM system.columns"
                      + " WHERE database = 'nightjar' AND table = {t:String} ORDER BY position",
                  Map.of("t", table.name()),
                  Limits.DEFAULT)
              .values();
      assertEquals(table.columns().size(), columns.size());
      for (int i = 0; i < columns.size(); i++) {
        io.nightjar.schema.Column declared = table.columns().get(i);
        assertEquals(declared.name(), columns.get(i).get(0));
        assertEquals(declared.type(), columns.get(i).get(1), declared.name());
        assertEquals(declared.description(), columns.get(i).get(2));
      }
    }
  }

  private void assertRow(String sql, @Nullable Object... expected) {
    assertEquals(Arrays.asList(expected), history.ask(sql, Limits.DEFAULT).values().getFirst());
  }
}
