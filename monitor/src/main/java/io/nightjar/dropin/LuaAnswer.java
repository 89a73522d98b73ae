package io.nightjar.dropin;

import io.nightjar.net.UntrustedText;
import io.nightjar.query.Column;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import io.nightjar.tool.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a handler returned, as a table: a JSON object is a row, an array of them several, any other
 * text a row for each line. All of it may hold text from the network.
 */
final class LuaAnswer {
  private static final int MOST_COLUMNS = 64;
  private static final int MOST_ROWS = 5_000;

  private LuaAnswer() {}

  static Table of(String text, boolean warned) {
    List<String> notes = new ArrayList<>();
    if (warned) {
      notes.add("the tool warns that this is not all; the monitor's log has its words");
    }
    Table table = json(text, notes);
    return table == null ? lines(text, notes) : table;
  }

  private static @Nullable Table json(String text, List<String> notes) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return null;
    }
    try {
      JsonNode parsed = Json.parse(stripped);
      List<JsonNode> rows = parsed.isArray() ? parsed.valueStream().toList() : List.of(parsed);
      return objects(rows, notes);
    } catch (Json.Malformed _) {
      return null;
    }
  }

  private static Table objects(List<JsonNode> rows, List<String> notes) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode row : rows) {
      if (row.isObject()) {
        names.addAll(row.propertyNames());
      } else {
        names.add("value");
      }
    }
    if (names.size() > MOST_COLUMNS) {
      notes.add("only the first " + MOST_COLUMNS + " columns are shown");
    }
    List<String> shown = names.stream().limit(MOST_COLUMNS).toList();
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (JsonNode row : rows) {
      List<@Nullable Object> one = new ArrayList<>();
      shown.forEach(name -> one.add(cell(row.isObject() ? row.path(name) : row)));
      cells.add(one);
    }
    return table(shown, cells, notes);
  }

  private static @Nullable Object cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    } else if (value.isBoolean()) {
      return value.booleanValue();
    } else if (value.isNumber()) {
      return value.isIntegralNumber() ? value.bigIntegerValue() : value.doubleValue();
    } else if (value.isArray()) {
      return value
          .valueStream()
          .map(each -> each.isContainer() ? Json.text(each) : each.asString())
          .toList();
    }
    return value.isObject() ? Json.text(value) : value.stringValue();
  }

  /** Lines; a long one goes on in further rows. */
  private static Table lines(String text, List<String> notes) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean folded = false;
    for (String line : text.lines().toList()) {
      for (int at = 0; at == 0 || at < line.length(); at += UntrustedText.MAX_LENGTH) {
        rows.add(
            List.of(line.substring(at, Math.min(line.length(), at + UntrustedText.MAX_LENGTH))));
        folded |= at > 0;
      }
    }
    if (folded) {
      notes.add("lines longer than " + UntrustedText.MAX_LENGTH + " characters are folded");
    }
    return table(List.of("line"), rows, notes);
  }

  private static Table table(
      List<String> names, List<List<@Nullable Object>> rows, List<String> notes) {
    return new Table(
        names.stream()
            .map(name -> new Column(name, Column.Type.TEXT, "as the tool gives it", true))
            .toList(),
        rows.stream().limit(MOST_ROWS).toList(),
        rows.size(),
        rows.size() > MOST_ROWS,
        null,
        Instant.now(),
        Source.LIVE,
        notes);
  }
}
