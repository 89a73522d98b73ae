package io.nightjar.live;

import io.nightjar.host.Amount;
import io.nightjar.host.Traffic;

/** Traffic of the flows of one application in one category; clients send, servers are sent. */
public final class ApplicationTraffic extends Traffic {
  private final String application;
  private final String category;
  private long flows;
  private long sampledFlows;

  ApplicationTraffic(String application, String category, long nowNanos) {
    super(nowNanos);
    this.application = application;
    this.category = category;
  }

  /** A flow turned out to be of this application; what it did so far counts now. */
  void flow(Amount soFar, long nowNanos) {
    add(soFar, nowNanos);
    flows++;
  }

  /** Flows since the last call of this. */
  long takeUnsampledFlows() {
    long more = flows - sampledFlows;
    sampledFlows = flows;
    return more;
  }

  /** The application as nDPI names it. */
  public String application() {
    return application;
  }

  /** Its category; empty when none. */
  public String category() {
    return category;
  }

  /** Flows that turned out to be of it. */
  public long flows() {
    return flows;
  }
}
