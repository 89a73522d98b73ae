package io.nightjar.mcp;

import io.nightjar.tool.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code tools/call} asks for.
 *
 * @param name the tool, which need not exist
 */
record ToolArguments(String name, ObjectNode arguments) {
  static ToolArguments of(Message.Request request) throws RpcProblem {
    JsonNode name = request.params().path("name");
    if (!name.isString()) {
      throw RpcProblem.invalidParams("params.name is the name of a tool");
    }
    JsonNode arguments = request.params().path("arguments");
    if (arguments instanceof ObjectNode given) {
      return new ToolArguments(name.stringValue(), given);
    }
    if (!arguments.isMissingNode() && !arguments.isNull()) {
      throw RpcProblem.invalidParams("params.arguments is an object");
    }
    return new ToolArguments(name.stringValue(), Json.object());
  }
}
