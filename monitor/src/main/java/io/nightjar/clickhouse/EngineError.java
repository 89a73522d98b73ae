package io.nightjar.clickhouse;

import io.nightjar.history.HistoryException;
import io.nightjar.http.Reply;
import java.util.Map;

/** A failed question as ClickHouse's clients read it: its code, its name, its text. */
final class EngineError {
  private static final int ACCESS_DENIED = 497;

  /** Names of ClickHouse's list, which clients show. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(46, "UNKNOWN_FUNCTION"),
          Map.entry(47, "UNKNOWN_IDENTIFIER"),
          Map.entry(48, "NOT_IMPLEMENTED"),
          Map.entry(60, "UNKNOWN_TABLE"),
          Map.entry(62, "SYNTAX_ERROR"),
          Map.entry(158, "TOO_MANY_ROWS"),
          Map.entry(159, "TIMEOUT_EXCEEDED"),
          Map.entry(202, "TOO_MANY_SIMULTANEOUS_QUERIES"),
          Map.entry(210, "NETWORK_ERROR"),
          Map.entry(241, "MEMORY_LIMIT_EXCEEDED"),
          Map.entry(307, "TOO_MANY_BYTES"),
          Map.entry(394, "QUERY_WAS_CANCELLED"),
          Map.entry(396, "TOO_MANY_ROWS_OR_BYTES"),
          Map.entry(ACCESS_DENIED, "ACCESS_DENIED"));

  private EngineError() {}

  static Reply reply(HistoryException e) {
    int code = e.code() != 0 ? e.code() : ourCode(e.kind());
    return ClickHouseDialect.error(
        status(e), code, NAMES.getOrDefault(code, "QUERY_FAILED"), oneLine(e.getMessage()));
  }

  /** Where the engine was not asked. */
  private static int ourCode(HistoryException.Kind kind) {
    return kind == HistoryException.Kind.UNAVAILABLE ? 210 : ACCESS_DENIED;
  }

  private static int status(HistoryException e) {
    return switch (e.kind()) {
      case UNAVAILABLE -> 503;
      case LIMIT, FAILED -> 500;
      case STATEMENT -> e.code() == 0 ? 403 : 400;
    };
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ");
  }
}
