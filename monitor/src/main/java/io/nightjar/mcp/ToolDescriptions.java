package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.ToolEntry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools as clients see them, one list for each kind of caller, the same bytes until they
 * change.
 */
final class ToolDescriptions {
  /** What it depends on which tools a caller may call. */
  private record Kind(Role role, boolean networks, boolean interfaces) {
    static Kind of(Caller caller) {
      return new Kind(caller.role(), caller.networks().isEmpty(), caller.interfaces().isEmpty());
    }
  }

  private volatile Map<Kind, ArrayNode> lists = new ConcurrentHashMap<>();
  private final Catalogue catalogue;

  ToolDescriptions(Catalogue catalogue) {
    this.catalogue = catalogue;
    catalogue.onChange(() -> lists = new ConcurrentHashMap<>());
  }

  /** A result of {@code tools/list}. */
  ObjectNode list(Caller caller) {
    ObjectNode result = Json.object();
    result.set("tools", lists.computeIfAbsent(Kind.of(caller), _ -> described(caller)));
    return result;
  }

  private ArrayNode described(Caller caller) {
    ArrayNode list = Json.array();
    catalogue.visibleTo(caller).forEach(entry -> list.add(description(entry)));
    return list;
  }

  private static ObjectNode description(ToolEntry<?> entry) {
    ObjectNode tool =
        Json.object()
            .put("name", entry.card().name())
            .put("title", entry.card().title())
            .put("description", entry.card().description());
    tool.set("inputSchema", entry.inputSchema());
    tool.set("outputSchema", entry.briefOutputSchema());
    tool.set("annotations", annotations(entry));
    return tool;
  }

  private static ObjectNode annotations(ToolEntry<?> entry) {
    ToolEntry.Hints hints = entry.hints();
    return Json.object()
        .put("readOnlyHint", hints.readOnly())
        .put("destructiveHint", hints.destructive())
        .put("idempotentHint", hints.idempotent())
        .put("openWorldHint", hints.openWorld());
  }
}
