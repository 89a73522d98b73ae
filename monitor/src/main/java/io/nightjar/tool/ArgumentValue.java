package io.nightjar.tool;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads one argument. Forms that can mean only one thing are taken ({@code "25"} for 25, {@code
 * 25.0} for 25); all others are refused.
 */
final class ArgumentValue {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,19})?");

  private ArgumentValue() {}

  /** The value as the record wants it; empty when the JSON is not one that is allowed. */
  static Optional<Object> of(Parameter parameter, JsonNode node) {
    return switch (parameter.kind()) {
      case TEXT -> text(node).map(text -> (Object) text);
      case INTEGER -> number(node).flatMap(number -> integer(parameter, number));
      case NUMBER -> number(node).flatMap(number -> decimal(parameter, number));
      case BOOLEAN -> bool(node).map(flag -> (Object) flag);
      case LIST -> list(node).map(list -> (Object) list);
      case CHOICE -> text(node).flatMap(text -> choice(parameter, text));
    };
  }

  private static Optional<String> text(JsonNode node) {
    if (node.isString()) {
      return node.stringValueOpt();
    }
    return node.isIntegralNumber() ? Optional.of(node.asString()) : Optional.empty();
  }

  /** An array of texts, or a text that holds them between commas. */
  private static Optional<List<String>> list(JsonNode node) {
    if (node.isString()) {
      return Optional.of(
          Arrays.stream(node.stringValue().split(","))
              .map(String::strip)
              .filter(item -> !item.isEmpty())
              .toList());
    }
    List<String> items =
        node.valueStream().map(JsonNode::stringValueOpt).flatMap(Optional::stream).toList();
    return node.isArray() && items.size() == node.size() ? Optional.of(items) : Optional.empty();
  }

  /** A number of so few digits that turning it into another form costs nothing. */
  private static Optional<BigDecimal> number(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      return Math.abs((long) number.scale()) + number.precision() > 400
          ? Optional.empty()
          : Optional.of(number);
    }
    return node.stringValueOpt()
        .map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(BigDecimal::new);
  }

  private static Optional<Object> integer(Parameter parameter, BigDecimal number) {
    boolean fits =
        number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(parameter.min())) >= 0
            && number.compareTo(BigDecimal.valueOf(parameter.max())) <= 0;
    if (!fits) {
      return Optional.empty();
    }
    return parameter.type() == Integer.class
        ? Optional.of(number.intValueExact())
        : Optional.of(number.longValueExact());
  }

  private static Optional<Object> decimal(Parameter parameter, BigDecimal number) {
    double value = number.doubleValue();
    boolean fits = Double.isFinite(value) && value >= parameter.min() && value <= parameter.max();
    return fits ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Boolean> bool(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValueOpt();
    }
    return switch (node.stringValueOpt().orElse("").strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> choice(Parameter parameter, String text) {
    int at = parameter.values().indexOf(text.strip().toLowerCase(Locale.ROOT).replace('-', '_'));
    if (at < 0) {
      return Optional.empty();
    }
    return Optional.of(
        parameter.type().isEnum()
            ? parameter.type().getEnumConstants()[at]
            : parameter.values().get(at));
  }
}
