package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Changes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams of {@code subscriptions/listen}. Each waits on its request's virtual thread, which wakes
 * for a change and to keep the connection alive.
 */
final class Subscriptions implements Changes {
  /** Streams open at one time. */
  static final int MAX_OPEN = 1_000;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final Semaphore free = new Semaphore(MAX_OPEN);
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  Subscriptions(Telemetry telemetry) {
    telemetry.watch(
        "nightjar_mcp_subscriptions_open",
        "Open streams of subscriptions/listen",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> MAX_OPEN - free.availablePermits());
  }

  Reply listen(HttpRequest http, Message.Request request, ObjectNode result) throws RpcProblem {
    if (!EventStream.isAcceptedBy(http)) {
      throw RpcProblem.cannotStream();
    }
    Subscription subscription = Subscription.of(request);
    if (free.availablePermits() == 0) {
      throw RpcProblem.tooMany("there are " + MAX_OPEN + " subscriptions already; try later");
    }
    result.withObject(Protocol.META).set(Protocol.SUBSCRIPTION_ID, request.id());
    ObjectNode end = request.answer(result);
    return EventStream.reply(out -> stream(out, subscription, end));
  }

  private void stream(OutputStream out, Subscription subscription, ObjectNode end)
      throws IOException, InterruptedException {
    if (!free.tryAcquire()) {
      return;
    }
    try {
      open.add(subscription); // what changes from now on waits behind the acknowledgement
      EventStream.message(out, subscription.acknowledgement());
      while (!ending && !subscription.hasEnded()) {
        var messages = subscription.next(KEEP_ALIVE);
        for (ObjectNode message : messages) {
          EventStream.message(out, message);
        }
        if (messages.isEmpty()) {
          EventStream.keepAlive(out);
        }
      }
      EventStream.message(out, end);
    } finally {
      open.remove(subscription);
      free.release();
    }
  }

  @Override
  public void toolsListChanged() {
    open.forEach(Subscription::toolsListChanged);
  }

  @Override
  public void resourceUpdated(String uri) {
    open.forEach(subscription -> subscription.resourceUpdated(uri));
  }

  /** Ends all streams with a result, and waits a little until those are written. */
  void end() {
    ending = true;
    open.forEach(Subscription::end);
    try {
      boolean all = free.tryAcquire(MAX_OPEN, LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
      if (all) {
        free.release(MAX_OPEN);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
