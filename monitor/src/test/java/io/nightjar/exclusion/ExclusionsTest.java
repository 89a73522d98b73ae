package io.nightjar.exclusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nightjar.account.Accounts;
import io.nightjar.account.Database;
import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.FlowFacts;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of exclusion, matching and not; how they are kept, counted and changed. */
class ExclusionsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final AlertType OF_FLOW =
      AlertType.of("known_port", Entity.FLOW, Category.SECURITY, 50, "A flow.");
  private static final AlertType OF_HOST =
      AlertType.of("syn_scan", Entity.HOST, Category.SECURITY, 50, "A host.");
  private static final AlertType OF_NETWORK =
      AlertType.of("ghost_network", Entity.NETWORK, Category.NETWORK, 50, "A network.");

  /** A flow as tests tell it. */
  private record Flow(
      IpAddress client,
      IpAddress server,
      int serverPort,
      int transport,
      String application,
      String domain,
      String certificate,
      String direction)
      implements FlowFacts {}

  private static final Flow FLOW =
      new Flow(
          IpAddress.parse("10.0.0.5"),
          IpAddress.parse("203.0.113.9"),
          443,
          6,
          "TLS.Google",
          "www.Example.com",
          "CN=www.example.com, O=Example",
          "outbound");

  private static Matcher matcher(List<Exclusion> exclusions) {
    return new Matcher(exclusions.stream().map(Rule::new).toList(), InstantSource.fixed(NOW));
  }

  private static Exclusion exclusion(Kind kind, String subject, Conditions conditions) {
    return new Exclusion(kind, subject, conditions, "why", "alice", Optional.empty());
  }

  private static Conditions conditions(@Nullable String text) {
    String peer = "";
    int port = 0;
    String protocol = "";
    String application = "";
    String direction = "";
    String alert = "";
    for (String each : text == null ? new String[0] : text.split("[ ]")) {
      String value = each.substring(each.indexOf('=') + 1);
      switch (each.substring(0, each.indexOf('='))) {
        case "peer" -> peer = value;
        case "port" -> port = Integer.parseInt(value);
        case "protocol" -> protocol = value;
        case "application" -> application = value;
        case "direction" -> direction = value;
        case "alert" -> alert = value;
        default -> throw new AssertionError(each);
      }
    }
    return new Conditions(
        peer.isEmpty() ? Optional.empty() : Optional.of(Prefix.parse(peer)),
        port,
        protocol,
        application,
        direction,
        alert);
  }

  private static Finding finding(String about) {
    Optional<IpAddress> client = Optional.of(FLOW.client());
    Optional<IpAddress> server = Optional.of(FLOW.server());
    return switch (about) {
      case "flow" -> Finding.of(OF_FLOW, "a flow", NOW).between(client, server);
      case "host" -> Finding.of(OF_HOST, "10.0.0.5", NOW).between(client, server);
      case "host alone" -> Finding.of(OF_HOST, "10.0.0.5", NOW);
      case "host@vlan" -> Finding.of(OF_HOST, "2001:db8::5@12", NOW);
      case "network" -> Finding.of(OF_NETWORK, "10.0.0.0/24", NOW);
      default -> throw new AssertionError(about);
    };
  }

  @ParameterizedTest
  @CsvFileSource(resources = "exclusions.csv", numLinesToSkip = 1, delimiter = '|')
  void theTableHolds(
      String kind, String subject, @Nullable String more, String about, boolean isExcluded) {
    Exclusion exclusion =
        exclusion(Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)), subject, conditions(more));
    Rule rule =
        matcher(List.of(exclusion)).match(finding(about), about.equals("flow") ? FLOW : null);
    assertEquals(isExcluded, rule != null);
  }

  @Test
  void anExpiredOneExcludesNothingAndOfSeveralTheOneThatHoldsCounts() {
    Exclusion expired =
        new Exclusion(Kind.HOST, "10.0.0.5", Conditions.NONE, "", "", Optional.of(NOW));
    assertEquals(null, matcher(List.of(expired)).match(finding("flow"), FLOW));
    Exclusion later =
        new Exclusion(
            Kind.HOST, "10.0.0.5", Conditions.NONE, "", "", Optional.of(NOW.plusSeconds(1)));
    Exclusion other = exclusion(Kind.HOST, "10.0.0.5", conditions("port=80"));
    Rule found = matcher(List.of(other, expired, later)).match(finding("flow"), FLOW);
    assertEquals(later, found == null ? null : found.exclusion());
  }

  @Test
  void amongThousandsTheRightOneIsFoundAndNothingIsAllocated() {
    List<Exclusion> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String host = "172.16." + i / 250 + "." + i % 250;
      many.add(exclusion(Kind.HOST, host, Conditions.NONE));
      many.add(
          exclusion(Kind.HOST, "2001:db8:" + Integer.toHexString(i) + "::/48", Conditions.NONE));
      many.add(exclusion(Kind.DOMAIN, "*.d" + i + ".example.org", Conditions.NONE));
      many.add(exclusion(Kind.CERTIFICATE, "CN=c" + i, Conditions.NONE));
      many.add(exclusion(Kind.HOST, "10.0.0.0/8", conditions("port=" + (1000 + i))));
    }
    Matcher matcher = matcher(many);
    for (int i = 0; i < 2_000; i += 37) {
      Finding finding =
          Finding.of(OF_FLOW, "", NOW)
              .between(
                  Optional.of(IpAddress.parse("172.16." + i / 250 + "." + i % 250)),
                  Optional.empty());
      assertEquals(many.get(5 * i), of(matcher.match(finding, null)));
      Finding outside =
          Finding.of(OF_FLOW, "", NOW)
              .between(Optional.of(IpAddress.parse("172.17.0.1")), Optional.empty());
      assertEquals(null, matcher.match(outside, null));
      Flow flow =
          new Flow(
              IpAddress.parse("192.0.2.1"),
              IpAddress.parse("192.0.2.2"),
              443,
              6,
              "TLS",
              "a.b.D" + i + ".example.org",
              "",
              "remote");
      assertEquals(many.get(5 * i + 2), of(matcher.match(outside, flow)));
    }
    Finding finding = finding("flow");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        if (matcher.match(finding, FLOW) != null) {
          throw new AssertionError("nothing excludes it");
        }
      }
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(allocated < 1_000, allocated + " bytes for 1,000 findings");
  }

  private static @Nullable Exclusion of(@Nullable Rule rule) {
    return rule == null ? null : rule.exclusion();
  }

  @Test
  void changesOfTheDatabaseHoldAndHitsAreWrittenDown(@TempDir Path folder) {
    Accounts accounts = new Accounts(Accounts.Config.in(folder), InstantSource.fixed(NOW));
    accounts.start();
    Telemetry telemetry = new Telemetry();
    Exclusions exclusions = new Exclusions(accounts::database, InstantSource.fixed(NOW), telemetry);
    List<String> passed = new ArrayList<>();
    AlertGate sink = new AlertGate(AlertSettings.USUAL, recording(passed), telemetry);
    sink.exclude(finding -> exclusions.silences(finding, FLOW));
    exclusions.look();
    Exclusion exclusion = exclusion(Kind.HOST, "10.0.0.0/24", Conditions.NONE);
    sink.engaged(finding("flow"));
    insert(accounts.database(), exclusion);
    exclusions.look();
    sink.happened(finding("flow"));
    sink.engaged(finding("flow"));
    sink.released(finding("flow"));
    insert(accounts.database(), exclusion(Kind.DOMAIN, "other.example", Conditions.NONE));
    exclusions.look();
    sink.happened(finding("flow"));
    assertEquals(List.of("engaged", "released"), passed);
    exclusions.flush();
    ExclusionTable.Stored stored = find(accounts.database(), exclusion.id());
    assertEquals(3, stored.hits());
    assertEquals(Optional.of(NOW), stored.lastHit());
    assertEquals("alice", stored.exclusion().author());
    boolean _ =
        accounts
            .database()
            .write(
                connection -> {
                  ExclusionTable.remove(connection, exclusion.id(), NOW);
                  return true;
                });
    exclusions.look();
    sink.happened(finding("flow"));
    assertEquals(List.of("engaged", "released", "happened"), passed);
    assertTrue(find(accounts.database(), exclusion.id()).removed());
    Map<String, Double> values = new java.util.HashMap<>();
    telemetry.series().forEach(each -> values.put(each.name(), each.value().getAsDouble()));
    assertEquals(3.0, values.get("nightjar_alerts_excluded_total"));
    assertEquals(1.0, values.get("nightjar_alert_exclusions"));
    accounts.close();
  }

  private static void insert(Database database, Exclusion exclusion) {
    boolean _ =
        database.write(
            connection -> {
              ExclusionTable.insert(connection, exclusion);
              return true;
            });
  }

  private static ExclusionTable.Stored find(Database database, String id) {
    return database.read(connection -> ExclusionTable.find(connection, id)).orElseThrow();
  }

  private static AlertSink recording(List<String> passed) {
    return new AlertSink() {
      @Override
      public void happened(Finding finding) {
        passed.add("happened");
      }

      @Override
      public void engaged(Finding finding) {
        passed.add("engaged");
      }

      @Override
      public void released(Finding finding) {
        passed.add("released");
      }
    };
  }

  @Test
  void theSameConditionsAreTheSameExclusionWhateverTheirForm() {
    assertEquals(
        exclusion(Kind.HOST, "10.0.0.9/8", conditions("protocol=tcp")).id(),
        exclusion(Kind.HOST, "10.0.0.0/8", conditions("protocol=TCP")).id());
    assertEquals(
        exclusion(Kind.DOMAIN, "Example.COM.", Conditions.NONE).id(),
        exclusion(Kind.DOMAIN, "example.com", Conditions.NONE).id());
    assertNotEquals(
        exclusion(Kind.DOMAIN, "*.example.com", Conditions.NONE).id(),
        exclusion(Kind.DOMAIN, "example.com", Conditions.NONE).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a.*.b",
        "**.example.com",
        "exa mple.com",
        ".example.com",
        "a..b",
        "x;y",
        "-a.example",
        "\u202eexample.com"
      })
  void whatIsNoDomainIsRefused(String domain) {
    assertThrows(
        IllegalArgumentException.class, () -> exclusion(Kind.DOMAIN, domain, Conditions.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port=70000",
        "port=-1",
        "protocol=tpc",
        "direction=up",
        "alert=Syn-Scan",
        "application=a'b",
        "peer=10.0.0.0/99"
      })
  void conditionsThatCannotBeAreRefused(String more) {
    assertThrows(IllegalArgumentException.class, () -> conditions(more));
  }

  @Test
  void otherSubjectsThatCannotBeAreRefused() {
    for (String ip : List.of("", "10.0.0.256", "10.0.0.0/33", "host", "10.0.0.0/8/9")) {
      assertThrows(
          IllegalArgumentException.class, () -> exclusion(Kind.HOST, ip, Conditions.NONE), ip);
    }
    for (String subject : List.of(" ", "CN=a\nb", "x".repeat(501))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> exclusion(Kind.CERTIFICATE, subject, Conditions.NONE));
    }
    assertFalse(exclusion(Kind.HOST, "0.0.0.0/0", Conditions.NONE).id().isEmpty());
  }
}
