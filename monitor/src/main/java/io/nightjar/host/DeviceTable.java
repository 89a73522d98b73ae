package io.nightjar.host;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The devices of one interface: open addressing keyed by MAC address. Owned by one worker. When it
 * is full, new addresses are counted under 00:00:00:00:00:00 together.
 */
public final class DeviceTable {
  private final int capacity;
  private @Nullable Device[] slots = new Device[256];
  private int size;
  private long overflowed;

  /**
   * An empty table.
   *
   * @param capacity devices at most
   */
  public DeviceTable(int capacity) {
    this.capacity = capacity;
  }

  /** The device of this address, made when it is new. */
  public Device at(long mac, long nowNanos) {
    Device known = find(mac);
    if (known != null) {
      return known;
    }
    if (size >= capacity && mac != 0) {
      overflowed++;
      return at(0, nowNanos);
    }
    if (size * 2 >= slots.length) {
      grow();
    }
    Device device = new Device(mac, nowNanos);
    place(slots, device);
    size++;
    return device;
  }

  /** The device of this address, or null. */
  public @Nullable Device find(long mac) {
    int mask = slots.length - 1;
    for (int i = hash(mac) & mask; ; i = (i + 1) & mask) {
      Device device = slots[i];
      if (device == null || device.mac() == mac) {
        return device;
      }
    }
  }

  private void grow() {
    @Nullable Device[] wider = new Device[slots.length * 2];
    forEach(device -> place(wider, device));
    slots = wider;
  }

  private static void place(@Nullable Device[] slots, Device device) {
    int mask = slots.length - 1;
    int i = hash(device.mac()) & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = device;
  }

  /** Forgets devices last seen before this moment. */
  public int purgeIdleSince(long nanos) {
    int before = size;
    @Nullable Device[] kept = new Device[slots.length];
    size = 0;
    for (Device device : slots) {
      if (device != null && device.lastSeenNanos() >= nanos) {
        place(kept, device);
        size++;
      }
    }
    slots = kept;
    return before - size;
  }

  /** Every device, in no order. */
  public void forEach(Consumer<Device> visitor) {
    for (Device device : slots) {
      if (device != null) {
        visitor.accept(device);
      }
    }
  }

  /** Frames' addresses that found the table full. */
  public long overflowed() {
    return overflowed;
  }

  /** How many devices. */
  public int size() {
    return size;
  }

  private static int hash(long mac) {
    return (int) ((mac * 0x9e3779b97f4a7c15L) >>> 32);
  }
}
