package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.telemetry.Telemetry;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Requests to legacy clients that wait for their answer, which comes as a request of its own. There
 * is no session: an answer finds its question by an id nobody can guess, and must come from the
 * caller who was asked.
 */
final class Questions {
  private static final int MAX_OPEN = 64;
  private static final int ID_BYTES = 16;

  /** A question that waits. */
  record Open(String id, long tokenId, CompletableFuture<JsonNode> answer) {}

  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  Questions(Telemetry telemetry) {
    telemetry.watch(
        "nightjar_mcp_questions_open",
        "Questions to users of clients that wait for their answer",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        open::size);
  }

  /** A new question to this caller's user; empty when too many wait already. */
  Optional<Open> ask(Caller caller) {
    if (open.size() >= MAX_OPEN) {
      return Optional.empty();
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    Open question = new Open(id, caller.tokenId(), new CompletableFuture<>());
    open.put(id, question);
    return Optional.of(question);
  }

  /** Takes an answer; one to nothing, or from another caller, is not heard. */
  void answer(Caller caller, Message.Response response) {
    Open question = open.get(response.id().asString(""));
    if (question != null && question.tokenId() == caller.tokenId()) {
      question.answer().complete(response.result());
    }
  }

  /** Ends a question. */
  void close(Open question) {
    open.remove(question.id());
  }
}
