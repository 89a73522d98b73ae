package io.nightjar.tool;

import io.nightjar.net.UntrustedText;
import io.nightjar.query.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Cells of an answer, cleaned and in the forms they take on the wire. */
final class Cells {
  /** The largest whole number every JSON reader keeps exactly (2^53 - 1). */
  private static final long EXACT = (1L << 53) - 1;

  private Cells() {}

  /** One row or entity, each cell as JSON. */
  static List<JsonNode> json(List<Column> columns, List<? extends @Nullable Object> values) {
    List<JsonNode> cells = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      cells.add(json(columns.get(i), values.get(i)));
    }
    return cells;
  }

  private static JsonNode json(Column column, @Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case String text -> nodes.stringNode(clean(column, text));
      case Boolean flag -> nodes.booleanNode(flag);
      case Instant time -> nodes.stringNode(time.truncatedTo(ChronoUnit.MILLIS).toString());
      case Long whole -> whole(whole);
      case Integer whole -> nodes.numberNode(whole);
      case Short whole -> nodes.numberNode(whole);
      case Byte whole -> nodes.numberNode(whole);
      case BigInteger whole ->
          whole.bitLength() < Long.SIZE
              ? whole(whole.longValue())
              : nodes.stringNode(whole.toString());
      case BigDecimal number -> nodes.numberNode(number);
      case Number number ->
          Double.isFinite(number.doubleValue())
              ? nodes.numberNode(number.doubleValue())
              : nodes.nullNode();
      case List<?> list -> {
        var array = nodes.arrayNode();
        list.forEach(item -> array.add(clean(column, String.valueOf(item))));
        yield array;
      }
      default -> nodes.stringNode(clean(column, value.toString()));
    };
  }

  private static JsonNode whole(long whole) {
    return Math.absExact(Math.max(whole, -Long.MAX_VALUE)) <= EXACT
        ? JsonNodeFactory.instance.numberNode(whole)
        : JsonNodeFactory.instance.stringNode(Long.toString(whole));
  }

  private static String clean(Column column, String text) {
    return column.untrusted()
        ? UntrustedText.clean(text)
        : UntrustedText.cleanLines(text, Answers.MAX_BYTES);
  }

  /** A line of CSV (RFC 4180) without its end. A null is nothing, an empty text is {@code ""}. */
  static String csv(List<JsonNode> cells) {
    StringBuilder line = new StringBuilder();
    String separator = "";
    for (JsonNode cell : cells) {
      line.append(separator).append(csv(cell));
      separator = ",";
    }
    return line.toString();
  }

  private static String csv(JsonNode cell) {
    if (cell.isNull()) {
      return "";
    }
    if (cell.isArray()) {
      return quoted(String.join(";", cell.valueStream().map(JsonNode::asString).toList()));
    }
    return cell.isString() ? quoted(cell.stringValue()) : Json.text(cell);
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain && text.equals(text.strip()) ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The same cells in at most this many bytes of JSON: the longest lose their ends. */
  static List<JsonNode> fitted(List<JsonNode> cells, int maxBytes) {
    List<JsonNode> fitted = new ArrayList<>(cells);
    List<Integer> sizes = new ArrayList<>(cells.stream().map(Cells::size).toList());
    int total = sizes.stream().mapToInt(size -> size + 1).sum();
    int shortest = 2 + JsonNodeFactory.instance.stringNode("…").toString().length();
    while (total > maxBytes && Collections.max(sizes) > shortest) {
      int longest = sizes.indexOf(Collections.max(sizes));
      JsonNode half = half(fitted.get(longest));
      total += size(half) - sizes.get(longest);
      fitted.set(longest, half);
      sizes.set(longest, size(half));
    }
    return fitted;
  }

  static int size(JsonNode cell) {
    return Json.bytes(cell).length;
  }

  private static JsonNode half(JsonNode cell) {
    if (cell.isArray() && cell.size() > 0) {
      var half = JsonNodeFactory.instance.arrayNode();
      cell.valueStream().limit(cell.size() / 2).forEach(half::add);
      return half;
    }
    String text = cell.asString("");
    return JsonNodeFactory.instance.stringNode(UntrustedText.cleanLines(text, text.length() / 2));
  }
}
