package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
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
  /** What no two calls under way share, if clients number theirs as they must. */
  private record Key(long tokenId, String session, JsonNode requestId) {}

  private final Map<Key, Runnable> running = new ConcurrentHashMap<>();

  /** Notes how the call of a request, as far as it has come, is given up. */
  void add(HttpRequest http, JsonNode requestId, Runnable cancel) {
    key(http, requestId).ifPresent(key -> running.put(key, cancel));
  }

  void remove(HttpRequest http, JsonNode requestId) {
    key(http, requestId).ifPresent(running::remove);
  }

  void cancel(HttpRequest http, JsonNode requestId) {
    key(http, requestId).map(running::get).ifPresent(Runnable::run);
  }

  private static Optional<Key> key(HttpRequest http, JsonNode requestId) {
    return http.header(LegacySession.HEADER)
        .filter(session -> session.length() <= Message.MAX_LENGTH)
        .map(session -> new Key(http.authenticated().tokenId(), session, requestId));
  }
}
