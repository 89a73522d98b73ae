package io.nightjar.alerts;

import static io.nightjar.alerts.Found.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.AlertStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveAlertsTest {
  private static final LiveAlerts.Limits FEW =
      new LiveAlerts.Limits(
          100, 4, 20, Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofMinutes(5));

  private final LiveAlerts live = new LiveAlerts(FEW, "probe", new AlertIds(1)::of);

  @Test
  void findingsOfOneClientAndServerAreOneAlertThatCountsThem() {
    for (int i = 0; i < 20; i++) {
      live.happened(Found.flow(1, 2, 100 + i, NOON.plusSeconds(i)), NOON.plusSeconds(i));
    }
    List<Alert> opened = live.takeChanges();
    assertEquals(1, opened.size(), "the rest waits");
    Alert alert = live.all(NOON).getFirst();
    assertEquals(20, alert.count());
    assertEquals(List.of(119L, 118L, 117L, 116L, 115L, 114L, 113L, 112L), alert.flows());
    assertEquals(NOON, alert.first());
    assertEquals(NOON.plusSeconds(19), alert.last());
    assertEquals(AlertState.HAPPENED, alert.state());
    live.tick(NOON.plusSeconds(30));
    assertEquals(20, live.takeChanges().getFirst().count());
    live.tick(NOON.plusSeconds(60));
    assertEquals(List.of(), live.takeChanges(), "nothing is new");
  }

  @Test
  void anAlertThatNobodyFindsAnyMoreLeavesMemoryWithItsLastCount() {
    live.happened(Found.flow(1, 2, 1, NOON), NOON);
    live.happened(Found.flow(1, 2, 2, NOON), NOON);
    live.tick(NOON.plusSeconds(601));
    assertEquals(List.of(), live.all(NOON));
    assertEquals(2, live.takeChanges().getLast().count());
    live.happened(Found.flow(1, 2, 3, NOON.plusSeconds(700)), NOON.plusSeconds(700));
    assertEquals(1, live.all(NOON).getFirst().count(), "it is another alert");
  }

  @Test
  void manyServersOfAClientBecomeOneAlertAndManyClientsLikewise() {
    for (int server = 0; server < 250; server++) {
      live.happened(Found.flow(1, server, server, NOON), NOON);
    }
    assertEquals(5, live.all(NOON).size(), "four servers apart, and all others");
    Alert others =
        live.all(NOON).stream().filter(each -> each.target().isEmpty()).findFirst().orElseThrow();
    assertEquals(246, others.count());
    assertEquals("10.0.0.1 to many hosts", others.subject());
    for (int client = 2; client < 10_000; client++) {
      live.happened(Found.flow(client, 1, client, NOON), NOON);
    }
    assertTrue(live.all(NOON).size() <= 22, live.all(NOON).size() + " alerts");
    long count = live.all(NOON).stream().mapToLong(Alert::count).sum();
    assertEquals(250 + 9_998, count, "all are counted");
    assertTrue(live.all(NOON).stream().anyMatch(each -> each.subject().equals("many hosts")));
  }

  @Test
  void whatIsSoIsOneAlertUntilItIsReleased() {
    live.engaged(Found.host("10.0.0.1", NOON), NOON);
    live.engaged(Found.host("10.0.0.1", NOON.plusSeconds(60)), NOON.plusSeconds(60));
    live.engaged(Found.host("10.0.0.2", NOON), NOON);
    assertEquals(2, live.all(NOON).size());
    live.takeChanges();
    live.released(Found.host("10.0.0.1", NOON.plusSeconds(90)), NOON.plusSeconds(90));
    live.released(Found.host("10.0.0.9", NOON), NOON);
    List<Alert> released = live.takeChanges();
    assertEquals(1, released.size());
    assertEquals(AlertState.RELEASED, released.getFirst().state());
    assertEquals(Optional.of(NOON.plusSeconds(90)), released.getFirst().ended());
    assertEquals(2, released.getFirst().count());
    assertEquals("10.0.0.1", released.getFirst().source().orElseThrow().toString());
    live.engaged(Found.host("10.0.0.1", NOON.plusSeconds(120)), NOON.plusSeconds(120));
    assertNotEquals(released.getFirst().id(), live.takeChanges().getFirst().id());
  }

  @Test
  void whatAnEarlierRunLeftGoesOnWhenItIsFoundAgainAndEndsWhenItIsNot() {
    LiveAlerts before = new LiveAlerts(FEW, "probe", new AlertIds(0)::of);
    before.engaged(Found.host("10.0.0.1", NOON), NOON);
    before.engaged(Found.host("10.0.0.2", NOON), NOON);
    List<Alert> left = before.takeChanges();
    Instant later = NOON.plusSeconds(3600);
    left.forEach(alert -> live.restore(alert, later));
    live.engaged(Found.host("10.0.0.1", later), later.plusSeconds(1));
    live.tick(later.plusSeconds(301));
    List<Alert> changes = live.takeChanges();
    assertEquals(
        List.of("10.0.0.2 RELEASED", "10.0.0.1 ENGAGED"),
        changes.stream().map(each -> each.subject() + " " + each.state()).toList());
    assertEquals(left.getFirst().id(), changes.getLast().id());
    assertEquals(NOON, changes.getLast().first());
    assertEquals(2, changes.getLast().count());
  }

  @Test
  void aClosedAlertLetsTheSameBeAnotherAndAnAcknowledgedOneGoesOn() {
    live.happened(Found.flow(1, 2, 1, NOON), NOON);
    Alert alert = live.takeChanges().getFirst();
    live.mark(alert, new Alert.Mark(AlertStatus.ACKNOWLEDGED, "look", "alice"), NOON);
    live.happened(Found.flow(1, 2, 2, NOON), NOON);
    assertEquals(2, live.all(NOON).getFirst().count());
    live.mark(alert, new Alert.Mark(AlertStatus.CLOSED, "benign", "alice"), NOON);
    assertEquals("benign", live.takeChanges().getLast().mark().label());
    assertEquals(List.of(), live.all(NOON));
    assertEquals(
        AlertStatus.CLOSED,
        Objects.requireNonNull(live.find(alert.id(), NOON)).mark().status(),
        "it can still be read");
    live.happened(Found.flow(1, 2, 3, NOON), NOON);
    assertNotEquals(alert.id(), live.all(NOON).getFirst().id());
  }

  @Test
  void anAlertOfHistoryIsMarkedWithoutComingBack() {
    LiveAlerts other = new LiveAlerts(FEW, "probe", new AlertIds(0)::of);
    other.happened(Found.flow(1, 2, 1, NOON), NOON);
    Alert old = other.takeChanges().getFirst();
    live.mark(old, new Alert.Mark(AlertStatus.CLOSED, "", "alice"), NOON);
    live.mark(old, new Alert.Mark(AlertStatus.OPEN, "", "alice"), NOON);
    assertEquals(
        List.of(AlertStatus.CLOSED, AlertStatus.OPEN),
        live.takeChanges().stream().map(each -> each.mark().status()).toList());
    assertEquals(List.of(), live.all(NOON));
  }

  @Test
  void theSameOfACaptureHasTheSameNumberWheneverItIsRead() {
    live.happened(Found.flow(1, 2, 1, NOON, "file"), NOON);
    LiveAlerts again = new LiveAlerts(FEW, "probe", new AlertIds(99)::of);
    again.happened(Found.flow(1, 2, 7, NOON, "file"), NOON);
    again.happened(Found.flow(1, 3, 7, NOON, "file"), NOON);
    long id = live.takeChanges().getFirst().id();
    List<Alert> second = again.takeChanges();
    assertEquals(id, second.getFirst().id());
    assertNotEquals(id, second.getLast().id());
    assertTrue(id > 0);
  }

  @Test
  void hostileTextsAreCapped() {
    live.engaged(
        Found.host("x".repeat(10_000), NOON).because("name", "y".repeat(10_000), ""), NOON);
    Alert alert = live.takeChanges().getFirst();
    assertEquals(253, alert.subject().length());
    assertEquals(253, alert.evidence().getLast().value().length());
  }
}
