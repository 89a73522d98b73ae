package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests of revisions that begin with {@code initialize}. No session is kept (none has to be), so
 * a request is answered whether or not the client has initialized.
 */
final class LegacyEra {
  /** The most messages of a batch. */
  private static final int MAX_BATCH = 50;

  private final ServerIdentity identity;
  private final Catalogue catalogue;
  private final ToolDescriptions descriptions;

  LegacyEra(ServerIdentity identity, Catalogue catalogue, ToolDescriptions descriptions) {
    this.identity = identity;
    this.catalogue = catalogue;
    this.descriptions = descriptions;
  }

  /** The whole answer, which is an error where the request is wrong. */
  ObjectNode answer(Caller caller, Message.Request request) throws InterruptedException {
    try {
      return request.answer(result(caller, request));
    } catch (RpcProblem problem) {
      return problem.answer(Optional.of(request.id()));
    }
  }

  private ObjectNode result(Caller caller, Message.Request request)
      throws RpcProblem, InterruptedException {
    return switch (request.method()) {
      case "initialize" -> initialize(request);
      case "ping" -> Json.object();
      case "tools/list" -> descriptions.list(caller);
      case "tools/call" -> {
        ToolArguments asked = ToolArguments.of(request);
        yield ToolResult.of(catalogue.call(asked.name(), asked.arguments(), caller));
      }
      default -> throw RpcProblem.unknownMethod(request.method());
    };
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
  ArrayNode answers(Caller caller, ArrayNode batch) throws RpcProblem, InterruptedException {
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      throw RpcProblem.invalidRequest("a batch has 1 to " + MAX_BATCH + " messages");
    }
    ArrayNode answers = Json.array();
    for (JsonNode one : batch) {
      Optional<JsonNode> id = Optional.of(one.path("id")).filter(Message::isId);
      try {
        if (Message.read(one) instanceof Message.Request request) {
          answers.add(answerInBatch(caller, request));
        }
      } catch (RpcProblem problem) {
        answers.add(problem.answer(id));
      }
    }
    return answers;
  }

  private ObjectNode answerInBatch(Caller caller, Message.Request request)
      throws RpcProblem, InterruptedException {
    if (request.method().equals("initialize")) {
      throw RpcProblem.invalidRequest("initialize stands alone, not in a batch");
    }
    return answer(caller, request);
  }
}
