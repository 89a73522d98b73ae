package io.nightjar.history;

import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the text of a cell becomes a value, by the ClickHouse type of its column. */
public enum CellType {
  /** A whole number. */
  WHOLE,
  FRACTION,
  TRUTH,
  TIME,
  LIST,
  TEXT;

  private static final Pattern WRAPPED =
      Pattern.compile(
          "(?:Nullable|LowCardinality)\\((.*)\\)|SimpleAggregateFunction\\(\\w+, (.*)\\)");
  private static final int LONG_DIGITS = 18;

  /** Of a type as ClickHouse writes it. */
  public static CellType of(String type) {
    Matcher wrapped = WRAPPED.matcher(type);
    if (wrapped.matches()) {
      return of(wrapped.group(1) == null ? wrapped.group(2) : wrapped.group(1));
    }
    if (type.startsWith("DateTime")) {
      return TIME;
    }
    if (type.startsWith("Array(")) {
      return LIST;
    }
    if (type.matches("U?Int\\d+|Interval\\w+")) {
      return WHOLE;
    }
    if (type.matches("(B?Float\\d+|Decimal).*")) {
      return FRACTION;
    }
    return type.equals("Bool") ? TRUTH : TEXT;
  }

  /** The value of an unescaped cell. */
  @Nullable Object value(String text) {
    return switch (this) {
      case WHOLE -> whole(text);
      case FRACTION -> fraction(text);
      case TRUTH -> text.equals("true");
      case TIME -> time(text);
      case LIST -> TsvArray.parse(text);
      case TEXT -> text;
    };
  }

  private static Object whole(String text) {
    if (text.length() <= LONG_DIGITS) {
      return Long.valueOf(text);
    }
    BigInteger big = new BigInteger(text);
    if (big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    return big;
  }

  /** Null for what is no number: an average of nothing is nan. */
  private static @Nullable Object fraction(String text) {
    return switch (text) {
      case "nan", "-nan", "inf", "-inf", "+inf" -> null;
      default -> Double.valueOf(text);
    };
  }

  /** Times beyond what ISO 8601 writes with four digits stay text. */
  private static Object time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return text;
    }
  }
}
