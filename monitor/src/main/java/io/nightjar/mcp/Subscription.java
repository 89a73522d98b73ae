package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.tool.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the client of one stream wants to hear of, and what waits to be told. A change told before
 * the one like it was sent is sent once.
 */
final class Subscription {
  /** Something that changed; at no URI the list of tools. */
  private record Notice(Optional<String> uri) {}

  static final String RESOURCES = "resourceSubscriptions";
  static final int MAX_RESOURCES = 100;
  private static final String TOOLS = "toolsListChanged";
  private static final int LONGEST_URI = 2_048;

  private final Optional<JsonNode> id;
  private final Caller caller;
  private final boolean tools;
  private final Map<String, String> stateByUri = new LinkedHashMap<>();
  private final Set<Notice> waiting = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  /**
   * A subscription to no resource yet.
   *
   * @param id of the request that stands behind it; empty for a legacy session
   * @param tools whether to tell of changes of the list of tools
   */
  Subscription(Optional<JsonNode> id, Caller caller, boolean tools) {
    this.id = id;
    this.caller = caller;
    this.tools = tools;
  }

  /** What a request wants to hear of; what there is nothing to tell of here is left out. */
  static Subscription of(Message.Request request, Caller caller, WatchedStates states)
      throws RpcProblem {
    JsonNode wanted = request.params().path("notifications");
    JsonNode uris = wanted.path(RESOURCES);
    if (!wanted.isMissingNode() && !wanted.isObject()) {
      throw RpcProblem.invalidParams("params.notifications is an object");
    }
    if (!uris.isMissingNode() && !areUris(uris)) {
      throw RpcProblem.invalidParams(
          RESOURCES
              + " is a list of at most "
              + MAX_RESOURCES
              + " URIs of at most 2048 characters");
    }
    Subscription made =
        new Subscription(Optional.of(request.id()), caller, wanted.path(TOOLS).asBoolean(false));
    uris.forEach(uri -> made.watch(uri.stringValue(), states));
    return made;
  }

  private static boolean areUris(JsonNode uris) {
    return uris.isArray()
        && uris.size() <= MAX_RESOURCES
        && uris.valueStream()
            .allMatch(uri -> uri.isString() && uri.stringValue().length() <= LONGEST_URI);
  }

  /** Tells of changes at this URI from now on; false where there is nothing to watch. */
  boolean watch(String uri, WatchedStates states) {
    Optional<String> state = states.now(uri, caller);
    lock.lock();
    try {
      boolean room = stateByUri.size() < MAX_RESOURCES || stateByUri.containsKey(uri);
      if (state.isPresent() && room) {
        stateByUri.put(uri, state.get());
      }
      return state.isPresent() && room;
    } finally {
      lock.unlock();
    }
  }

  void forget(String uri) {
    lock.lock();
    try {
      stateByUri.remove(uri);
      waiting.remove(new Notice(Optional.of(uri)));
    } finally {
      lock.unlock();
    }
  }

  /** The URIs it tells of. */
  List<String> watched() {
    lock.lock();
    try {
      return List.copyOf(stateByUri.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Looks whether what it watches has changed. */
  void look(WatchedStates states) {
    for (String uri : watched()) {
      Optional<String> now = states.of(uri, caller);
      now.ifPresent(state -> saw(uri, state));
    }
  }

  private void saw(String uri, String state) {
    lock.lock();
    try {
      String before = stateByUri.replace(uri, state);
      if (before != null && !before.equals(state)) {
        waiting.add(new Notice(Optional.of(uri)));
      }
    } finally {
      lock.unlock();
    }
  }

  void toolsListChanged() {
    if (tools) {
      add(new Notice(Optional.empty()));
    }
  }

  void resourceUpdated(String uri) {
    if (watched().contains(uri)) {
      add(new Notice(Optional.of(uri)));
    }
  }

  private void add(Notice notice) {
    lock.lock();
    try {
      waiting.add(notice);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** The messages that wait, once there are any, at most this long from now. */
  List<ObjectNode> next(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (waiting.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<ObjectNode> messages = new ArrayList<>();
      waiting.forEach(notice -> messages.add(message(notice)));
      waiting.clear();
      return messages;
    } finally {
      lock.unlock();
    }
  }

  private ObjectNode message(Notice notice) {
    ObjectNode message =
        notification(
            notice.uri().isPresent()
                ? "notifications/resources/updated"
                : "notifications/tools/list_changed");
    notice.uri().ifPresent(uri -> message.withObject("params").put("uri", uri));
    return message;
  }

  /** The first message: what of the wanted will be told. */
  ObjectNode acknowledgement() {
    ObjectNode message = notification("notifications/subscriptions/acknowledged");
    ObjectNode agreed = message.withObject("params").putObject("notifications");
    if (tools) {
      agreed.put(TOOLS, true);
    }
    List<String> uris = watched();
    if (!uris.isEmpty()) {
      uris.forEach(agreed.putArray(RESOURCES)::add);
    }
    return message;
  }

  private ObjectNode notification(String method) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
    id.ifPresent(
        known ->
            message
                .putObject("params")
                .putObject(Protocol.META)
                .set(Protocol.SUBSCRIPTION_ID, known));
    return message;
  }
}
