package io.nightjar.probe;

import io.nightjar.natives.icmp.EchoEvent;
import io.nightjar.natives.icmp.EchoSocket;
import io.nightjar.natives.libc.Wakeup;
import io.nightjar.net.IpAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends echo requests of one family and matches what comes back by sequence number and token. Its
 * thread, which begins with the first request, alone uses the socket and what is in flight.
 */
final class EchoLoop implements AutoCloseable {
  private static final int SEQUENCES = 1 << 16;
  private static final int MOST_WAITING = 4_096;
  private static final int MOST_IN_FLIGHT = SEQUENCES / 2;
  private static final int LONGEST_WAIT_MILLIS = 1_000;

  /** A request that was sent. */
  private record InFlight(
      Request request, int sequence, long token, long sentNanos, long deadlineNanos) {}

  /** A request to send. */
  private record Request(
      IpAddress to, int hops, Duration timeout, CompletableFuture<EchoReply> reply) {}

  private final boolean isV6;
  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MOST_WAITING);
  private final @Nullable InFlight[] bySequence = new @Nullable InFlight[SEQUENCES];
  private final PriorityQueue<InFlight> byDeadline =
      new PriorityQueue<>(Comparator.comparingLong(InFlight::deadlineNanos));
  private final ReentrantLock starting = new ReentrantLock();
  private volatile @Nullable Wakeup wakeup;
  private volatile boolean closing;
  private @Nullable Thread thread;
  private int inFlight;
  private int nextSequence;

  EchoLoop(boolean isV6) {
    this.isV6 = isV6;
  }

  /**
   * Hands over a request; null when there is no room for it.
   *
   * @throws io.nightjar.natives.icmp.IcmpException when the process may not
   */
  @Nullable CompletableFuture<EchoReply> send(IpAddress to, int hops, Duration timeout) {
    Wakeup awake = started();
    Request request = new Request(to, hops, timeout, new CompletableFuture<>());
    if (closing || !requests.offer(request)) {
      return null;
    }
    awake.wake();
    return request.reply();
  }

  private Wakeup started() {
    Wakeup running = wakeup;
    if (running != null) {
      return running;
    }
    starting.lock();
    try {
      Wakeup made = wakeup;
      if (made == null) {
        EchoSocket socket = new EchoSocket(isV6);
        made = new Wakeup();
        thread =
            Thread.ofPlatform()
                .name(isV6 ? "probe-echoes-6" : "probe-echoes")
                .unstarted(() -> run(socket));
        wakeup = made;
        thread.start();
      }
      return made;
    } finally {
      starting.unlock();
    }
  }

  private void run(EchoSocket socket) {
    try (socket) {
      while (!closing) {
        receive(socket);
        sendAll(socket);
        expire();
        await(socket);
      }
    }
    requests.forEach(each -> each.reply().complete(EchoReply.silence()));
    byDeadline.forEach(each -> each.request().reply().complete(EchoReply.silence()));
  }

  private void await(EchoSocket socket) {
    InFlight first = byDeadline.peek();
    long millis =
        first == null
            ? LONGEST_WAIT_MILLIS
            : TimeUnit.NANOSECONDS.toMillis(first.deadlineNanos() - System.nanoTime()) + 1;
    Wakeup awake = wakeup;
    if (awake != null && requests.isEmpty()) {
      boolean _ = awake.await(socket.descriptor(), Math.clamp(millis, 0, LONGEST_WAIT_MILLIS));
    }
  }

  private void sendAll(EchoSocket socket) {
    while (inFlight < MOST_IN_FLIGHT) {
      Request request = requests.poll();
      if (request == null) {
        return;
      }
      send(socket, request);
    }
  }

  private void send(EchoSocket socket, Request request) {
    while (bySequence[nextSequence] != null) {
      nextSequence = (nextSequence + 1) % SEQUENCES;
    }
    long token = ThreadLocalRandom.current().nextLong();
    long now = System.nanoTime();
    String problem = socket.send(request.to().bytes(), request.hops(), nextSequence, token);
    if (problem != null) {
      request.reply().complete(EchoReply.notSent(problem));
      return;
    }
    InFlight sent =
        new InFlight(request, nextSequence, token, now, now + request.timeout().toNanos());
    bySequence[nextSequence] = sent;
    byDeadline.add(sent);
    inFlight++;
    nextSequence = (nextSequence + 1) % SEQUENCES;
  }

  private void receive(EchoSocket socket) {
    for (EchoEvent event = socket.receive(); event != null; event = socket.receive()) {
      take(event);
    }
    for (EchoEvent event = socket.receiveError(); event != null; event = socket.receiveError()) {
      take(event);
    }
  }

  private void take(EchoEvent event) {
    InFlight sent = bySequence[event.sequence()];
    boolean isReply = event.kind() == EchoEvent.Kind.REPLY;
    if (sent == null || (isReply && sent.token() != event.token())) {
      return; // late, twice, or not ours
    }
    long elapsed = System.nanoTime() - sent.sentNanos();
    long rtt = Math.max(elapsed - event.waitedNanos(), 1);
    EchoReply.Kind kind =
        switch (event.kind()) {
          case REPLY -> EchoReply.Kind.REPLY;
          case TIME_EXCEEDED -> EchoReply.Kind.TIME_EXCEEDED;
          case UNREACHABLE -> EchoReply.Kind.UNREACHABLE;
        };
    byDeadline.remove(sent);
    end(sent, new EchoReply(kind, IpAddress.of(event.from()), rtt, ""));
  }

  private void end(InFlight sent, EchoReply reply) {
    bySequence[sent.sequence()] = null;
    inFlight--;
    sent.request().reply().complete(reply);
  }

  private void expire() {
    long now = System.nanoTime();
    for (InFlight first = byDeadline.peek();
        first != null && first.deadlineNanos() - now <= 0;
        first = byDeadline.peek()) {
      byDeadline.remove();
      end(first, EchoReply.silence());
    }
  }

  @Override
  public void close() {
    closing = true;
    Wakeup awake = wakeup;
    Thread running = thread;
    if (awake == null || running == null) {
      return;
    }
    awake.wake();
    try {
      running.join(Duration.ofSeconds(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    awake.close();
  }
}
