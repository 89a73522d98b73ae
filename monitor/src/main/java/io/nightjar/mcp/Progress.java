package io.nightjar.mcp;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells a client that gave a token how long its request has been worked on, every second. */
final class Progress {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Optional<JsonNode> token;
  private final long started = System.nanoTime();
  private long lastTold = started;

  private Progress(Optional<JsonNode> token) {
    this.token = token;
  }

  /** The progress of this request. */
  static Progress of(Message.Request request) throws RpcProblem {
    JsonNode token = request.meta().path("progressToken");
    if (token.isMissingNode()) {
      return new Progress(Optional.empty());
    }
    if (!Message.isId(token)) {
      throw RpcProblem.invalidParams(
          "params._meta.progressToken is a text of at most 256 characters or a whole number");
    }
    return new Progress(Optional.of(token));
  }

  /** Whether the client wants to be told. */
  boolean isWanted() {
    return token.isPresent();
  }

  /** Tells, if it is time to; whether it did. */
  boolean tell(OutputStream out) throws IOException {
    long now = System.nanoTime();
    if (token.isEmpty() || now - lastTold < EVERY.toNanos()) {
      return false;
    }
    lastTold = now;
    double seconds = (now - started) / NANOS_PER_SECOND;
    ObjectNode message =
        Json.object().put("jsonrpc", "2.0").put("method", "notifications/progress");
    ObjectNode params = message.putObject("params");
    params.set("progressToken", token.get());
    params.put("progress", seconds).put("message", "working for " + (long) seconds + " s");
    EventStream.message(out, message);
    return true;
  }
}
