package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Call;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import java.util.Map;
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
  private final LegacyStreams streams;
  private final Questions questions;
  private final LegacyCalls calls = new LegacyCalls();

  LegacyEra(
      ServerIdentity identity,
      Catalogue catalogue,
      ToolDescriptions descriptions,
      GuideMethods guide,
      LegacyStreams streams,
      Questions questions) {
    this.streams = streams;
    this.questions = questions;
    this.identity = identity;
    this.catalogue = catalogue;
    this.descriptions = descriptions;
    this.guide = guide;
  }

  /** The answer to a request that stands alone. */
  Reply reply(HttpRequest http, Message.Request request) throws InterruptedException {
    if (LegacyCall.mayStream(http, request)) {
      try {
        return new LegacyCall(catalogue, calls, questions, http, request).reply();
      } catch (RpcProblem problem) {
        return Reply.json(200, Json.bytes(problem.answer(Optional.of(request.id()))));
      }
    }
    Reply whole = Reply.json(200, Json.bytes(answer(http, request)));
    return request.method().equals("initialize")
        ? whole.with(Map.of(LegacySession.HEADER, LegacySession.newId(request.params())))
        : whole;
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
      case "resources/subscribe" -> streams.subscribe(http, request);
      case "resources/unsubscribe" -> streams.unsubscribe(http, request);
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
    calls.add(http, request.id(), call::cancel);
    try {
      return call.await();
    } finally {
      calls.remove(http, request.id());
      call.cancel();
    }
  }

  /** Takes a client's answer to a question. */
  void hear(HttpRequest http, Message.Response response) {
    questions.answer(http.authenticated(), response);
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

  static void checkSize(ArrayNode batch) throws RpcProblem {
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      throw RpcProblem.invalidRequest("a batch has 1 to " + MAX_BATCH + " messages");
    }
  }

  /** The answers to a batch; empty when none of its messages wants one. */
  ArrayNode answers(HttpRequest http, ArrayNode batch) throws InterruptedException {
    ArrayNode answers = Json.array();
    for (JsonNode one : batch) {
      Optional<JsonNode> id = Optional.of(one.path("id")).filter(Message::isId);
      try {
        switch (Message.read(one)) {
          case Message.Request request -> answers.add(answerInBatch(http, request));
          case Message.Notification notification -> hear(http, notification);
          case Message.Response response -> hear(http, response);
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
