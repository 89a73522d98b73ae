package io.nightjar.mcp;

import io.nightjar.tool.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message that is answered with a JSON-RPC error; its text is for the caller. */
final class RpcProblem extends Exception {
  private static final long serialVersionUID = 1;

  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int INTERNAL = -32603;

  /** What legacy revisions know of a resource that is not there. */
  private static final int RESOURCE_NOT_FOUND = -32002;

  private static final int HEADER_MISMATCH = -32020;
  private static final int MISSING_CLIENT_CAPABILITY = -32021;
  private static final int UNSUPPORTED_VERSION = -32022;

  private final int code;
  private final int httpStatus;
  private final transient Optional<ObjectNode> data;

  private RpcProblem(int code, int httpStatus, String message, Optional<ObjectNode> data) {
    super(message, null, false, false);
    this.code = code;
    this.httpStatus = httpStatus;
    this.data = data;
  }

  private RpcProblem(int code, int httpStatus, String message) {
    this(code, httpStatus, message, Optional.empty());
  }

  static RpcProblem notJson(String message) {
    return new RpcProblem(PARSE_ERROR, 400, message);
  }

  static RpcProblem invalidRequest(String message) {
    return new RpcProblem(INVALID_REQUEST, 400, message);
  }

  static RpcProblem cannotStream() {
    return new RpcProblem(
        INVALID_REQUEST, 406, "this method answers with a stream: accept text/event-stream");
  }

  static RpcProblem unknownMethod(String method) {
    return new RpcProblem(METHOD_NOT_FOUND, 404, "method not found: " + method);
  }

  static RpcProblem invalidParams(String message) {
    return new RpcProblem(INVALID_PARAMS, 400, message);
  }

  /** The transport is right, so its status is too. */
  static RpcProblem unknownTool(String message) {
    return new RpcProblem(INVALID_PARAMS, 200, message);
  }

  /** There is no such prompt or argument; the transport is right. */
  static RpcProblem badArguments(String message) {
    return new RpcProblem(INVALID_PARAMS, 200, message);
  }

  /**
   * Nothing is at the address that was to be read.
   *
   * @param uri cleaned
   */
  static RpcProblem noResource(String uri, String message, boolean modern) {
    int code = modern ? INVALID_PARAMS : RESOURCE_NOT_FOUND;
    return new RpcProblem(code, 200, message, Optional.of(Json.object().put("uri", uri)));
  }

  /** It cannot be read now, or not by this caller. */
  static RpcProblem unreadable(String message) {
    return new RpcProblem(INTERNAL, 200, message);
  }

  /** The transport is right here too. */
  static RpcProblem wrongState(String message) {
    return new RpcProblem(INVALID_PARAMS, 200, message);
  }

  static RpcProblem tooMany(String message) {
    return new RpcProblem(INTERNAL, 503, message);
  }

  static RpcProblem unreachable(String message) {
    return new RpcProblem(INTERNAL, 503, message);
  }

  static RpcProblem headerMismatch(String message) {
    return new RpcProblem(HEADER_MISMATCH, 400, "header mismatch: " + message);
  }

  static RpcProblem missingCapability(ObjectNode required) {
    ObjectNode data = Json.object();
    data.set("requiredCapabilities", required);
    return new RpcProblem(
        MISSING_CLIENT_CAPABILITY,
        400,
        "the client has not declared a capability this needs",
        Optional.of(data));
  }

  static RpcProblem unsupportedVersion(String requested) {
    ObjectNode data = Json.object();
    data.putArray("supported").add(Protocol.MODERN);
    data.put("requested", requested);
    return new RpcProblem(
        UNSUPPORTED_VERSION, 400, "unsupported protocol version", Optional.of(data));
  }

  /** The status of the HTTP answer where the revision leaves it to the error. */
  int httpStatus() {
    return httpStatus;
  }

  /** The error as the answer to a request; without an id when there was none to read. */
  ObjectNode answer(Optional<JsonNode> id) {
    ObjectNode answer = Json.object().put("jsonrpc", "2.0");
    id.ifPresent(known -> answer.set("id", known));
    ObjectNode error = answer.putObject("error").put("code", code).put("message", getMessage());
    data.ifPresent(more -> error.set("data", more));
    return answer;
  }
}
