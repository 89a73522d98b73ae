package io.nightjar.discovery;

import io.nightjar.host.Clue;
import io.nightjar.host.HostName;
import io.nightjar.identity.ScanAnswers.Told;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An address that answered, and what it said. Used by the thread of the scan. */
final class Found {
  private static final int MOST_NAMES = 8;
  private static final int MOST_CLUES = 16;
  private static final int MOST_SERVICES = 32;

  private final IpAddress ip;
  private final long mac;
  private final List<HostName> names = new ArrayList<>();
  private final List<Clue> clues = new ArrayList<>();
  private final Set<String> services = new TreeSet<>();

  Found(IpAddress ip, long mac) {
    this.ip = ip;
    this.mac = mac;
  }

  /** Remembers what it said, up to what a device says. */
  void said(Told told) {
    told.names().stream()
        .filter(each -> names.size() < MOST_NAMES && names.stream().noneMatch(each::isSameAs))
        .forEach(names::add);
    told.clues().stream()
        .filter(each -> clues.size() < MOST_CLUES && !clues.contains(each))
        .forEach(clues::add);
    told.services().stream().filter(each -> services.size() < MOST_SERVICES).forEach(services::add);
  }

  IpAddress ip() {
    return ip;
  }

  long mac() {
    return mac;
  }

  boolean hasName() {
    return !names.isEmpty();
  }

  List<HostName> names() {
    return List.copyOf(names);
  }

  List<Clue> clues() {
    return List.copyOf(clues);
  }

  Set<String> services() {
    return Set.copyOf(services);
  }
}
