package io.nightjar.tool;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON in one form: names in order, nothing that is null. */
final class CanonicalJson {
  private CanonicalJson() {}

  /** SHA-256 of a tool's name and its arguments but for these. */
  static String digest(String tool, ObjectNode arguments, String... without) {
    ObjectNode kept = arguments.deepCopy();
    kept.remove(Set.of(without));
    return Seal.sha256(tool + " " + Json.text(ordered(kept)));
  }

  private static JsonNode ordered(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode ordered = Json.object();
        new TreeSet<>(object.propertyNames())
            .stream()
                .filter(name -> !object.path(name).isNull())
                .forEach(name -> ordered.set(name, ordered(object.path(name))));
        yield ordered;
      }
      case ArrayNode array -> {
        ArrayNode ordered = Json.array();
        array.forEach(item -> ordered.add(ordered(item)));
        yield ordered;
      }
      default -> node;
    };
  }
}
