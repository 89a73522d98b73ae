package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Database;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Severity;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations as rows, from which what runs is made. */
class NotificationsTest {
  private static final AlertType SCAN =
      AlertType.of("port_scan", Entity.HOST, Category.SECURITY, 120, "A host asks many ports");

  @TempDir private Path folder;
  private final Telemetry telemetry = new Telemetry();
  private Database database;
  private HttpReceiver receiver;
  private Notifications notifications;

  @BeforeEach
  void start() throws IOException {
    database = Database.open(folder.resolve("nightjar.db"));
    receiver = new HttpReceiver();
    notifications =
        new Notifications(
            Samples.config(folder),
            () -> database,
            telemetry,
            Samples.quick(5, Duration.ofMillis(300), Duration.ofMinutes(1)));
    notifications.start();
  }

  @AfterEach
  void stop() {
    notifications.close();
    receiver.close();
    database.close();
  }

  private void add(String name, String url, NoticeFilter filter) {
    DestinationRequest request =
        new DestinationRequest(
            name,
            DestinationKind.WEBHOOK,
            url,
            Samples.KEY,
            "",
            Destination.Mail.NONE,
            "",
            true,
            filter,
            Samples.AT_ONCE);
    Destination added = request.destination();
    String sealed = notifications.seal(name, request.secrets());
    database.write(
        connection -> {
          Destinations.insert(connection, added, sealed);
          return added;
        });
    notifications.look();
  }

  private void remove(String name) {
    database.write(
        connection -> {
          Destinations.remove(connection, name);
          return name;
        });
    notifications.look();
  }

  private Notifications.Standing standing(String name) {
    return notifications.standings().stream()
        .filter(each -> each.destination().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Figures figures(String name) {
    return standing(name).figures().orElseThrow();
  }

  private double series(String name, String destination) {
    return telemetry.series().stream()
        .filter(each -> each.name().equals(name))
        .filter(each -> destination.equals(each.labels().get("destination")))
        .mapToDouble(each -> each.value().getAsDouble())
        .sum();
  }

  @Test
  void whatIsStoredComesBackAsItWas() {
    NoticeFilter filter =
        new NoticeFilter(
            Severity.ERROR,
            Set.of(Category.SECURITY, Category.POLICY),
            Set.of(Entity.HOST),
            List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("2001:db8::/32")),
            Set.of("port_scan", "beaconing"));
    add("soc", receiver.server() + "/x", filter);
    Destination stored = standing("soc").destination();
    assertEquals(filter, stored.filter());
    assertEquals(Samples.AT_ONCE, stored.pace());
    assertEquals(receiver.server(), stored.where());
    assertTrue(stored.allowsPrivate());
  }

  @Test
  void secretsAreSealedOnDiskUnderAKeyOfTheirOwner() throws Exception {
    add("soc", receiver.server() + "/hidden-path", NoticeFilter.ALL);
    database.copyTo(folder.resolve("copy.db"));
    for (String file : List.of("nightjar.db", "nightjar.db-wal", "copy.db")) {
      String bytes = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains("hidden-path"), file);
      assertFalse(bytes.contains(Samples.KEY), file);
    }
    Path key = folder.resolve("notification.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    assertEquals(32, Files.size(key));
  }

  @Test
  void withoutTheirKeySecretsStayClosedAndTheDestinationSaysSo() throws Exception {
    add("soc", receiver.server() + "/x", NoticeFilter.ALL);
    String sealed =
        new SecretBox(folder).seal("soc", new Secrets(receiver.server() + "/x", Samples.KEY));
    SecretBox box = new SecretBox(folder);
    assertThrows(NotificationException.class, () -> box.open("other", sealed));
    assertThrows(NotificationException.class, () -> box.open("soc", "AQID"));
    char changed = sealed.charAt(30) == 'A' ? 'B' : 'A';
    String other = sealed.substring(0, 30) + changed + sealed.substring(31);
    assertThrows(NotificationException.class, () -> box.open("soc", other));
    Path key = folder.resolve("notification.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThrows(NotificationException.class, () -> box.seal("soc", new Secrets("a", "b")));
    Files.delete(key);
    try (Database copy = Database.open(folder.resolve("nightjar.db"))) {
      Notifications again = new Notifications(Samples.config(folder), () -> copy, new Telemetry());
      again.start();
      assertTrue(again.standings().getFirst().trouble().contains("cannot be read"));
      assertThrows(NotificationException.class, () -> again.test("soc"));
      assertEquals(1, again.problems().size());
      again.tell(Samples.notice("192.0.2.7", Severity.ERROR));
      again.close();
    }
  }

  @Test
  void oneThatHangsHoldsUpNeitherOthersNorWhoTells() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      add("dead", "http://127.0.0.1:" + silent.getLocalPort() + "/", NoticeFilter.ALL);
      add("live", receiver.server() + "/", NoticeFilter.ALL);
      int sent = 0;
      while (figures("dead").dropped() == 0) {
        notifications.tell(Samples.notice("192.0.2.7", Severity.ERROR));
        sent++;
        int so = sent;
        HttpReceiver.await(() -> figures("live").sent() == so);
      }
      HttpReceiver.await(() -> figures("dead").retries() > 0);
      assertEquals(0, figures("dead").sent());
      assertEquals(5, figures("dead").waiting());
      assertEquals(0, figures("live").dropped());
      assertEquals(
          (double) figures("dead").dropped(),
          series("nightjar_notifications_dropped_total", "dead"));
      assertEquals(sent, series("nightjar_notifications_sent_total", "live"));
      assertEquals(
          List.of("notification dead does not get through: list_notifications tells why"),
          notifications.problems());
      remove("dead");
      assertEquals(
          List.of("live"),
          notifications.standings().stream().map(each -> each.destination().name()).toList());
      assertEquals(0, series("nightjar_notifications_dropped_total", "dead"));
    }
  }

  @Test
  void aDestinationIsToldOnlyWhatItWants() throws Exception {
    NoticeFilter errors = new NoticeFilter(Severity.ERROR, Set.of(), Set.of(), List.of(), Set.of());
    add("soc", receiver.server() + "/", errors);
    notifications.tell(Samples.notice("192.0.2.1", Severity.WARNING));
    notifications.tell(Samples.notice("192.0.2.2", Severity.ERROR));
    assertEquals("192.0.2.2", subject(receiver.take()));
    HttpReceiver.await(() -> figures("soc").sent() == 1);
    assertTrue(receiver.posted.isEmpty());
  }

  private static String subject(HttpReceiver.Posted posted) {
    return posted.json().at("/notices/0/subject").asString();
  }

  @Test
  void anEventOfAnAlertIsNewsOnce() {
    Notice raised = notice(Notice.Event.RAISED, 7, 1);
    notifications.tell(raised);
    notifications.tell(notice(Notice.Event.RAISED, 7, 2));
    notifications.tell(notice(Notice.Event.ACKNOWLEDGED, 7, 2));
    notifications.tell(notice(Notice.Event.ACKNOWLEDGED, 7, 3));
    notifications.tell(notice(Notice.Event.RELEASED, 7, 3));
    notifications.tell(notice(Notice.Event.RAISED, 8, 1));
    assertEquals(4, told());
  }

  private double told() {
    return telemetry.series().stream()
        .filter(each -> each.name().equals("nightjar_notices_total"))
        .mapToDouble(each -> each.value().getAsDouble())
        .sum();
  }

  private static Notice notice(Notice.Event event, long alertId, long count) {
    return new Notice(
        event,
        alertId,
        SCAN.key(),
        SCAN.severity(),
        SCAN.category(),
        SCAN.entity(),
        "192.0.2.7",
        "eth0",
        Instant.parse("2026-01-31T12:00:00Z"),
        count,
        SCAN.meaning(),
        List.of(new Finding.Evidence("ports", "1000", "100")),
        "",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void whatAnotherProcessAddsIsToldWithinASecondOrTwo() throws Exception {
    String sealed = notifications.seal("late", new Secrets(receiver.server() + "/", Samples.KEY));
    Destination late =
        new Destination(
            "late",
            DestinationKind.WEBHOOK,
            receiver.server(),
            Destination.Mail.NONE,
            "",
            true,
            NoticeFilter.ALL,
            Samples.AT_ONCE);
    try (Database other = Database.open(folder.resolve("nightjar.db"))) {
      other.write(
          connection -> {
            Destinations.insert(connection, late, sealed);
            return late;
          });
    }
    HttpReceiver.await(() -> notifications.standings().size() == 1);
    assertEquals(Receipt.Outcome.DELIVERED, notifications.test("late").orElseThrow().outcome());
    assertEquals("test", receiver.take().json().at("/notices/0/event").asString());
    assertEquals(
        Set.of("late"),
        telemetry.series().stream()
            .flatMap(each -> each.labels().values().stream())
            .collect(Collectors.toSet()));
  }
}
