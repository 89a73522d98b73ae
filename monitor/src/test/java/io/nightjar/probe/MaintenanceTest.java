package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceTest {
  @ParameterizedTest
  @CsvSource({
    "daily 02:00-04:00, 2026-01-31T02:00:00Z, true",
    "daily 02:00-04:00, 2026-01-31T04:00:00Z, false",
    "daily 22:00-02:00, 2026-01-31T01:59:59Z, true",
    "Sat 22:00-02:00, 2026-01-31T23:00:00Z, true",
    "sat 22:00-02:00, 2026-02-01T01:00:00Z, true",
    "sat 22:00-02:00, 2026-01-31T01:00:00Z, false",
    "sun 22:00-02:00, 2026-01-31T23:00:00Z, false",
    "2026-01-31T22:00/2026-02-01T02:00Z, 2026-02-01T01:59:00Z, true",
    "2026-01-31T22:00/2026-02-01T02:00, 2027-01-31T23:00:00Z, false",
    "'daily 02:00-04:00, sun 00:00-00:00', 2026-02-01T12:00:00Z, true",
    "'', 2026-02-01T12:00:00Z, false",
  })
  void aWindowHoldsWhatItSays(String windows, Instant moment, boolean isOn) {
    Maintenance maintenance = Maintenance.parse(windows);
    assertEquals(isOn, maintenance.isOn(moment));
    assertEquals(maintenance, Maintenance.parse(maintenance.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "always",
        "daily 25:00-26:00",
        "daily 2:00-4:00",
        "2026-01-31/2026-02-01",
        "2026-02-01T02:00/2026-01-31T22:00",
        "a/b/c"
      })
  void anythingElseIsRefused(String window) {
    assertThrows(IllegalArgumentException.class, () -> Maintenance.parse(window));
  }

  @Test
  void thereAreNotEndlesslyMany() {
    String many = "daily 02:00-04:00,".repeat(17);
    assertThrows(IllegalArgumentException.class, () -> Maintenance.parse(many));
  }
}
