package io.nightjar.probe;

import io.nightjar.natives.icmp.IcmpException;
import io.nightjar.net.IpAddress;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Echo requests of all probes. One platform thread a family sends and receives for all of them; it
 * begins with the first request. Safe for every thread.
 */
public final class EchoSender implements AutoCloseable {
  /** The hop limit of a request that is not to end on the way. */
  static final int FAR = 64;

  private final Counter sent;
  private final Counter refused;
  private final EchoLoop v4;
  private final EchoLoop v6;

  /** Counts there. */
  public EchoSender(Telemetry telemetry) {
    sent = telemetry.counter("nightjar_probe_echoes_total", "Echo requests of probes");
    refused =
        telemetry.counter(
            "nightjar_probe_echoes_refused_total", "Echo requests refused: too many wait");
    v4 = new EchoLoop(false);
    v6 = new EchoLoop(true);
  }

  /**
   * Sends a request; what becomes of it is told within {@code timeout}.
   *
   * @param hops how many routers it may pass, and one
   * @throws NoAnswer when this machine cannot send any
   */
  CompletableFuture<EchoReply> send(IpAddress to, int hops, Duration timeout) throws NoAnswer {
    sent.increment();
    try {
      CompletableFuture<EchoReply> reply = (to.isV4() ? v4 : v6).send(to, hops, timeout);
      if (reply == null) {
        refused.increment();
        throw NoAnswer.failed("too many echo requests wait: probe less often");
      }
      return reply;
    } catch (IcmpException e) {
      throw NoAnswer.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Waits for it. */
  static EchoReply await(CompletableFuture<EchoReply> reply) throws InterruptedException {
    try {
      return reply.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reply cannot fail", e);
    }
  }

  @Override
  public void close() {
    v4.close();
    v6.close();
  }
}
