package io.nightjar.mcp;

import io.nightjar.http.Dialect;
import io.nightjar.http.Reply;
import io.nightjar.tool.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * MCP's clients: what the server refuses before it has read a message is a JSON-RPC error without
 * an id.
 */
final class McpDialect implements Dialect {
  private static final int INVALID_REQUEST = -32600;
  private static final int INTERNAL = -32603;
  private static final int TOO_MANY = 429;

  @Override
  public String name() {
    return NIGHTJAR.name();
  }

  @Override
  public Optional<String> token(Function<String, List<String>> headers, String query) {
    return NIGHTJAR.token(headers, query);
  }

  /** What a request gets that is no message and wants no stream of a legacy session. */
  Reply postOnly() {
    return refusal(
        405,
        "method_not_allowed",
        "messages are posted",
        "POST them; GET opens the stream of a legacy session, which Mcp-Session-Id names");
  }

  @Override
  public Reply refusal(int status, String code, String message, String hint) {
    ObjectNode answer = Json.object().put("jsonrpc", "2.0");
    answer
        .putObject("error")
        .put("code", status < TOO_MANY ? INVALID_REQUEST : INTERNAL)
        .put("message", message + ". What to do: " + hint)
        .putObject("data")
        .put("code", code);
    return Reply.json(status, Json.bytes(answer));
  }
}
