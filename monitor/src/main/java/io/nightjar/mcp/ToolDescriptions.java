package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.ToolEntry;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools as clients see them, one list for each role, the same bytes until they change. */
final class ToolDescriptions {
  private volatile Map<Role, ArrayNode> lists;

  ToolDescriptions(Catalogue catalogue) {
    lists = lists(catalogue);
    catalogue.onChange(() -> lists = lists(catalogue));
  }

  private static Map<Role, ArrayNode> lists(Catalogue catalogue) {
    Map<Role, ArrayNode> lists = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      ArrayNode list = Json.array();
      catalogue.visibleTo(new Caller("", role, 0)).forEach(entry -> list.add(description(entry)));
      lists.put(role, list);
    }
    return lists;
  }

  /** A result of {@code tools/list}. */
  ObjectNode list(Caller caller) {
    ObjectNode result = Json.object();
    result.set("tools", lists.getOrDefault(caller.role(), Json.array()));
    return result;
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

  /** What a tool reads was partly written by strangers, so its world is open. */
  private static ObjectNode annotations(ToolEntry<?> entry) {
    boolean reads = entry.isReadOnly();
    return Json.object()
        .put("readOnlyHint", reads)
        .put("destructiveHint", !reads)
        .put("idempotentHint", reads)
        .put("openWorldHint", true);
  }
}
