package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A MAC address seen on an interface, and what it did. Owned by one worker. Bytes are frame lengths
 * on the wire; times are nanoseconds since the epoch.
 */
public final class Device {
  private static final int MAX_ADDRESSES = 64;

  private final long mac;
  private final long firstSeenNanos;
  private final Set<IpAddress> addresses = LinkedHashSet.newLinkedHashSet(2);
  private long lastSeenNanos;
  private long bytesSent;
  private long bytesReceived;
  private long packetsSent;
  private long packetsReceived;

  Device(long mac, long nowNanos) {
    this.mac = mac;
    firstSeenNanos = nowNanos;
    lastSeenNanos = nowNanos;
  }

  /** Counts a frame it sent. */
  public void sent(int bytes, long nowNanos) {
    bytesSent += bytes;
    packetsSent++;
    lastSeenNanos = Math.max(lastSeenNanos, nowNanos);
  }

  /** Counts a frame it was sent. */
  public void received(int bytes, long nowNanos) {
    bytesReceived += bytes;
    packetsReceived++;
    lastSeenNanos = Math.max(lastSeenNanos, nowNanos);
  }

  /** Remembers an address it sends from; a router has many, at most 64 are kept. */
  public void uses(IpAddress address) {
    if (addresses.size() < MAX_ADDRESSES) {
      addresses.add(address);
    }
  }

  /** The address, 48 bits. */
  public long mac() {
    return mac;
  }

  /** When it was last seen. */
  public long lastSeenNanos() {
    return lastSeenNanos;
  }

  /** A copy of the figures, true at this moment. */
  public DeviceFigures figures() {
    return new DeviceFigures(
        mac,
        bytesSent,
        bytesReceived,
        packetsSent,
        packetsReceived,
        firstSeenNanos,
        lastSeenNanos,
        new LinkedHashSet<>(addresses));
  }
}
