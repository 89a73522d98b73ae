package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A MAC address seen on an interface, and what it did. Owned by one worker; a copy is an empty
 * device this one was added to.
 */
public final class Device extends Traffic {
  private static final int MAX_ADDRESSES = 64;

  private final long mac;
  private final Set<IpAddress> addresses = LinkedHashSet.newLinkedHashSet(2);

  Device(long mac, long nowNanos) {
    super(nowNanos);
    this.mac = mac;
  }

  /** Remembers an address it sends from; a router has many, at most 64 are kept. */
  public void uses(IpAddress address) {
    if (addresses.size() < MAX_ADDRESSES) {
      addresses.add(address);
    }
  }

  /** Adds the same device as another worker saw it. */
  void addAll(Device other) {
    addTraffic(other);
    other.addresses.forEach(this::uses);
  }

  Device copy() {
    Device copy = new Device(mac, firstSeenNanos());
    copy.addAll(this);
    return copy;
  }

  /** The address, 48 bits. */
  public long mac() {
    return mac;
  }

  /** Addresses it sends from, the first ones seen. */
  public Set<IpAddress> addresses() {
    return Set.copyOf(addresses);
  }
}
