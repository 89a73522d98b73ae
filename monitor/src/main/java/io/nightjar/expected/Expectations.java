package io.nightjar.expected;

import io.nightjar.account.ExpectedServers.Server;
import io.nightjar.account.ServerKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All lists of one moment, made for asking on the packet path. */
final class Expectations {
  static final Expectations NONE = new Expectations(List.of());

  private final List<Server> entries;
  private final Map<ServerKind, ServerLists> byKind = new EnumMap<>(ServerKind.class);

  Expectations(List<Server> entries) {
    this.entries = List.copyOf(entries);
    for (ServerKind kind : ServerKind.values()) {
      byKind.put(kind, new ServerLists(of(kind)));
    }
  }

  private List<Server> of(ServerKind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).toList();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  ServerLists lists(ServerKind kind) {
    ServerLists lists = byKind.get(kind);
    if (lists == null) {
      throw new AssertionError("no lists of " + kind);
    }
    return lists;
  }

  boolean isOf(List<Server> others) {
    return entries.equals(others);
  }
}
