package io.nightjar.tool;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema (2020-12) of a tool's arguments. */
final class ArgumentSchema {
  private ArgumentSchema() {}

  static ObjectNode of(List<Parameter> parameters) {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Parameter parameter : parameters) {
      properties.set(parameter.name(), property(parameter));
    }
    List<String> required =
        parameters.stream()
            .filter(parameter -> parameter.declared().required())
            .map(Parameter::name)
            .toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode property(Parameter parameter) {
    Parameter.Declared declared = parameter.declared();
    ObjectNode property =
        Json.object()
            .put("type", parameter.kind().schemaType())
            .put("description", declared.value());
    if (parameter.kind() == Parameter.Kind.LIST) {
      property.putObject("items").put("type", "string");
    }
    if (!parameter.values().isEmpty()) {
      parameter.values().forEach(property.putArray("enum")::add);
    }
    if (declared.min() != Long.MIN_VALUE) {
      property.put("minimum", declared.min());
    }
    if (declared.max() != Long.MAX_VALUE) {
      property.put("maximum", declared.max());
    }
    if (parameter.hasDefault()) {
      property.set("default", literal(parameter, declared.byDefault()));
    }
    if (!declared.example().isEmpty()) {
      property.putArray("examples").add(literal(parameter, declared.example()));
    }
    return property;
  }

  /** The JSON of a default or example, which for texts may stand without quotes. */
  static JsonNode literal(Parameter parameter, String text) {
    boolean isText = parameter.kind().schemaType().equals("string") && !text.startsWith("\"");
    try {
      return isText ? Json.object().put("v", text).path("v") : Json.parse(text);
    } catch (Json.Malformed e) {
      throw new IllegalArgumentException(parameter.name() + ": \"" + text + "\" is not JSON", e);
    }
  }
}
