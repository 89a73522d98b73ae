package io.nightjar.history;

import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a probe found.
 *
 * @param monitor name of the monitor that probed
 * @param measurement the kind of probe
 * @param target as the probe was defined
 * @param granularity how often it runs
 * @param address whom it went to; null where a name had none
 * @param state up, down or failed
 * @param reason why it is not up; may hold text from the network
 * @param value what was measured; null while it is not up
 * @param threshold what the value is held against
 * @param isExceeded whether the value is on the wrong side of it
 * @param isMaintenance whether nobody expects it to be up
 */
public record ProbeResult(
    Instant time,
    String monitor,
    String measurement,
    String target,
    String granularity,
    @Nullable IpAddress address,
    String state,
    String reason,
    @Nullable Double value,
    double threshold,
    boolean isExceeded,
    boolean isMaintenance,
    Echoes echoes,
    Phases phases,
    Answer answer) {

  /**
   * Echo requests of the run.
   *
   * @param jitterMs mean difference between one round trip and the next
   */
  public record Echoes(
      int sent,
      int received,
      @Nullable Double minMs,
      @Nullable Double avgMs,
      @Nullable Double maxMs,
      @Nullable Double jitterMs) {
    /** Nothing was sent. */
    public static final Echoes NONE = new Echoes(0, 0, null, null, null, null);

    /** Percent that did not come back; null where nothing was sent. */
    public @Nullable Double lossPercent() {
      return sent == 0 ? null : 100.0 * (sent - received) / sent;
    }
  }

  /** How long each part of an exchange took, in ms; null where there was none. */
  public record Phases(
      @Nullable Double dnsMs,
      @Nullable Double connectMs,
      @Nullable Double tlsMs,
      @Nullable Double firstByteMs,
      @Nullable Double totalMs) {
    /** No exchange. */
    public static final Phases NONE = new Phases(null, null, null, null, null);
  }

  /**
   * What was answered.
   *
   * @param httpStatus 0 for none
   * @param certificateDays until the server's certificate ends; null for none
   * @param bytes of the body that were read
   * @param path the routers on the way, * for one that kept silent
   */
  public record Answer(
      int httpStatus, @Nullable Double certificateDays, long bytes, List<String> path) {
    /** Nothing of it. */
    public static final Answer NONE = new Answer(0, null, 0, List.of());

    /** Keeps its own list. */
    public Answer {
      path = List.copyOf(path);
    }
  }
}
