package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Changes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams that tell of changes: of {@code subscriptions/listen}, and of legacy sessions. Each waits
 * on its request's virtual thread, which wakes for a change, to look at what it watches, and to
 * keep the connection alive.
 */
final class Subscriptions implements Changes {
  /** Streams open at one time. */
  static final int MAX_OPEN = 1_000;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final WatchedStates states;
  private final Semaphore free = new Semaphore(MAX_OPEN);
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  Subscriptions(WatchedStates states, Telemetry telemetry) {
    this.states = states;
    telemetry.watch(
        "nightjar_mcp_subscriptions_open",
        "Open streams that tell of changes",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> MAX_OPEN - free.availablePermits());
  }

  Reply listen(HttpRequest http, Message.Request request, ObjectNode result) throws RpcProblem {
    if (!EventStream.isAcceptedBy(http)) {
      throw RpcProblem.cannotStream();
    }
    Caller caller = http.authenticated();
    Subscription subscription = Subscription.of(request, caller, states);
    result.withObject(Protocol.META).set(Protocol.SUBSCRIPTION_ID, request.id());
    return stream(
        subscription,
        Optional.of(subscription.acknowledgement()),
        Optional.of(request.answer(result)));
  }

  /**
   * The stream of a subscription.
   *
   * @param first what it begins with, if anything
   * @param last what it ends with when we end it
   */
  Reply stream(Subscription subscription, Optional<ObjectNode> first, Optional<ObjectNode> last)
      throws RpcProblem {
    if (free.availablePermits() == 0) {
      throw RpcProblem.tooMany("there are " + MAX_OPEN + " subscriptions already; try later");
    }
    return EventStream.reply(
        out -> {
          if (free.tryAcquire()) {
            try {
              open.add(subscription); // what changes from now on waits behind the first message
              write(out, first);
              tell(out, subscription);
              write(out, last);
            } finally {
              open.remove(subscription);
              free.release();
            }
          }
        });
  }

  private static void write(OutputStream out, Optional<ObjectNode> message) throws IOException {
    if (message.isPresent()) {
      EventStream.message(out, message.get());
    } else {
      EventStream.keepAlive(out);
    }
  }

  private void tell(OutputStream out, Subscription subscription)
      throws IOException, InterruptedException {
    long lastWritten = System.nanoTime();
    while (!ending && !subscription.hasEnded()) {
      boolean watches = !subscription.watched().isEmpty();
      List<ObjectNode> messages = subscription.next(watches ? WatchedStates.EVERY : KEEP_ALIVE);
      for (ObjectNode message : messages) {
        EventStream.message(out, message);
      }
      long now = System.nanoTime();
      if (!messages.isEmpty()) {
        lastWritten = now;
      } else if (now - lastWritten >= KEEP_ALIVE.toNanos()) {
        EventStream.keepAlive(out);
        lastWritten = now;
      }
      subscription.look(states);
    }
  }

  /** Whether its stream is open. */
  boolean isOpen(Subscription subscription) {
    return open.contains(subscription);
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
