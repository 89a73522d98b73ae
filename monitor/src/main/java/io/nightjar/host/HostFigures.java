package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A copy of what a host did, for readers on other threads.
 *
 * @param mac link-layer source of its last frame, 0 when there is none
 * @param interfaceName where it was seen
 * @param ttl time to live of its last packet
 * @param bitsPerSecond both ways, over the last seconds
 * @param applications bytes by application name, both ways; of flows in memory, those of their
 *     records so far
 * @param serverPorts ports it answered on, with flows
 * @param risks risks of its flows, with flows
 * @param identity what it gave away of itself
 */
public record HostFigures(
    IpAddress ip,
    int vlanId,
    Origin origin,
    long mac,
    String interfaceName,
    long bytesSent,
    long bytesReceived,
    long packetsSent,
    long packetsReceived,
    long flowsAsClient,
    long flowsAsServer,
    long activeAsClient,
    long activeAsServer,
    long score,
    long retransmissions,
    long dnsQueries,
    long dnsErrors,
    long httpRequests,
    long httpErrors,
    int ttl,
    double bitsPerSecond,
    long firstSeenNanos,
    long lastSeenNanos,
    SortedMap<String, Long> applications,
    SortedMap<Integer, Long> serverPorts,
    SortedMap<String, Long> risks,
    IdentityFigures identity) {

  /** Bytes both ways. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** Flows of both roles still in memory. */
  public long activeFlows() {
    return activeAsClient + activeAsServer;
  }

  /** The same with other bytes by application. */
  public HostFigures withApplications(SortedMap<String, Long> bytesByApplication) {
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
        bitsPerSecond,
        firstSeenNanos,
        lastSeenNanos,
        bytesByApplication,
        serverPorts,
        risks,
        identity);
  }

  /** The same host as two workers saw it: counts add up, times widen. */
  public HostFigures plus(HostFigures other) {
    HostFigures later = lastSeenNanos >= other.lastSeenNanos ? this : other;
    return new HostFigures(
        ip,
        vlanId,
        origin,
        later.mac != 0 ? later.mac : Math.max(mac, other.mac),
        later.interfaceName,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        packetsSent + other.packetsSent,
        packetsReceived + other.packetsReceived,
        flowsAsClient + other.flowsAsClient,
        flowsAsServer + other.flowsAsServer,
        activeAsClient + other.activeAsClient,
        activeAsServer + other.activeAsServer,
        score + other.score,
        retransmissions + other.retransmissions,
        dnsQueries + other.dnsQueries,
        dnsErrors + other.dnsErrors,
        httpRequests + other.httpRequests,
        httpErrors + other.httpErrors,
        later.ttl,
        bitsPerSecond + other.bitsPerSecond,
        Math.min(firstSeenNanos, other.firstSeenNanos),
        later.lastSeenNanos,
        sum(applications, other.applications),
        sum(serverPorts, other.serverPorts),
        sum(risks, other.risks),
        identity.plus(other.identity));
  }

  private static <K extends Comparable<K>> SortedMap<K, Long> sum(
      SortedMap<K, Long> one, SortedMap<K, Long> other) {
    SortedMap<K, Long> both = new TreeMap<>(one);
    other.forEach((key, count) -> both.merge(key, count, Long::sum));
    return both;
  }
}
