package io.nightjar.mcp;

import io.nightjar.tool.Consent;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import io.nightjar.tool.ToolProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions of the modern era: a result that asks, and the same call again that answers (multi
 * round-trip requests). Nothing is kept here between the two.
 */
final class InputRequired {
  private static final String STATE = "requestState";
  private static final String RESPONSES = "inputResponses";

  /** The name of our one question. */
  private static final String QUESTION = "confirm";

  private static final int LONGEST_STATE = 1_024;

  private InputRequired() {}

  /** The result that asks. */
  static ObjectNode result(Outcome.Question question) {
    ObjectNode result = Json.object().put("resultType", "input_required");
    ObjectNode asked = result.putObject("inputRequests").putObject(QUESTION);
    asked.put("method", Elicitation.METHOD);
    asked.set("params", Elicitation.params(question).put("mode", "form"));
    return result.put(STATE, question.state());
  }

  /** Refuses a state that is not ours, used or expired as the protocol wants: with an error. */
  static void checkState(Outcome outcome) throws RpcProblem {
    if (outcome instanceof Outcome.Refused refused
        && refused.kind() == ToolProblem.Kind.UNCONFIRMED
        && refused.message().startsWith(STATE)) {
      throw RpcProblem.wrongState(refused.message() + ". What to do: " + refused.hint());
    }
  }

  /** How a request's user comes to say yes; a state whose answer is missing is asked anew. */
  static Consent consent(Message.Request request) throws RpcProblem {
    if (!Elicitation.isOffered(request.meta().path(Protocol.CLIENT_CAPABILITIES))) {
      return Consent.BY_VALUE;
    }
    JsonNode state = request.params().path(STATE);
    JsonNode responses = request.params().path(RESPONSES);
    if (!state.isMissingNode()
        && (!state.isString() || state.stringValue().length() > LONGEST_STATE)) {
      throw RpcProblem.invalidParams(
          "params." + STATE + " is the text that came with the question");
    }
    if (!responses.isMissingNode() && !responses.isObject()) {
      throw RpcProblem.invalidParams("params." + RESPONSES + " is an object");
    }
    JsonNode answer = responses.path(QUESTION);
    if (!answer.isMissingNode() && !answer.isObject()) {
      throw RpcProblem.invalidParams(
          "params." + RESPONSES + "." + QUESTION + " is the result of " + Elicitation.METHOD);
    }
    return state.isMissingNode() || answer.isMissingNode()
        ? Consent.TO_BE_ASKED
        : new Consent.Asked(state.stringValue(), Elicitation.word(answer));
  }
}
