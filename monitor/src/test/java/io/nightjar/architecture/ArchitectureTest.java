package io.nightjar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages in rows, and what the packet path must not touch. */
class ArchitectureTest {
  private static final String ROOT = "io.nightjar.";
  private static final String BAD = ROOT + "architecture.bad.";

  /** Bottom row first: a package uses only packages of lower rows. */
  private static final List<Set<String>> ROWS =
      List.of(
          Set.of("natives"),
          Set.of("net", "telemetry", "lifecycle", "spool"),
          Set.of("packet", "alert", "demo"),
          Set.of("host"),
          Set.of("flow"),
          Set.of("dpi", "enrich", "identity", "blocklist"),
          Set.of("detection"),
          Set.of("live", "schema"),
          Set.of("capture", "history", "store", "account"),
          Set.of("alerts", "asset", "expected", "probe"),
          Set.of("discovery"),
          Set.of("query", "backup", "imports", "notification", "policy", "exclusion"),
          Set.of("tool", "http"),
          Set.of("guide", "oauth"),
          Set.of("mcp", "web", "clickhouse", "dropin"),
          Set.of("app"));

  /**
   * Where JSON is known: nDPI's own, vendors' file, lists, destinations, and everything from the
   * tools up.
   */
  private static final Set<String> JSON =
      Set.of(
          "dpi",
          "enrich",
          "blocklist",
          "notification",
          "tool",
          "http",
          "guide",
          "oauth",
          "mcp",
          "web",
          "dropin");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.nightjar");

  private static final JavaClasses BAD_CODE =
      new ClassFileImporter().importPackages("io.nightjar.architecture.bad");

  @Test
  void everyPackageHasItsRow() {
    Set<String> named = ROWS.stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    for (JavaClass each : PRODUCT) {
      found.add(each.getPackageName().substring(ROOT.length()).replaceAll("\\..*", ""));
    }
    assertEquals(new TreeSet<>(named), found);
  }

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyLowerRows() {
    return ROWS.stream()
        .flatMap(Set::stream)
        .filter(name -> !name.equals("app"))
        .map(
            name ->
                DynamicTest.dynamicTest(name, () -> usesOnlyLowerRows(ROOT, name).check(PRODUCT)));
  }

  @Test
  void aPacketClassThatUsesAFlowIsRefused() {
    assertBites(usesOnlyLowerRows(BAD, "packet"));
  }

  @Test
  void thePacketPathNeitherStreamsNorLogs() {
    for (String name : List.of("packet", "flow")) {
      doesNotStreamOrLog(ROOT, name).check(PRODUCT);
    }
  }

  @Test
  void aFlowClassThatStreamsOrLogsIsRefused() {
    assertBites(doesNotStreamOrLog(BAD, "flow"));
  }

  @Test
  void jsonIsKnownOnlyWhereItComesInOrGoesOut() {
    for (String name :
        ROWS.stream().flatMap(Set::stream).filter(each -> !JSON.contains(each)).toList()) {
      knowsNoJson(ROOT, name).check(PRODUCT);
    }
  }

  @Test
  void aQuestionThatKnowsJsonIsRefused() {
    assertBites(knowsNoJson(BAD, "query"));
  }

  private static ArchRule usesOnlyLowerRows(String root, String name) {
    List<String> forbidden = new ArrayList<>();
    int row = rowOf(name);
    for (int i = row; i < ROWS.size(); i++) {
      ROWS.get(i).stream()
          .filter(each -> !each.equals(name))
          .forEach(each -> forbidden.add(ROOT + each + ".."));
    }
    return noClasses()
        .that()
        .resideInAPackage(root + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .allowEmptyShould(false);
  }

  private static int rowOf(String name) {
    for (int i = 0; i < ROWS.size(); i++) {
      if (ROWS.get(i).contains(name)) {
        return i;
      }
    }
    throw new AssertionError(name);
  }

  private static ArchRule doesNotStreamOrLog(String root, String name) {
    return noClasses()
        .that()
        .resideInAPackage(root + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.stream..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(System.Logger.class);
  }

  private static ArchRule knowsNoJson(String root, String name) {
    return noClasses()
        .that()
        .resideInAPackage(root + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..");
  }

  private static void assertBites(ArchRule rule) {
    assertTrue(rule.evaluate(BAD_CODE).hasViolation(), "the rule lets bad code pass");
  }
}
