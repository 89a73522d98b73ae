package io.nightjar.exclusion;

import io.nightjar.alert.Finding;
import io.nightjar.alert.FlowFacts;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An exclusion made ready to be asked, and how often it matched. */
final class Rule {
  private static final long NEVER = Long.MAX_VALUE;

  private final Exclusion exclusion;
  private final String id;
  private final @Nullable Prefix peer;
  private final int port;
  private final int protocol;
  private final String application;
  private final String direction;
  private final String alert;
  private final boolean needsFlow;
  private final long expiresMillis;
  private final LongAdder hits = new LongAdder();
  private volatile long lastMillis;

  Rule(Exclusion exclusion) {
    Conditions conditions = exclusion.conditions();
    this.exclusion = exclusion;
    this.id = exclusion.id();
    this.peer = conditions.peer().orElse(null);
    this.port = conditions.port();
    this.protocol = conditions.protocolNumber();
    this.application = conditions.application();
    this.direction = conditions.direction();
    this.alert = conditions.alert();
    this.needsFlow = conditions.needFlow();
    this.expiresMillis = exclusion.expires().map(Instant::toEpochMilli).orElse(NEVER);
  }

  Exclusion exclusion() {
    return exclusion;
  }

  String id() {
    return id;
  }

  /**
   * Whether all but the subject is so.
   *
   * @param other the end that is not the subject; null where there is none
   * @param another another such end, where the subject is none itself; else null
   */
  boolean isMet(
      Finding finding,
      @Nullable FlowFacts flow,
      @Nullable IpAddress other,
      @Nullable IpAddress another,
      long nowMillis) {
    return nowMillis < expiresMillis
        && (alert.isEmpty() || alert.equals(finding.type().key()))
        && (peer == null || isPeer(other) || isPeer(another))
        && (!needsFlow || (flow != null && isMetBy(flow)));
  }

  private boolean isPeer(@Nullable IpAddress end) {
    return end != null && peer != null && peer.contains(end);
  }

  private boolean isMetBy(FlowFacts flow) {
    return (port == 0 || port == flow.serverPort())
        && (protocol < 0 || protocol == flow.transport())
        && (application.isEmpty() || isApplication(flow.application()))
        && (direction.isEmpty() || direction.equals(flow.direction()));
  }

  /** {@code TLS} is also {@code TLS.Google}. */
  private boolean isApplication(String name) {
    int length = application.length();
    return name.regionMatches(true, 0, application, 0, length)
        && (name.length() == length || name.charAt(length) == '.');
  }

  void count(long nowMillis) {
    hits.increment();
    lastMillis = nowMillis;
  }

  /** How often it matched since this was last asked. */
  long takeHits() {
    return hits.sumThenReset();
  }

  /** When it last matched, milliseconds since the epoch; 0 for never. */
  long lastMillis() {
    return lastMillis;
  }
}
