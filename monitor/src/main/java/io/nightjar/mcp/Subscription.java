package io.nightjar.mcp;

import io.nightjar.tool.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stream of {@code subscriptions/listen}: what its client wants to hear of, and what waits to
 * be told. A change told before the one like it was sent is sent once.
 */
final class Subscription {
  /** Something that changed; at no URI the list of tools. */
  private record Notice(Optional<String> uri) {}

  private static final String TOOLS = "toolsListChanged";
  private static final String RESOURCES = "resourceSubscriptions";
  private static final int MAX_RESOURCES = 100;
  private static final int LONGEST_URI = 2_048;

  private final JsonNode id;
  private final boolean tools;
  private final Set<String> resources;
  private final Set<Notice> waiting = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  private Subscription(JsonNode id, boolean tools, Set<String> resources) {
    this.id = id;
    this.tools = tools;
    this.resources = resources;
  }

  /** What a request wants to hear of; kinds there are none of here are left out. */
  static Subscription of(Message.Request request) throws RpcProblem {
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
    Set<String> resources = new LinkedHashSet<>();
    uris.forEach(uri -> resources.add(uri.stringValue()));
    return new Subscription(request.id(), wanted.path(TOOLS).asBoolean(false), resources);
  }

  private static boolean areUris(JsonNode uris) {
    return uris.isArray()
        && uris.size() <= MAX_RESOURCES
        && uris.valueStream()
            .allMatch(uri -> uri.isString() && uri.stringValue().length() <= LONGEST_URI);
  }

  void toolsListChanged() {
    if (tools) {
      add(new Notice(Optional.empty()));
    }
  }

  void resourceUpdated(String uri) {
    if (resources.contains(uri)) {
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
    if (!resources.isEmpty()) {
      resources.forEach(agreed.putArray(RESOURCES)::add);
    }
    return message;
  }

  private ObjectNode notification(String method) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
    message.putObject("params").putObject(Protocol.META).set(Protocol.SUBSCRIPTION_ID, id);
    return message;
  }
}
