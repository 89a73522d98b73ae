package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.tool.Call;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests of revisions that begin with {@code initialize}. Nothing is kept of a session (nothing
 * has to be), so a request is answered whether or not the client has initialized.
 */
final class LegacyEra {
  /** The most messages of a batch. */
  private static final int MAX_BATCH = 50;

  private final ServerIdentity identity;
  private final Catalogue catalogue;
  private final ToolDescriptions descriptions;
  private final GuideMethods guide;
  private final LegacyCalls calls = new LegacyCalls();

  LegacyEra(
      ServerIdentity identity,
      Catalogue catalogue,
      ToolDescriptions descriptions,
      GuideMethods guide) {
    this.identity = identity;
    this.catalogue = catalogue;
    this.descriptions = descriptions;
    this.guide = guide;
  }

  /** The whole answer, which is an error where the request is wrong. */
  ObjectNode answer(HttpRequest http, Message.Request request) throws InterruptedException {
    try {
      return request.answer(result(http, request));
    } catch (RpcProblem problem) {
      return problem.answer(Optional.of(request.id()));
    }
  }

  private ObjectNode result(HttpRequest http, Message.Request request)
      throws RpcProblem, InterruptedException {
    return switch (request.method()) {
      case "initialize" -> initialize(request);
      case "ping" -> Json.object();
      case "tools/list" -> descriptions.list(http.authenticated());
      case "tools/call" -> ToolResult.of(call(http, request));
      case "completion/complete",
          "prompts/get",
          "prompts/list",
          "resources/list",
          "resources/read",
          "resources/templates/list" ->
          guide.result(request, http.authenticated(), false);
      default -> throw RpcProblem.unknownMethod(request.method());
    };
  }

  private Outcome call(HttpRequest http, Message.Request request)
      throws RpcProblem, InterruptedException {
    ToolArguments asked = ToolArguments.of(request);
    Call call =
        Introduction.of(http, request)
            .call(() -> catalogue.start(asked.name(), asked.arguments(), http.authenticated()));
    calls.add(http, request.id(), call);
    try {
      return call.await();
    } finally {
      calls.remove(http, request.id(), call);
      call.cancel();
    }
  }

  /** Takes note of what a client tells. */
  void hear(HttpRequest http, Message.Notification notification) {
    if (notification.method().equals("notifications/cancelled")) {
      calls.cancel(http, notification.params().path("requestId"));
    }
  }

  private ObjectNode initialize(Message.Request request) {
    String wanted = request.params().path("protocolVersion").stringValue("");
    String version = Protocol.LEGACY.contains(wanted) ? wanted : Protocol.LEGACY.getFirst();
    ObjectNode result = Json.object().put("protocolVersion", version);
    result.set("capabilities", identity.capabilities());
    result.set("serverInfo", identity.info());
    return result.put("instructions", identity.instructions());
  }

  /** The answers to a batch; empty when none of its messages wants one. */
  ArrayNode answers(HttpRequest http, ArrayNode batch) throws RpcProblem, InterruptedException {
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      throw RpcProblem.invalidRequest("a batch has 1 to " + MAX_BATCH + " messages");
    }
    ArrayNode answers = Json.array();
    for (JsonNode one : batch) {
      Optional<JsonNode> id = Optional.of(one.path("id")).filter(Message::isId);
      try {
        switch (Message.read(one)) {
          case Message.Request request -> answers.add(answerInBatch(http, request));
          case Message.Notification notification -> hear(http, notification);
          case Message.Response _ -> {}
        }
      } catch (RpcProblem problem) {
        answers.add(problem.answer(id));
      }
    }
    return answers;
  }

  private ObjectNode answerInBatch(HttpRequest http, Message.Request request)
      throws RpcProblem, InterruptedException {
    if (request.method().equals("initialize")) {
      throw RpcProblem.invalidRequest("initialize stands alone, not in a batch");
    }
    return answer(http, request);
  }
}
