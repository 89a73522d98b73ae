package io.nightjar.tool;

import tools.jackson.databind.node.ObjectNode;

/**
 * An answer on the wire, in two forms of the same content.
 *
 * @param structured what REST answers and MCP calls {@code structuredContent}
 * @param text a table as CSV under one line of context, an entity as its JSON
 */
public record Payload(ObjectNode structured, String text) {}
