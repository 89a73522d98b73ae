package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A copy of what a device did, for readers on other threads.
 *
 * @param addresses it sends from, the first ones seen
 */
public record DeviceFigures(
    long mac,
    long bytesSent,
    long bytesReceived,
    long packetsSent,
    long packetsReceived,
    long firstSeenNanos,
    long lastSeenNanos,
    Set<IpAddress> addresses) {

  /** Bytes both ways. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** The same device as two workers saw it. */
  public DeviceFigures plus(DeviceFigures other) {
    Set<IpAddress> all = new LinkedHashSet<>(addresses);
    all.addAll(other.addresses);
    return new DeviceFigures(
        mac,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        packetsSent + other.packetsSent,
        packetsReceived + other.packetsReceived,
        Math.min(firstSeenNanos, other.firstSeenNanos),
        Math.max(lastSeenNanos, other.lastSeenNanos),
        all);
  }
}
