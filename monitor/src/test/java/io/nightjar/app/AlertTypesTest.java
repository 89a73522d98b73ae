package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.AlertCatalogue;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.history.Tables;
import io.nightjar.schema.Reference;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertTypesTest {
  @Test
  void everyTechniqueIsOneOfAttack() {
    Set<String> known =
        Reference.rows(Tables.find("attack_techniques").orElseThrow())
            .lines()
            .map(line -> line.split("\t", -1)[0])
            .collect(Collectors.toSet());
    for (AlertType type : AlertTypes.all().all()) {
      assertTrue(
          type.technique().isEmpty() || known.contains(type.technique()),
          type.key() + ": " + type.technique());
    }
  }

  @Test
  void everyAlertTellsWhatRaisesItAndWhatToCheck() {
    for (AlertType type : AlertTypes.all().all()) {
      assertFalse(type.meaning().isBlank() || type.meaning().endsWith("."), type.key());
      assertFalse(type.checks().isEmpty(), type.key());
      type.checks().forEach(check -> assertTrue(check.endsWith(".") || check.endsWith("?"), check));
    }
  }

  @Test
  void twoAlertsOfOneKeyAreRefused() {
    AlertType type = AlertType.of("twice", Entity.HOST, Category.SECURITY, 1, "x");
    assertThrows(
        IllegalArgumentException.class, () -> AlertCatalogue.of(List.of(type), List.of(type)));
    assertEquals(1, AlertCatalogue.of(List.of(type)).all().size());
  }
}
