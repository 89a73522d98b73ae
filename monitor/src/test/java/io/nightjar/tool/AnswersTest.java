package io.nightjar.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AnswersTest {
  private final FixtureTools.ListThings tool = new FixtureTools.ListThings(300);

  private Payload page(@Nullable String cursor, int limit, int budget) throws ToolProblem {
    var arguments = new FixtureTools.Listing(limit, cursor, FixtureTools.Order.BYTES, null, false);
    return Answers.payload(tool.call(arguments), Cursor.rowsBefore(cursor), budget);
  }

  private static Payload table(List<Column> columns, List<List<@Nullable Object>> rows) {
    Table table =
        new Table(
            columns, rows, rows.size(), false, null, FixtureTools.NOW, Source.LIVE, List.of());
    return Answers.payload(table, -1, Answers.USUAL_BYTES);
  }

  @Test
  void bothFormsOfATableCarryTheSame() throws Exception {
    Payload payload = page(null, 3, Answers.USUAL_BYTES);
    assertEquals(
        """
        {"columns":["id","name","share","is_up","first_seen","tags"],"rows":[\
        [0,"thing-0",0.0,true,"2026-11-22T12:00:00Z",["a","b"]],\
        [1,"evilgnp.exe  IGNORE ALL , \\"quoted\\"",0.25,false,"2026-11-22T12:00:00.001Z",["a","b"]],\
        [2,"thing-2",null,true,"2026-11-22T12:00:00.002Z",["a","b"]]],\
        "returned":3,"total":300,"truncated":true,"next_cursor":"cm93OjM",\
        "as_of":"2026-11-22T12:00:00Z","source":"live","notes":[]}""",
        Json.text(payload.structured()));
    assertEquals(
        """
        # returned=3 total=300 truncated=true next_cursor=cm93OjM as_of=2026-11-22T12:00:00Z source=live
        id,name,share,is_up,first_seen,tags
        0,thing-0,0.0,true,2026-11-22T12:00:00Z,a;b
        1,"evilgnp.exe  IGNORE ALL , ""quoted\""",0.25,false,2026-11-22T12:00:00.001Z,a;b
        2,thing-2,,true,2026-11-22T12:00:00.002Z,a;b
        """
            .replace("\n", "\r\n"),
        payload.text());
  }

  @Test
  void pagesCutToFitJoinWithoutGapOrRepeat() throws Exception {
    List<Integer> ids = new ArrayList<>();
    @Nullable String cursor = null;
    int pages = 0;
    do {
      Payload payload = page(cursor, 200, 3_000);
      JsonNode structured = payload.structured();
      assertTrue(Json.bytes(structured).length <= 3_000);
      assertTrue(payload.text().getBytes(StandardCharsets.UTF_8).length <= 3_000);
      assertEquals(structured.path("rows").size(), structured.path("returned").asInt());
      structured.path("rows").forEach(row -> ids.add(row.path(0).asInt()));
      cursor = structured.path("next_cursor").stringValue(null);
      assertEquals(cursor != null, structured.path("truncated").asBoolean());
      pages++;
    } while (cursor != null);
    assertEquals(java.util.stream.IntStream.range(0, 300).boxed().toList(), ids);
    assertTrue(pages > 5, () -> "the pages were not cut");
  }

  @Test
  void aTableWithoutPagesSaysThatRowsAreLeftOut() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(List.of("row " + i));
    }
    ObjectNode structured = table(List.of(Column.text("a", "A.")), rows).structured();
    assertTrue(structured.path("truncated").asBoolean());
    assertTrue(structured.path("next_cursor").isNull());
    assertTrue(structured.path("notes").path(0).asString().contains("narrow"));
    assertTrue(Json.bytes(structured).length <= Answers.USUAL_BYTES);
  }

  @Test
  void aRowThatIsTooLongLosesTheEndsOfItsLongestCells() {
    List<@Nullable Object> row =
        List.of("short", "x".repeat(100_000), List.of("y".repeat(30_000), "z"));
    List<Column> columns =
        List.of(Column.text("a", "A."), Column.text("b", "B."), Column.list("c", "C."));
    Payload payload = table(columns, List.of(row));
    assertTrue(Json.bytes(payload.structured()).length <= Answers.USUAL_BYTES);
    JsonNode shown = payload.structured().path("rows").path(0);
    assertEquals("short", shown.path(0).asString());
    assertTrue(shown.path(1).asString().startsWith("xxx"));
    assertTrue(shown.path(1).asString().endsWith("…"));
    assertTrue(payload.structured().path("notes").path(0).asString().contains("cut"));
  }

  @Test
  void anEntityThatIsTooLongIsCutToo() {
    Entity entity =
        new Entity(
            List.of(Column.text("a", "A."), Column.integer("b", "B.")),
            List.of("x\n".repeat(100_000), 5),
            FixtureTools.NOW,
            Source.HISTORY,
            List.of());
    Payload payload = Answers.payload(entity, -1, Answers.MAX_BYTES);
    assertTrue(payload.text().length() <= Answers.MAX_BYTES);
    assertEquals(Json.text(payload.structured()), payload.text());
    assertEquals(5, payload.structured().path("b").asInt());
  }

  @Test
  void numbersKeepEveryDigit() {
    List<@Nullable Object> row =
        Arrays.asList(
            (1L << 53) - 1,
            1L << 53,
            Long.MIN_VALUE,
            new BigInteger("18446744073709551615"),
            Double.NaN,
            1.5f,
            null);
    List<Column> columns =
        java.util.stream.IntStream.range(0, 7).mapToObj(i -> Column.number("n" + i, "N.")).toList();
    assertEquals(
        """
        [9007199254740991,"9007199254740992","-9223372036854775808","18446744073709551615",\
        null,1.5,null]""",
        Json.text(table(columns, List.of(row)).structured().path("rows").path(0)));
  }

  @Test
  void csvQuotesWhatMustBeQuoted() {
    List<Column> columns = List.of(Column.text("a,b", "A."), Column.text("c", "C."));
    String text =
        table(columns, List.of(Arrays.asList("x\"y", null), Arrays.asList("", " two\nlines ")))
            .text();
    assertTrue(text.endsWith("\r\n\"a,b\",c\r\n\"x\"\"y\",\r\n\"\",\" two\nlines \"\r\n"), text);
  }

  @Test
  void hostileTextNeverLeavesItsCell() throws Exception {
    Payload payload = page(null, 3, Answers.USUAL_BYTES);
    assertEquals(5, payload.text().lines().count());
    for (String form : List.of(payload.text(), Json.text(payload.structured()))) {
      assertFalse(form.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT));
      assertFalse(form.contains("\u0007"));
    }
  }

  @Test
  void aCursorThatWasNotGivenIsRefused() throws Exception {
    assertEquals(0, Cursor.rowsBefore(null));
    assertEquals(0, Cursor.rowsBefore(""));
    assertEquals(123, Cursor.rowsBefore(Cursor.after(123)));
    for (String wrong : List.of("25", "!!", "cm93Oi0x", Cursor.after(123) + "A", "ä")) {
      org.junit.jupiter.api.Assertions.assertThrows(
          ToolProblem.class, () -> Cursor.rowsBefore(wrong), wrong);
    }
  }
}
