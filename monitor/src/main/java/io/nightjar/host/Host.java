package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An address seen on an interface, and what it did. Owned by one worker; others get copies of its
 * figures. Bytes are frame lengths on the wire; times are nanoseconds since the epoch.
 */
public final class Host {
  private static final int MAX_PORTS = 64;
  private static final int MAX_RISKS = 64;
  private static final int MAX_APPLICATIONS = 64;
  private static final SortedMap<String, Long> NOTHING = Collections.emptySortedMap();
  private static final SortedMap<Integer, Long> NOTHING_BY_PORT = Collections.emptySortedMap();
  private static final String OTHER_APPLICATIONS = "(other)";

  private final IpAddress ip;
  private final int vlanId;
  private final Origin origin;
  private final long firstSeenNanos;
  private final Rate rate = new Rate();
  private final SortedMap<String, Long> risks = new TreeMap<>();
  private final SortedMap<Integer, Long> serverPorts = new TreeMap<>();
  private final SortedMap<String, Long> applications = new TreeMap<>();
  long lastSeenNanos;
  long mac;
  long bytesSent;
  long bytesReceived;
  long packetsSent;
  long packetsReceived;
  long flowsAsClient;
  long flowsAsServer;
  int activeAsClient;
  int activeAsServer;
  long score;
  long retransmissions;
  long dnsQueries;
  long dnsErrors;
  long httpRequests;
  long httpErrors;
  int ttl;
  int hash;
  @Nullable HostIdentity identity;

  Host(IpAddress ip, int vlanId, Origin origin, long nowNanos) {
    this.ip = ip;
    this.vlanId = vlanId;
    this.origin = origin;
    firstSeenNanos = nowNanos;
    lastSeenNanos = nowNanos;
  }

  /** Counts a frame this host sent. */
  public void sent(int bytes, long sourceMac, int timeToLive, long nowNanos) {
    bytesSent += bytes;
    packetsSent++;
    mac = sourceMac;
    ttl = timeToLive;
    seen(bytes, nowNanos);
  }

  /** Counts a frame this host was sent. */
  public void received(int bytes, long nowNanos) {
    bytesReceived += bytes;
    packetsReceived++;
    seen(bytes, nowNanos);
  }

  private void seen(int bytes, long nowNanos) {
    if (nowNanos > lastSeenNanos) {
      lastSeenNanos = nowNanos;
    }
    rate.add(bytes, nowNanos);
  }

  /** A flow of this host began. */
  public void flowOpened(boolean asClient) {
    if (asClient) {
      flowsAsClient++;
      activeAsClient++;
    } else {
      flowsAsServer++;
      activeAsServer++;
    }
  }

  /** A flow of this host left memory. */
  public void flowClosed(boolean asClient) {
    if (asClient) {
      activeAsClient--;
    } else {
      activeAsServer--;
    }
  }

  /** Remembers a port this host answered on; at most {@value #MAX_PORTS}, then only known ones. */
  public void servedOn(int port) {
    if (serverPorts.containsKey(port) || serverPorts.size() < MAX_PORTS) {
      serverPorts.merge(port, 1L, Long::sum);
    }
  }

  /** Remembers a risk of one of this host's flows. */
  public void atRisk(String risk) {
    if (risks.containsKey(risk) || risks.size() < MAX_RISKS) {
      risks.merge(risk, 1L, Long::sum);
    }
  }

  /** Adds the score of one of this host's flows. */
  public void scored(int flowScore) {
    score += flowScore;
  }

  /** Counts segments this host sent again. */
  public void retransmitted(long segments) {
    retransmissions += segments;
  }

  /** Counts a DNS query this host sent, and whether the answer was an error. */
  public void asked(boolean failed) {
    dnsQueries++;
    dnsErrors += failed ? 1 : 0;
  }

  /** Counts an HTTP request this host sent, and whether the answer was 400 or above. */
  public void requested(boolean failed) {
    httpRequests++;
    httpErrors += failed ? 1 : 0;
  }

  /** Adds bytes both ways of one of this host's flows to its application. */
  public void used(String application, long bytes) {
    if (applications.containsKey(application) || applications.size() < MAX_APPLICATIONS) {
      applications.merge(application, bytes, Long::sum);
    } else {
      applications.merge(OTHER_APPLICATIONS, bytes, Long::sum);
    }
  }

  /** The address. */
  public IpAddress ip() {
    return ip;
  }

  /** The VLAN it was seen on, 0 for none. */
  public int vlanId() {
    return vlanId;
  }

  /** What look-up data says of the address. */
  public Origin origin() {
    return origin;
  }

  /** The link-layer source of its last frame, 0 when there is none. */
  public long mac() {
    return mac;
  }

  /** What it gave away of itself; null for nothing. {@link HostTable#identify} makes it. */
  public @Nullable HostIdentity identity() {
    return identity;
  }

  /** Whether it can be forgotten: no flow, and nothing heard since. */
  public boolean isIdleSince(long nanos) {
    return activeAsClient == 0 && activeAsServer == 0 && lastSeenNanos < nanos;
  }

  /** A copy of the figures, true at this moment, without the maps. */
  public HostFigures figures(long nowNanos, String interfaceName) {
    return figures(nowNanos, interfaceName, NOTHING, NOTHING_BY_PORT, NOTHING);
  }

  /** A copy of everything, true at this moment. */
  public HostFigures details(long nowNanos, String interfaceName) {
    return figures(
        nowNanos,
        interfaceName,
        new TreeMap<>(applications),
        new TreeMap<>(serverPorts),
        new TreeMap<>(risks));
  }

  private HostFigures figures(
      long nowNanos,
      String interfaceName,
      SortedMap<String, Long> bytesByApplication,
      SortedMap<Integer, Long> flowsByPort,
      SortedMap<String, Long> flowsByRisk) {
    return new HostFigures(
        ip,
        vlanId,
        origin,
        mac,
        interfaceName,
        bytesSent,
        bytesReceived,
        packetsSent,
        packetsReceived,
        flowsAsClient,
        flowsAsServer,
        activeAsClient,
        activeAsServer,
        score,
        retransmissions,
        dnsQueries,
        dnsErrors,
        httpRequests,
        httpErrors,
        ttl,
        rate.bitsPerSecond(nowNanos),
        firstSeenNanos,
        lastSeenNanos,
        bytesByApplication,
        flowsByPort,
        flowsByRisk,
        identity == null ? IdentityFigures.NONE : identity.figures());
  }
}
