package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.guide.Reading;
import io.nightjar.guide.Resource;
import io.nightjar.guide.ResourceTemplate;
import io.nightjar.guide.ResourceUri;
import io.nightjar.guide.Resources;
import io.nightjar.net.UntrustedText;
import io.nightjar.tool.Json;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
final class ResourceMethods {
  private static final Duration LIST_FRESH = Duration.ofMinutes(5);

  private final Resources resources;

  ResourceMethods(Resources resources) {
    this.resources = resources;
  }

  ObjectNode list(ObjectNode result, Caller caller, boolean modern) {
    ArrayNode list = result.putArray("resources");
    for (Resource each : resources.list(caller)) {
      list.addObject()
          .put("uri", each.uri())
          .put("name", each.name())
          .put("title", each.title())
          .put("description", each.description())
          .put("mimeType", each.mimeType());
    }
    return modern ? kept(result, LIST_FRESH, false) : result;
  }

  ObjectNode templates(ObjectNode result, Caller caller, boolean modern) {
    ArrayNode list = result.putArray("resourceTemplates");
    for (ResourceTemplate each : resources.templates(caller)) {
      list.addObject()
          .put("uriTemplate", each.uriTemplate())
          .put("name", each.name())
          .put("title", each.title())
          .put("description", each.description())
          .put("mimeType", each.mimeType());
    }
    return modern ? kept(result, LIST_FRESH, false) : result;
  }

  ObjectNode read(Message.Request request, Caller caller, boolean modern)
      throws RpcProblem, InterruptedException {
    JsonNode uri = request.params().path("uri");
    if (!uri.isString()) {
      throw RpcProblem.invalidParams("params.uri is the address of a resource");
    }
    return switch (resources.read(uri.stringValue(), caller)) {
      case Reading.Missing missing -> {
        String asked = UntrustedText.clean(uri.stringValue(), ResourceUri.MAX_LENGTH);
        throw RpcProblem.noResource(asked, missing.message(), modern);
      }
      case Reading.Refused refused -> throw RpcProblem.unreadable(refused.message());
      case Reading.Content content -> {
        ObjectNode result = contents(uri.stringValue(), content);
        yield modern ? kept(result, content.fresh(), content.common()) : result;
      }
    };
  }

  private static ObjectNode contents(String uri, Reading.Content content) {
    ObjectNode result = Json.object();
    result
        .putArray("contents")
        .addObject()
        .put("uri", uri)
        .put("mimeType", content.mimeType())
        .put("text", content.text());
    return result;
  }

  /** What 2026-07-28 tells of lists and readings: how long, and whether for everyone. */
  static ObjectNode kept(ObjectNode result, Duration fresh, boolean common) {
    return result.put("ttlMs", fresh.toMillis()).put("cacheScope", common ? "public" : "private");
  }
}
