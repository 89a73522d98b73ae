package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What legacy clients hear of changes: a stream of their session, opened with GET, and the
 * resources they subscribe to, before or after. Of a bounded number of sessions something is kept;
 * of those without a stream the one asked for longest ago is forgotten first.
 */
final class LegacyStreams {
  private static final String LAST_EVENT = "Last-Event-ID";

  /** A session of a holder: nobody hears of another's. */
  private record Key(long tokenId, String session) {}

  private final Map<Key, Subscription> sessions = new LinkedHashMap<>(16, 0.75f, true);
  private final ReentrantLock lock = new ReentrantLock();
  private final WatchedStates states;
  private final Subscriptions streams;

  LegacyStreams(WatchedStates states, Subscriptions streams) {
    this.states = states;
    this.streams = streams;
  }

  /** The stream of a session; empty for a request that cannot have one. */
  Optional<Reply> listen(HttpRequest http) throws RpcProblem {
    Optional<Key> key = key(http);
    boolean legacy =
        http.header(Protocol.VERSION_HEADER).map(Protocol.LEGACY::contains).orElse(true);
    if (!http.method().equals("GET")
        || key.isEmpty()
        || !legacy
        || !EventStream.isAcceptedBy(http)
        || http.header(LAST_EVENT).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        streams.stream(
            replaced(key.get(), http.authenticated()), Optional.empty(), Optional.empty()));
  }

  /** {@code resources/subscribe}. */
  ObjectNode subscribe(HttpRequest http, Message.Request request) throws RpcProblem {
    String uri = uri(request);
    Key key =
        key(http)
            .orElseThrow(
                () -> RpcProblem.invalidRequest("send the Mcp-Session-Id that initialize gave"));
    if (!session(key, http.authenticated()).watch(uri, states)) {
      throw RpcProblem.badArguments(
          "there is nothing to subscribe to at this uri: what is there does not change, cannot be"
              + " read by this token, or 100 are subscribed to; monitor://health changes");
    }
    return Json.object();
  }

  /** {@code resources/unsubscribe}; of what nobody subscribed to is no error. */
  ObjectNode unsubscribe(HttpRequest http, Message.Request request) throws RpcProblem {
    String uri = uri(request);
    key(http).flatMap(this::known).ifPresent(session -> session.forget(uri));
    return Json.object();
  }

  private static String uri(Message.Request request) throws RpcProblem {
    JsonNode uri = request.params().path("uri");
    if (!uri.isString()) {
      throw RpcProblem.invalidParams("params.uri is the address of a resource");
    }
    return uri.stringValue();
  }

  private static Optional<Key> key(HttpRequest http) {
    return http.header(LegacySession.HEADER)
        .filter(session -> !session.isEmpty() && session.length() <= Message.MAX_LENGTH)
        .map(session -> new Key(http.authenticated().tokenId(), session));
  }

  private Optional<Subscription> known(Key key) {
    lock.lock();
    try {
      return Optional.ofNullable(sessions.get(key));
    } finally {
      lock.unlock();
    }
  }

  private Subscription session(Key key, Caller caller) throws RpcProblem {
    lock.lock();
    try {
      Subscription known = sessions.get(key);
      if (known != null) {
        return known;
      }
      Subscription made = new Subscription(Optional.empty(), caller, true);
      put(key, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** A session has one stream: an earlier one ends, what it watched goes on. */
  private Subscription replaced(Key key, Caller caller) throws RpcProblem {
    Subscription before = session(key, caller);
    Subscription made = new Subscription(Optional.empty(), caller, true);
    before.watched().forEach(uri -> made.watch(uri, states));
    lock.lock();
    try {
      put(key, made);
    } finally {
      lock.unlock();
    }
    before.end();
    return made;
  }

  private void put(Key key, Subscription made) throws RpcProblem {
    if (sessions.size() >= Subscriptions.MAX_OPEN && !sessions.containsKey(key)) {
      Key oldest =
          sessions.entrySet().stream()
              .filter(each -> !streams.isOpen(each.getValue()))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow(() -> RpcProblem.tooMany("too many sessions listen; try later"));
      sessions.remove(oldest);
    }
    sessions.put(key, made);
  }
}
