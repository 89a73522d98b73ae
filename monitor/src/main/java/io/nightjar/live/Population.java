package io.nightjar.live;

import io.nightjar.host.DeviceTable;
import io.nightjar.host.HostTable;

/**
 * How many hosts and devices a worker knows, in a form that adds up with what others know. Owned by
 * that worker. Counting goes through the tables, so it takes at most a fiftieth of the worker's
 * time; in between the latest count stands.
 */
final class Population {
  private static final int FRACTION = 50;

  private final HostTable hostTable;
  private final DeviceTable deviceTable;
  private Distinct hosts = new Distinct.Sampling().taken();
  private Distinct devices = hosts;
  private long countAgainNanos = System.nanoTime();

  Population(HostTable hosts, DeviceTable devices) {
    hostTable = hosts;
    deviceTable = devices;
  }

  /** Counts, unless it did a moment ago. */
  void count() {
    long start = System.nanoTime();
    if (start - countAgainNanos < 0) {
      return;
    }
    var hostKeys = new Distinct.Sampling();
    hostTable.forEach(host -> hostKeys.add(host.ip().high(), host.ip().low(), host.vlanId()));
    hosts = hostKeys.taken();
    var deviceKeys = new Distinct.Sampling();
    deviceTable.forEach(device -> deviceKeys.add(device.mac(), 0, 0));
    devices = deviceKeys.taken();
    long end = System.nanoTime();
    countAgainNanos = end + FRACTION * (end - start);
  }

  Distinct hosts() {
    return hosts;
  }

  Distinct devices() {
    return devices;
  }
}
