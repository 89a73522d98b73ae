package io.nightjar.architecture.bad.query;

import tools.jackson.databind.JsonNode;

/** Knows JSON: what a question must not. */
final class KnowsJson {
  boolean isEmpty(JsonNode node) {
    return node.isEmpty();
  }
}
