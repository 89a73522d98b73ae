package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A MAC address seen on an interface, and what it did. Owned by one worker; a copy is an empty
 * device this one was added to.
 */
public final class Device extends Traffic {
  private static final int MAX_ADDRESSES = 64;
  private static final int MAX_CLAIMS = 8;

  private final long mac;
  private final Set<IpAddress> addresses = LinkedHashSet.newLinkedHashSet(2);
  private @Nullable Set<IpAddress> claims;

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

  /** Remembers an address it says in ARP that it has; at most 8 are kept. */
  public void claims(IpAddress address) {
    uses(address);
    claims = claims == null ? LinkedHashSet.newLinkedHashSet(1) : claims;
    if (claims.size() < MAX_CLAIMS) {
      claims.add(address);
    }
  }

  /** Adds the same device as another worker saw it. */
  void addAll(Device other) {
    addTraffic(other);
    other.addresses.forEach(this::uses);
    if (other.claims != null) {
      other.claims.forEach(this::claims);
    }
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

  /** Addresses it says in ARP that it has, in the order they were first said. */
  public List<IpAddress> claimed() {
    return claims == null ? List.of() : List.copyOf(claims);
  }
}
