package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The addresses a name had. A name of many takes turns with them, so only one with none of those of
 * before is a change. Used by one thread at a time.
 */
final class NameMemory {
  private static final int MOST_REMEMBERED = 64;

  private final LinkedHashSet<IpAddress> known = new LinkedHashSet<>();
  private List<IpAddress> latest = List.of();

  /**
   * A change of all its addresses.
   *
   * @param before those of the run before
   */
  record Change(String before, String after) {}

  /** Takes the addresses of a run; none where it is no name. */
  Optional<Change> see(List<IpAddress> addresses) {
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    boolean isNew = !known.isEmpty() && addresses.stream().noneMatch(known::contains);
    Change change = new Change(text(latest), text(addresses));
    latest = addresses;
    for (IpAddress each : addresses) {
      known.remove(each);
      known.add(each);
    }
    while (known.size() > MOST_REMEMBERED) {
      known.removeFirst();
    }
    return isNew ? Optional.of(change) : Optional.empty();
  }

  private static String text(List<IpAddress> addresses) {
    Set<IpAddress> sorted = new TreeSet<>(addresses);
    return sorted.stream().limit(8).map(IpAddress::toString).collect(Collectors.joining(", "));
  }
}
