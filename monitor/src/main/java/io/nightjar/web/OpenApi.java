package io.nightjar.web;

import io.nightjar.account.Caller;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.ToolEntry;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The description of the REST interface (OpenAPI 3.1), made from the tools themselves. */
final class OpenApi {
  private static final Map<String, String> ERRORS =
      new TreeMap<>(
          Map.of(
              "400", "The arguments are wrong",
              "401", "No valid token",
              "403", "The token's role does not allow it",
              "404", "There is no such tool or thing",
              "429", "Too many wrong tokens",
              "503", "Not available now"));

  private OpenApi() {}

  static ObjectNode of(Catalogue catalogue, Caller caller, String version) {
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document.putObject("info").put("title", "Nightjar").put("version", version);
    document.putArray("security").addObject().putArray("token");
    ObjectNode paths = document.putObject("paths");
    get(paths, "/health", "How the monitor is; more with a token");
    get(paths, "/metrics", "Figures for Prometheus");
    get(paths, ToolsEndpoint.PATH, "The tools with their schemas");
    get(paths, "/api/v1/openapi.json", "This document");
    get(paths, BackupsEndpoint.PATH, "Backups, and how the last one went; needs role admin");
    get(paths, ImportsEndpoint.PATH, "The import under way, or the last; needs role admin");
    catalogue
        .visibleTo(caller)
        .forEach(entry -> paths.set(ToolsEndpoint.PATH + "/" + entry.card().name(), tool(entry)));
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    components.putObject("schemas").set("Error", errorSchema());
    return document;
  }

  private static void get(ObjectNode paths, String path, String summary) {
    ObjectNode get = paths.putObject(path).putObject("get").put("summary", summary);
    get.putObject("responses").putObject("200").put("description", summary);
  }

  private static ObjectNode tool(ToolEntry<?> entry) {
    ObjectNode path = Json.object();
    ObjectNode post =
        path.putObject("post")
            .put("operationId", entry.card().name())
            .put("summary", entry.card().title())
            .put("description", entry.card().description());
    ObjectNode body = json(post.putObject("requestBody"));
    body.set("schema", entry.inputSchema());
    body.set("example", entry.example());
    ObjectNode responses = post.putObject("responses");
    ObjectNode result = json(responses.putObject("200").put("description", "The answer"));
    ObjectNode schema = result.putObject("schema").put("type", "object");
    schema.putObject("properties").set("result", entry.outputSchema());
    ERRORS.forEach(
        (status, description) ->
            json(responses.putObject(status).put("description", description))
                .putObject("schema")
                .put("$ref", "#/components/schemas/Error"));
    return path;
  }

  private static ObjectNode json(ObjectNode holder) {
    return holder.putObject("content").putObject("application/json");
  }

  private static ObjectNode errorSchema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode error = schema.putObject("properties").putObject("error").put("type", "object");
    ObjectNode properties = error.putObject("properties");
    properties.putObject("code").put("type", "string");
    properties.putObject("message").put("type", "string");
    properties.putObject("hint").put("type", "string");
    return schema;
  }
}
