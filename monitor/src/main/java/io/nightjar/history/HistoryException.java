package io.nightjar.history;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A question to history that got no answer. The message is fit for whoever asked. */
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Wrappings of the engine's messages that say nothing to a reader. */
  private static final Pattern NOISE =
      Pattern.compile(
          "(?:Error: )?Code: \\d+\\. DB::Exception: (?:default: )?"
              + "|\\.?(\\s*\\([A-Z][A-Z_]+\\))?\\s*\\(version [^)]*\\)"
              + "|\\.?\\s*\\([A-Z][A-Z_]+\\)\\s*$");

  private static final int NOT_IMPLEMENTED = 48;
  private static final int QUERY_WAS_CANCELLED = 394;
  private static final int LONGEST_MESSAGE = 600;

  /** What kind of failure. */
  public enum Kind {
    /** The store is starting, restarting or out of reach: the same question may work later. */
    UNAVAILABLE,
    /** The SQL is wrong, or asks for what is not allowed. */
    STATEMENT,
    /** It took more time, memory or rows than it may. */
    LIMIT,
    /** The store failed. */
    FAILED
  }

  private final Kind kind;
  private final int code;

  HistoryException(Kind kind, int code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /** A refusal of ours. */
  static HistoryException refused(String message) {
    return new HistoryException(Kind.STATEMENT, 0, message, null);
  }

  /** A request for what this interface does not have. */
  public static HistoryException notServed(String message) {
    return new HistoryException(Kind.STATEMENT, NOT_IMPLEMENTED, message, null);
  }

  /** A question whose asker stopped it. */
  public static HistoryException cancelled() {
    return new HistoryException(Kind.LIMIT, QUERY_WAS_CANCELLED, "the query was cancelled", null);
  }

  /** The store cannot be asked now. */
  static HistoryException unavailable(String message, @Nullable Throwable cause) {
    return new HistoryException(Kind.UNAVAILABLE, 0, message, cause);
  }

  /** What ClickHouse answered, by its own code. */
  static HistoryException of(int code, String engineMessage) {
    String text = NOISE.matcher(engineMessage).replaceAll("").strip();
    String shown =
        text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + " ..." : text;
    Kind kind = kind(code);
    return switch (kind) {
      case LIMIT ->
          new HistoryException(
              kind, code, shown + ". Ask for a shorter time range or fewer groups", null);
      case UNAVAILABLE, STATEMENT, FAILED -> new HistoryException(kind, code, shown, null);
    };
  }

  /** By ClickHouse's list of error codes. */
  private static Kind kind(int code) {
    return switch (code) {
      case 158, 159, 160, 191, 241, 307, 396, 394 -> Kind.LIMIT;
      case 202, 209, 210, 236, 516 -> Kind.UNAVAILABLE;
      case 33, 74, 75, 76, 173, 243, 252, 1000, 1001, 1002 -> Kind.FAILED;
      default -> Kind.STATEMENT;
    };
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** ClickHouse's error code, 0 where the engine was not asked. */
  public int code() {
    return code;
  }
}
