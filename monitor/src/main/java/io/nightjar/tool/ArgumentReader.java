package io.nightjar.tool;

import io.nightjar.net.UntrustedText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the JSON of a call into a tool's argument record, or says what is wrong with it.
 *
 * @param <A> the argument record
 */
final class ArgumentReader<A extends Record> {
  /** ntopng's one argument: a text that holds all of them. */
  private static final String CONTENT = "content";

  private static final int SHOWN = 64;

  private final List<Parameter> parameters;
  private final Class<A> type;

  ArgumentReader(Class<A> type) {
    this(Parameter.of(type), type);
  }

  ArgumentReader(List<Parameter> parameters, Class<A> type) {
    this.parameters = parameters;
    this.type = type;
  }

  private static <R> Constructor<R> constructor(Class<R> type) {
    Class<?>[] types =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every record has its canonical constructor", e);
    }
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The arguments by name, out of ntopng's {@code content} where they came that way. */
  ObjectNode unwrap(ObjectNode given) throws ToolProblem {
    if (!given.has(CONTENT) || find(CONTENT).isPresent()) {
      return given;
    }
    if (given.size() > 1) {
      throw invalid(
          "\"content\" came beside other arguments",
          "send the arguments by name, or all of them as JSON in content");
    }
    JsonNode content = given.path(CONTENT);
    return content instanceof ObjectNode object ? object : named(content.asString(""));
  }

  private ObjectNode named(String content) throws ToolProblem {
    String text = content.strip();
    if (text.isEmpty()) {
      return Json.object();
    }
    if (text.startsWith("{")) {
      try {
        if (Json.parse(text) instanceof ObjectNode object) {
          return object;
        }
      } catch (Json.Malformed e) {
        throw invalid("\"content\" is " + e.getMessage(), expected());
      }
    }
    Parameter meant =
        bare().orElseThrow(() -> invalid("\"content\" is not a JSON object", expected()));
    return Json.object().put(meant.name(), text);
  }

  /** What a bare text can only mean: the SQL, or the one argument that must be given. */
  private Optional<Parameter> bare() {
    List<Parameter> required =
        parameters.stream().filter(parameter -> parameter.declared().required()).toList();
    return find("sql")
        .or(() -> required.size() == 1 ? Optional.of(required.getFirst()) : Optional.empty());
  }

  /** The record of these arguments. */
  A read(ObjectNode given) throws ToolProblem {
    refuseUnknown(given);
    return build(type, parameters.iterator(), given);
  }

  /** These arguments by name, without a record. */
  Map<String, @Nullable Object> values(ObjectNode given) throws ToolProblem {
    refuseUnknown(given);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      values.put(parameter.name(), value(parameter, given));
    }
    return values;
  }

  private void refuseUnknown(ObjectNode given) throws ToolProblem {
    for (String name : given.propertyNames()) {
      if (find(name).isEmpty()) {
        throw unknown(name);
      }
    }
  }

  private static <R> R build(Class<R> type, Iterator<Parameter> parameters, ObjectNode given)
      throws ToolProblem {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Class<?> part = components[i].getType();
      values[i] =
          part.isRecord() ? build(part, parameters, given) : value(parameters.next(), given);
    }
    try {
      return constructor(type).newInstance(values);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  private static @Nullable Object value(Parameter parameter, ObjectNode given) throws ToolProblem {
    JsonNode node = given.path(parameter.name());
    if (!node.isMissingNode() && !node.isNull()) {
      return ArgumentValue.of(parameter, node)
          .orElseThrow(
              () ->
                  invalid(
                      parameter.name() + ": " + shown(node) + " came",
                      "expected " + parameter.allowed()));
    }
    if (parameter.declared().required()) {
      throw invalid(
          parameter.name() + " is missing: " + parameter.declared().value(),
          "expected " + parameter.allowed());
    }
    if (!parameter.hasDefault()) {
      return null;
    }
    JsonNode literal = ArgumentSchema.literal(parameter, parameter.declared().byDefault());
    return ArgumentValue.of(parameter, literal).orElseThrow();
  }

  private Optional<Parameter> find(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  private ToolProblem unknown(String name) {
    List<String> known = parameters.stream().map(Parameter::name).toList();
    String near =
        Nearest.to(name, known).map(meant -> "did you mean \"" + meant + "\"? ").orElse("");
    return invalid(
        "unknown argument \"" + UntrustedText.clean(name, SHOWN) + "\"", near + expected());
  }

  private String expected() {
    return parameters.isEmpty()
        ? "this tool takes no arguments"
        : "known arguments: "
            + String.join(", ", parameters.stream().map(Parameter::name).toList());
  }

  private static String shown(JsonNode node) {
    return UntrustedText.clean(Json.text(node), SHOWN);
  }

  private static ToolProblem invalid(String message, String hint) {
    return new ToolProblem(ToolProblem.Kind.INVALID, message, hint);
  }
}
