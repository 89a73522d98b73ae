package io.nightjar.mcp;

import io.nightjar.mcp.Fixture.Era;
import io.nightjar.tool.Json;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are no tables: Nightjar's tools answer with nothing else. */
final class ConformanceContents {
  /** A picture of one point. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

  /** A sound of no samples: the header of a WAV file. */
  private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

  private ConformanceContents() {}

  static List<Fixture> fixtures() {
    return List.of(
        answering("test_image_content", image()),
        answering("test_audio_content", media("audio", WAV, "audio/wav")),
        answering(
            "test_embedded_resource",
            embedded(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.")),
        answering(
            "test_multiple_content_types",
            text("Multiple content types test:"),
            image(),
            embedded(
                "test://mixed-content-resource",
                "application/json",
                "{\"test\":\"data\",\"value\":123}")),
        Fixture.prompt(
            Era.BOTH,
            "test_prompt_with_embedded_resource",
            withArgument("resourceUri"),
            request ->
                messages(
                    embedded(
                        request.argument("resourceUri"),
                        "text/plain",
                        "Embedded resource content for testing."),
                    text("Please process the embedded resource above."))),
        Fixture.prompt(
            Era.BOTH,
            "test_prompt_with_image",
            Json.object(),
            _ -> messages(image(), text("Please analyze the image above."))),
        Fixture.resource("test://static-binary", "image/png", ConformanceContents::binary));
  }

  private static Fixture answering(String tool, ObjectNode... content) {
    return Fixture.tool(Era.BOTH, tool, _ -> result(content));
  }

  /** The result of a tool. */
  static ObjectNode result(ObjectNode... content) {
    ObjectNode result = Json.object();
    result.putArray("content").addAll(List.of(content));
    return result;
  }

  static ObjectNode text(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  private static ObjectNode image() {
    return media("image", PNG, "image/png");
  }

  private static ObjectNode media(String type, String base64, String mimeType) {
    return Json.object().put("type", type).put("data", base64).put("mimeType", mimeType);
  }

  private static ObjectNode embedded(String uri, String mimeType, String text) {
    ObjectNode content = Json.object().put("type", "resource");
    content.putObject("resource").put("uri", uri).put("mimeType", mimeType).put("text", text);
    return content;
  }

  /** The result of a prompt. */
  static ObjectNode messages(ObjectNode... content) {
    ObjectNode result = Json.object();
    ArrayNode messages = result.putArray("messages");
    for (ObjectNode each : content) {
      messages.addObject().put("role", "user").set("content", each);
    }
    return result;
  }

  private static ObjectNode withArgument(String name) {
    ObjectNode listed = Json.object();
    listed.putArray("arguments").addObject().put("name", name).put("required", true);
    return listed;
  }

  private static ObjectNode binary(FixtureRequest request) {
    ObjectNode result = Json.object();
    result
        .putArray("contents")
        .addObject()
        .put("uri", "test://static-binary")
        .put("mimeType", "image/png")
        .put("blob", PNG);
    return request.isModern() ? ResourceMethods.kept(result, Duration.ofMinutes(1), true) : result;
  }
}
