package io.nightjar.flow;

import java.time.Duration;

/**
 * When a flow ends, or leaves a record though it goes on.
 *
 * @param tcp silence that ends a TCP flow
 * @param tcpEnded silence that ends a TCP flow after FIN of both sides or a reset
 * @param tcpUnanswered silence that ends a TCP flow that never was established
 * @param other silence that ends any other flow
 * @param active how long a flow may go on before what it did is recorded
 */
public record FlowTimeouts(
    Duration tcp, Duration tcpEnded, Duration tcpUnanswered, Duration other, Duration active) {

  /** 5 min, 5 s, 30 s, 60 s; a record every 5 min. */
  public static FlowTimeouts defaults() {
    return new FlowTimeouts(
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5));
  }

  /** Nanoseconds of silence that end this flow. */
  public long idleNanos(Flow flow) {
    if (flow.protocol() != 6) {
      return other.toNanos();
    }
    if (flow.hasEnded()) {
      return tcpEnded.toNanos();
    }
    return flow.connState() == ConnState.S0 ? tcpUnanswered.toNanos() : tcp.toNanos();
  }
}
