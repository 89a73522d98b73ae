package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams of {@code subscriptions/listen}. Nothing that can be listened to changes while the server
 * runs, so a stream is acknowledged with an empty filter and then only kept alive. Each waits on
 * its request's virtual thread.
 */
final class Subscriptions {
  private static final int MAX_OPEN = 256;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final Semaphore free = new Semaphore(MAX_OPEN);
  private final CountDownLatch ending = new CountDownLatch(1);

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
    if (free.availablePermits() == 0) {
      throw RpcProblem.tooMany("there are " + MAX_OPEN + " subscriptions already; try later");
    }
    return EventStream.reply(out -> stream(out, request, result));
  }

  private void stream(OutputStream out, Message.Request request, ObjectNode result)
      throws IOException, InterruptedException {
    if (!free.tryAcquire()) {
      return;
    }
    try {
      EventStream.message(out, acknowledgement(request));
      while (!ending.await(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
        EventStream.keepAlive(out);
      }
      result.withObject(Protocol.META).set(Protocol.SUBSCRIPTION_ID, request.id());
      EventStream.message(out, request.answer(result));
    } finally {
      free.release();
    }
  }

  private static ObjectNode acknowledgement(Message.Request request) {
    ObjectNode message =
        Json.object()
            .put("jsonrpc", "2.0")
            .put("method", "notifications/subscriptions/acknowledged");
    ObjectNode params = message.putObject("params");
    params.putObject(Protocol.META).set(Protocol.SUBSCRIPTION_ID, request.id());
    params.putObject("notifications");
    return message;
  }

  /** Ends all streams with a result. */
  void end() {
    ending.countDown();
  }
}
