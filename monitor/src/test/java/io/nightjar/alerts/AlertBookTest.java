package io.nightjar.alerts;

import static io.nightjar.alerts.Found.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private final Queue<Alert> kept = new ConcurrentLinkedQueue<>();

  private final Telemetry telemetry = new Telemetry();

  private AlertBook book(AlertBook.Parts parts) {
    AlertBook book = new AlertBook(parts, InstantSource.system(), telemetry);
    book.start();
    return book;
  }

  @Test
  void alertsOfACaptureThatHistoryHasAreKeptInMemoryAlone() {
    AlertBook book = book(new AlertBook.Parts("probe", kept::add, List::of));
    book.keepNothingOf(Set.of("stored"));
    book.happened(Found.flow(1, 2, 1, NOON, "stored"));
    book.happened(Found.flow(1, 3, 2, NOON, "new"));
    book.settle();
    assertEquals(2, book.live().size());
    assertEquals(List.of("new"), kept.stream().map(Alert::capture).toList());
    book.close();
  }

  @Test
  void asksForAlertsOfTheLastRunUntilHistoryAnswers() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    AlertBook.Parts parts =
        new AlertBook.Parts(
            "probe",
            kept::add,
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("the store starts");
              }
              return List.of();
            });
    AlertBook book = book(parts);
    for (int i = 0; i < 500 && asked.get() < 3; i++) {
      Thread.sleep(20);
    }
    assertEquals(3, asked.get());
    book.close();
  }

  @Test
  void theGateEndsWhatIsOffOrExcludedAndTheRestIsHeardOf() {
    AlertBook book = book(new AlertBook.Parts("probe", kept::add, List::of));
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    book.onChange(alert -> heard.add(alert.type().key()));
    AlertGate gate =
        new AlertGate(
            new AlertSettings(Map.of(Found.OF_HOSTS.key(), false), Map.of()),
            book,
            new Telemetry());
    gate.exclude(finding -> finding.subject().contains("10.0.0.7"));
    assertTrue(gate.pass(Found.flow(1, 2, 1, NOON)));
    assertEquals(false, gate.pass(Found.flow(7, 2, 2, NOON)));
    gate.engaged(Found.host("10.0.0.1", NOON));
    book.settle();
    book.close();
    assertEquals(List.of(Found.OF_FLOWS.key()), List.copyOf(heard));
  }

  @Test
  void anAlertThatComesAndEndsIsRaisedOnce() {
    AlertBook book = book(new AlertBook.Parts("probe", kept::add, List::of));
    book.engaged(Found.host("10.0.0.1", NOON));
    book.settle();
    book.released(Found.host("10.0.0.1", NOON));
    book.settle();
    double raised =
        telemetry.series().stream()
            .filter(each -> each.name().equals("nightjar_alerts_total"))
            .mapToDouble(each -> each.value().getAsDouble())
            .sum();
    assertEquals(1, raised);
    book.close();
  }
}
