package io.nightjar.notification;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as notices are written. */
final class JsonText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonText() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(ObjectNode value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String text(ObjectNode value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** Adds what is not empty. */
  static void put(ObjectNode to, String name, String value) {
    if (!value.isEmpty()) {
      to.put(name, value);
    }
  }
}
