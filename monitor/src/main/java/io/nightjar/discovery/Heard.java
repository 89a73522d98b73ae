package io.nightjar.discovery;

import io.nightjar.net.IpAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who answered a scan so far. Used by the thread of the scan. */
final class Heard {
  /** The most addresses that answer; a scan asks fewer, but IPv6 answers unasked. */
  static final int MOST = 8_192;

  private final Map<IpAddress, Found> found = new LinkedHashMap<>();
  private final Set<IpAddress> disputed = new LinkedHashSet<>();
  private long refused;
  private long read;

  /** An address answered with its device; the first device counts. */
  void answered(IpAddress ip, long mac) {
    Found known = found.get(ip);
    if (known != null) {
      if (known.mac() != mac) {
        disputed.add(ip);
      }
    } else if (found.size() < MOST) {
      found.put(ip, new Found(ip, mac));
    } else {
      refused++;
    }
  }

  Optional<Found> at(IpAddress ip) {
    return Optional.ofNullable(found.get(ip));
  }

  boolean has(IpAddress ip) {
    return found.containsKey(ip);
  }

  /** An answer that nobody asked for, or that is not the sender's to give. */
  void refuse() {
    refused++;
  }

  /** A frame or datagram was read; whether no more are to be. */
  boolean isTooMuch(long most) {
    return ++read > most;
  }

  Collection<Found> all() {
    return found.values();
  }

  /** Addresses that several devices answered for. */
  Set<IpAddress> disputed() {
    return disputed;
  }

  long refused() {
    return refused;
  }
}
