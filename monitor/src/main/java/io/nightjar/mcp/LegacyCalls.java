package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.tool.Call;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Calls under way that {@code notifications/cancelled} may name. Only clients that send a session
 * id can be told apart, so only their calls can be cancelled by name; one whose client is gone ends
 * by itself, for its answer cannot be fetched later.
 */
final class LegacyCalls {
  /** The header by which a legacy client tells its session. */
  static final String SESSION_HEADER = "Mcp-Session-Id";

  /** What no two calls under way share, if clients number theirs as they must. */
  private record Key(long tokenId, String session, JsonNode requestId) {}

  private final Map<Key, Call> running = new ConcurrentHashMap<>();

  void add(HttpRequest http, JsonNode requestId, Call call) {
    key(http, requestId).ifPresent(key -> running.put(key, call));
  }

  void remove(HttpRequest http, JsonNode requestId, Call call) {
    key(http, requestId).ifPresent(key -> running.remove(key, call));
  }

  void cancel(HttpRequest http, JsonNode requestId) {
    key(http, requestId).map(running::get).ifPresent(Call::cancel);
  }

  private static Optional<Key> key(HttpRequest http, JsonNode requestId) {
    return http.header(SESSION_HEADER)
        .filter(session -> session.length() <= Message.MAX_LENGTH)
        .map(session -> new Key(http.authenticated().tokenId(), session, requestId));
  }
}
