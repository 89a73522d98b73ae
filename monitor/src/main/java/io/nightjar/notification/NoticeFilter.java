package io.nightjar.notification;

import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which notices a destination wants. An empty set or list wants all.
 *
 * @param networks one of which holds subject, attacker or victim
 * @param keys types of alerts
 */
public record NoticeFilter(
    Severity least,
    Set<Category> categories,
    Set<Entity> entities,
    List<Prefix> networks,
    Set<String> keys) {
  /** Everything. */
  public static final NoticeFilter ALL =
      new NoticeFilter(Severity.NONE, Set.of(), Set.of(), List.of(), Set.of());

  /** Copies what it is given. */
  public NoticeFilter {
    categories = Set.copyOf(categories);
    entities = Set.copyOf(entities);
    networks = List.copyOf(networks);
    keys = Set.copyOf(keys);
  }

  /** Whether this is wanted. */
  public boolean wants(Notice notice) {
    return notice.severity().compareTo(least) >= 0
        && (categories.isEmpty() || categories.contains(notice.category()))
        && (entities.isEmpty() || entities.contains(notice.entity()))
        && (keys.isEmpty() || keys.contains(notice.key()))
        && (networks.isEmpty() || isWithin(notice));
  }

  private boolean isWithin(Notice notice) {
    return Stream.of(subject(notice), notice.attacker(), notice.victim())
        .flatMap(Optional::stream)
        .anyMatch(address -> networks.stream().anyMatch(network -> network.contains(address)));
  }

  /** The address a subject is, or that of the network it is. */
  private static Optional<IpAddress> subject(Notice notice) {
    try {
      return Optional.of(Prefix.parse(notice.subject()).address());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
