package io.nightjar.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Arguments that a file declares rather than a record: read, refused and described alike. */
public final class DeclaredArguments {
  /**
   * One argument.
   *
   * @param kind text, integer, number or boolean
   * @param choices the texts it may be; empty for any
   * @param byDefault used where it is left out; empty for none, which makes it required
   * @param min smallest number
   * @param max largest number
   */
  public record Declared(
      String name,
      String kind,
      String description,
      List<String> choices,
      Optional<String> byDefault,
      long min,
      long max) {}

  private final List<Parameter> parameters;
  private final ArgumentReader<Declaration> reader;

  /** Read as these; names are lower snake case and differ. */
  private record Declaration() {}

  /**
   * These arguments, in this order.
   *
   * @throws IllegalArgumentException when a default is not what its own argument takes
   */
  public DeclaredArguments(List<Declared> declared) {
    parameters = declared.stream().map(Parameter::of).toList();
    reader = new ArgumentReader<>(parameters, Declaration.class);
    for (Parameter parameter : parameters) {
      if (!parameter.declared().required() && !isAllowed(parameter)) {
        throw new IllegalArgumentException(
            parameter.name() + ": its default is not " + parameter.allowed());
      }
    }
  }

  private static boolean isAllowed(Parameter parameter) {
    try {
      return ArgumentValue.of(
              parameter, ArgumentSchema.literal(parameter, parameter.declared().byDefault()))
          .isPresent();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Their JSON Schema. */
  public ObjectNode schema() {
    return ArgumentSchema.of(parameters);
  }

  /** The values by name; every argument has one. */
  public Map<String, Object> read(ObjectNode given) throws ToolProblem {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> each :
        reader.values(reader.unwrap(given)).entrySet()) {
      values.put(each.getKey(), each.getValue() == null ? "" : each.getValue());
    }
    return values;
  }
}
