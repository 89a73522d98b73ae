package io.nightjar.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads ClickHouse's names of types. */
final class NativeTypes {
  private static final NativeType.Fixed FLOAT = new NativeType.Fixed(Double.BYTES);
  private static final NativeType POINT = new NativeType.Together(List.of(FLOAT, FLOAT));
  private static final NativeType POINTS = new NativeType.Several(POINT);

  private static final Map<String, NativeType> SHAPES =
      Map.of(
          "String", new NativeType.Text(),
          "Point", POINT,
          "Ring", POINTS,
          "LineString", POINTS,
          "Polygon", new NativeType.Several(POINTS),
          "MultiLineString", new NativeType.Several(POINTS),
          "MultiPolygon", new NativeType.Several(new NativeType.Several(POINTS)));

  /** A type whose values cannot be told apart here. */
  static final class UnknownTypeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownTypeException(String type) {
      super("type " + type + " is not served in this protocol: turn it into text or numbers");
    }
  }

  private NativeTypes() {}

  /**
   * The type of this name.
   *
   * @throws UnknownTypeException when it is not known
   */
  static NativeType of(String type) {
    int open = type.indexOf('(');
    String name = open < 0 ? type : type.substring(0, open);
    List<String> inside = open < 0 ? List.of() : parts(type, open + 1);
    NativeType shape = SHAPES.get(name);
    if (shape != null) {
      return shape;
    }
    return switch (name) {
      case "Nullable" -> new NativeType.Optional(only(type, inside));
      case "Array" -> new NativeType.Several(only(type, inside));
      case "LowCardinality" ->
          only(type, inside) instanceof NativeType.Optional optional
              ? new NativeType.Dictionary(optional.of())
              : new NativeType.Dictionary(only(type, inside));
      case "Tuple" -> together(type, inside);
      case "Map", "Nested" -> new NativeType.Several(together(type, inside));
      case "SimpleAggregateFunction" -> of(inside.getLast());
      default -> new NativeType.Fixed(bytes(name, type, inside));
    };
  }

  private static NativeType only(String type, List<String> inside) {
    if (inside.size() != 1) {
      throw new UnknownTypeException(type);
    }
    return of(inside.getFirst());
  }

  private static NativeType together(String type, List<String> inside) {
    if (inside.isEmpty()) {
      throw new UnknownTypeException(type);
    }
    return new NativeType.Together(inside.stream().map(NativeTypes::ofNamed).toList());
  }

  /** An element's name may stand before its type. */
  private static NativeType ofNamed(String element) {
    int blank = outside(element, ' ', 0);
    return of(blank < 0 ? element : element.substring(blank + 1));
  }

  private static int bytes(String name, String type, List<String> inside) {
    return switch (name) {
      case "UInt8", "Int8", "Bool", "Enum8", "Nothing" -> 1;
      case "UInt16", "Int16", "Date", "Enum16", "BFloat16" -> 2;
      case "UInt32", "Int32", "Float32", "Date32", "DateTime", "IPv4", "Decimal32", "Time" -> 4;
      case "UInt64", "Int64", "Float64", "DateTime64", "Decimal64", "Time64" -> 8;
      case "UInt128", "Int128", "UUID", "IPv6", "Decimal128" -> 16;
      case "UInt256", "Int256", "Decimal256" -> 32;
      case "FixedString" -> Integer.parseInt(inside.getFirst());
      case "Decimal" -> ofDigits(Integer.parseInt(inside.getFirst()));
      default -> {
        if (name.matches("Interval[A-Z][a-z]+")) {
          yield 8;
        }
        throw new UnknownTypeException(type);
      }
    };
  }

  private static int ofDigits(int digits) {
    return digits <= 9 ? 4 : digits <= 18 ? 8 : digits <= 38 ? 16 : 32;
  }

  /** What commas part, up to the parenthesis that closes. */
  private static List<String> parts(String type, int from) {
    List<String> parts = new ArrayList<>();
    int start = from;
    int end = type.length() - 1;
    for (int comma; (comma = outside(type.substring(0, end), ',', start)) >= 0; ) {
      parts.add(type.substring(start, comma).strip());
      start = comma + 1;
    }
    String last = type.substring(start, Math.max(start, end)).strip();
    if (!last.isEmpty()) {
      parts.add(last);
    }
    return parts;
  }

  /** Where the character next stands outside of quotes and parentheses; -1 for nowhere. */
  private static int outside(String text, char wanted, int from) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == wanted && depth == 0) {
        return at;
      }
      switch (c) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '\'', '`' -> at = closing(text, c, at);
        default -> {}
      }
    }
    return -1;
  }

  private static int closing(String text, char quote, int open) {
    for (int at = open + 1; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == quote) {
        return at;
      }
    }
    return text.length();
  }
}
