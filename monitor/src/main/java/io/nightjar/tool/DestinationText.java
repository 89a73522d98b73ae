package io.nightjar.tool;

import io.nightjar.net.Prefix;
import io.nightjar.notification.Destination;
import io.nightjar.notification.DestinationKind;
import io.nightjar.notification.NoticeFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Destinations of notices in words, and as the arguments they were added with. */
final class DestinationText {
  private DestinationText() {}

  static String of(Destination destination) {
    return destination.kind().text()
        + " "
        + destination.where()
        + " as "
        + destination.name()
        + ": "
        + filter(destination.filter());
  }

  /** Which notices it is told. */
  static String filter(NoticeFilter filter) {
    List<String> parts = new ArrayList<>();
    parts.add(filter.least().text() + " and worse");
    add(parts, "category", lower(filter.categories()));
    add(parts, "about", lower(filter.entities()));
    add(parts, "in", filter.networks().stream().map(Prefix::toString).toList());
    add(parts, "alerts", filter.keys().stream().sorted().toList());
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<String> values) {
    if (!values.isEmpty()) {
      parts.add(what + " " + String.join(", ", values));
    }
  }

  private static List<String> lower(Collection<? extends Enum<?>> values) {
    return values.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }

  /** All but the secrets. */
  static ObjectNode arguments(Destination destination) {
    ObjectNode all =
        Json.object().put("name", destination.name()).put("kind", destination.kind().text());
    if (destination.kind() == DestinationKind.SYSLOG
        || destination.kind() == DestinationKind.EMAIL) {
      all.put("server", destination.server());
    }
    put(all, "user", destination.mail().user());
    put(all, "sender", destination.mail().sender());
    put(all, "recipients", destination.mail().recipients());
    put(all, "ca", destination.authority());
    NoticeFilter filter = destination.filter();
    all.put("allow_private", destination.allowsPrivate())
        .put("least_severity", filter.least().text());
    put(all, "categories", lower(filter.categories()));
    put(all, "entities", lower(filter.entities()));
    put(all, "networks", filter.networks().stream().map(Prefix::toString).toList());
    put(all, "alerts", filter.keys().stream().sorted().toList());
    return all.put("batch_seconds", destination.pace().batchSeconds())
        .put("batch_most", destination.pace().batchMost())
        .put("most_per_minute", destination.pace().mostPerMinute());
  }

  private static void put(ObjectNode all, String name, String value) {
    if (!value.isEmpty()) {
      all.put(name, value);
    }
  }

  private static void put(ObjectNode all, String name, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(all.putArray(name)::add);
    }
  }
}
