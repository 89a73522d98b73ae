package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import io.nightjar.net.Prefix;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeFilterTest {
  private static boolean wants(
      Severity least,
      Set<Category> categories,
      Set<Entity> entities,
      List<String> networks,
      Set<String> keys) {
    List<Prefix> prefixes = networks.stream().map(Prefix::parse).toList();
    return new NoticeFilter(least, categories, entities, prefixes, keys)
        .wants(Samples.notice("10.0.0.5", Severity.WARNING));
  }

  private static boolean in(String... networks) {
    return wants(Severity.NONE, Set.of(), Set.of(), List.of(networks), Set.of());
  }

  @Test
  void everyConditionMustHold() {
    Set<Category> security = Set.of(Category.SECURITY);
    Set<Entity> host = Set.of(Entity.HOST, Entity.MAC);
    assertEquals(true, wants(Severity.WARNING, security, host, List.of(), Set.of("port_scan")));
    assertEquals(false, wants(Severity.ERROR, security, host, List.of(), Set.of("port_scan")));
    assertEquals(false, wants(Severity.NONE, Set.of(Category.SYSTEM), host, List.of(), Set.of()));
    assertEquals(false, wants(Severity.NONE, security, Set.of(Entity.FLOW), List.of(), Set.of()));
    assertEquals(false, wants(Severity.NONE, security, host, List.of(), Set.of("beaconing")));
  }

  @Test
  void aNetworkHoldsSubjectAttackerOrVictim() {
    assertEquals(true, in("10.0.0.0/8"));
    assertEquals(true, in("192.0.2.7"));
    assertEquals(true, in("172.16.0.0/12", "2001:db8::/32"));
    assertEquals(false, in("172.16.0.0/12"));
  }
}
