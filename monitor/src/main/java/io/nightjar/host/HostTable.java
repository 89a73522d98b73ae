package io.nightjar.host;

import io.nightjar.net.IpAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one interface: open addressing with linear probing, keyed by address and VLAN. Owned
 * by one worker. When it is full, new addresses are counted under {@code ::} together, so memory is
 * bounded and no byte goes uncounted.
 */
public final class HostTable {
  private static final IpAddress OVERFLOW = new IpAddress(0, 0);

  /** One host in how many may have an identity; it is the larger of the two. */
  private static final int HOSTS_PER_IDENTITY = 8;

  private final int capacity;
  private final Function<IpAddress, Origin> origins;
  private @Nullable Host[] slots = new Host[1024];
  private int size;
  private long overflowed;
  private int identities;
  private @Nullable Host overflow;

  /**
   * An empty table.
   *
   * @param capacity hosts at most
   * @param origins looks an address up when it is first seen
   */
  public HostTable(int capacity, Function<IpAddress, Origin> origins) {
    this.capacity = capacity;
    this.origins = origins;
  }

  /** The host of this address, made when it is new. */
  public Host at(long high, long low, int vlanId, long nowNanos) {
    Host known = find(high, low, vlanId);
    if (known != null) {
      return known;
    }
    if (size >= capacity) {
      overflowed++;
      return overflow(nowNanos);
    }
    return add(new IpAddress(high, low), vlanId, nowNanos);
  }

  /** The host of this address, or null. */
  public @Nullable Host find(long high, long low, int vlanId) {
    int mask = slots.length - 1;
    int hash = hash(high, low, vlanId);
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Host host = slots[i];
      if (host == null) {
        return null;
      }
      if (host.hash == hash && isAt(host, high, low, vlanId)) {
        return host;
      }
    }
  }

  private static boolean isAt(Host host, long high, long low, int vlanId) {
    IpAddress ip = host.ip();
    return ip.low() == low && ip.high() == high && host.vlanId() == vlanId;
  }

  private Host add(IpAddress ip, int vlanId, long nowNanos) {
    if (size * 2 >= slots.length) {
      grow();
    }
    Host host = new Host(ip, vlanId, origins.apply(ip), nowNanos);
    host.hash = hash(ip.high(), ip.low(), vlanId);
    place(slots, host);
    size++;
    return host;
  }

  private void grow() {
    @Nullable Host[] wider = new Host[slots.length * 2];
    forEachPlaced(host -> place(wider, host));
    slots = wider;
  }

  private static void place(@Nullable Host[] slots, Host host) {
    int mask = slots.length - 1;
    int i = host.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = host;
  }

  /** The host's identity, made when it has none; null when one host in eight has one already. */
  public @Nullable HostIdentity identify(Host host) {
    if (host.identity == null && identities < capacity / HOSTS_PER_IDENTITY) {
      host.identity = new HostIdentity();
      identities++;
    }
    return host.identity;
  }

  /** Forgets hosts without flows that were last heard before this moment. */
  public int purgeIdleSince(long nanos) {
    int before = size;
    @Nullable Host[] kept = new Host[slots.length];
    size = 0;
    for (Host host : slots) {
      if (host != null && !host.isIdleSince(nanos)) {
        place(kept, host);
        size++;
      } else if (host != null && host.identity != null) {
        identities--;
      }
    }
    slots = kept;
    return before - size;
  }

  /** Every host, in no order. */
  public void forEach(Consumer<Host> visitor) {
    forEachPlaced(visitor);
    if (overflow != null) {
      visitor.accept(overflow);
    }
  }

  private void forEachPlaced(Consumer<Host> visitor) {
    for (Host host : slots) {
      if (host != null) {
        visitor.accept(host);
      }
    }
  }

  /** How many hosts. */
  public int size() {
    return overflow == null ? size : size + 1;
  }

  /** Whether this host stands for all that found no place. */
  @SuppressWarnings("ReferenceEquality") // :: is also an address of its own
  public boolean isOverflow(Host host) {
    return host == overflow;
  }

  /** The host that stands for all that find no place; it has the address {@code ::}. */
  public Host overflow(long nowNanos) {
    if (overflow == null) {
      overflow = new Host(OVERFLOW, 0, origins.apply(OVERFLOW), nowNanos);
    }
    return overflow;
  }

  /** Whether no further host finds a place. */
  public boolean isFull() {
    return size >= capacity;
  }

  /** Packets' addresses that found the table full. */
  public long overflowed() {
    return overflowed;
  }

  private static int hash(long high, long low, int vlanId) {
    long mixed = ((high * 0x9e3779b97f4a7c15L) ^ low) * 0xbf58476d1ce4e5b9L + vlanId;
    mixed = (mixed ^ (mixed >>> 31)) * 0x94d049bb133111ebL;
    return (int) (mixed >>> 32);
  }
}
