package io.nightjar.tool;

import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes answers for the wire within a budget of bytes. Rows that do not fit are left out, and the
 * cursor then points at the first of them; a single row that does not fit loses the ends of its
 * longest cells.
 */
final class Answers {
  /** The budget when the caller has not said how many rows to give. */
  static final int USUAL_BYTES = 8_192;

  /** The budget in any case. */
  static final int MAX_BYTES = 40_000;

  /** What the longest note and cursor of ours take. */
  private static final int SPARE_BYTES = 250;

  private Answers() {}

  /**
   * The answer on the wire.
   *
   * @param rowsBefore where a page starts; -1 for a tool without pages
   */
  static Payload payload(Answer answer, long rowsBefore, int maxBytes) {
    return switch (answer) {
      case Table table -> table(table, rowsBefore, maxBytes);
      case Entity entity -> entity(entity, maxBytes);
    };
  }

  private static Payload table(Table table, long rowsBefore, int maxBytes) {
    int left = maxBytes - SPARE_BYTES - Cells.size(frame(table, List.of(), table.nextCursor()));
    List<List<JsonNode>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>(table.notes());
    for (List<@Nullable Object> row : table.rows()) {
      List<JsonNode> cells = Cells.json(table.columns(), row);
      int size = size(cells);
      if (size > left && rows.isEmpty()) {
        cells = Cells.fitted(cells, left);
        size = size(cells);
        notes.add("long cells of the first row are cut");
      } else if (size > left) {
        break;
      }
      left -= size;
      rows.add(cells);
    }
    boolean cut = rows.size() < table.rows().size();
    if (cut && rowsBefore < 0) {
      notes.add("rows are left out to keep the answer short: narrow the question to see them");
    }
    @Nullable String next = table.nextCursor();
    if (cut) {
      next = rowsBefore < 0 ? null : Cursor.after(rowsBefore + rows.size());
    }
    Table shown =
        new Table(
            table.columns(),
            table.rows().subList(0, rows.size()),
            table.total(),
            table.truncated() || cut,
            next,
            table.asOf(),
            table.source(),
            notes);
    ObjectNode structured = frame(shown, rows, next);
    return new Payload(structured, csv(structured, rows));
  }

  private static int size(List<JsonNode> cells) {
    return cells.stream().mapToInt(cell -> Cells.size(cell) + 1).sum() + 2;
  }

  private static ObjectNode frame(
      Table table, List<List<JsonNode>> rows, @Nullable String nextCursor) {
    ObjectNode frame = Json.object();
    var columns = frame.putArray("columns");
    table.columns().forEach(column -> columns.add(UntrustedText.clean(column.name())));
    var array = frame.putArray("rows");
    rows.forEach(row -> array.addArray().addAll(row));
    frame.put("returned", rows.size());
    if (table.total() < 0) {
      frame.putNull("total");
    } else {
      frame.put("total", table.total());
    }
    frame.put("truncated", table.truncated()).put("next_cursor", nextCursor);
    return provenance(frame, table.asOf(), table.source(), table.notes());
  }

  private static ObjectNode provenance(
      ObjectNode object, Instant asOf, Source source, List<String> notes) {
    object.put("as_of", asOf.truncatedTo(ChronoUnit.MILLIS).toString());
    object.put("source", source.name().toLowerCase(Locale.ROOT));
    notes.forEach(object.putArray("notes")::add);
    return object;
  }

  /** The same as {@code structured}: what stands beside the rows on one line, the rows as CSV. */
  private static String csv(ObjectNode structured, List<List<JsonNode>> rows) {
    StringBuilder text = new StringBuilder("#");
    for (String name :
        List.of("returned", "total", "truncated", "next_cursor", "as_of", "source")) {
      JsonNode value = structured.path(name);
      text.append(' ').append(name).append('=').append(value.asString("null"));
    }
    for (JsonNode note : structured.path("notes")) {
      text.append("; ").append(note.asString());
    }
    text.append("\r\n");
    text.append(Cells.csv(structured.path("columns").valueStream().toList())).append("\r\n");
    rows.forEach(row -> text.append(Cells.csv(row)).append("\r\n"));
    return text.toString();
  }

  private static Payload entity(Entity entity, int maxBytes) {
    List<Column> columns = entity.columns();
    int names = columns.stream().mapToInt(column -> column.name().length() + 3).sum();
    int left = maxBytes - SPARE_BYTES - names - String.join("", entity.notes()).length();
    List<JsonNode> cells = Cells.json(columns, entity.values());
    List<JsonNode> fitted = Cells.fitted(cells, left);
    List<String> notes = new ArrayList<>(entity.notes());
    if (!fitted.equals(cells)) {
      notes.add("long values are cut");
    }
    ObjectNode structured = Json.object();
    for (int i = 0; i < columns.size(); i++) {
      structured.set(columns.get(i).name(), fitted.get(i));
    }
    provenance(structured, entity.asOf(), entity.source(), notes);
    return new Payload(structured, Json.text(structured));
  }
}
