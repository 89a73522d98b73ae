package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The monitor on a LAN of network namespaces: 20 hosts over a bridge, ten with Debian's avahi, ten
 * that answer UPnP and NetBIOS, one of these hostile; and one of another network on the same link.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanDiscoveryTest {
  private static final Map<String, String> TYPES =
      Map.of(
          "workstation", "computer",
          "printer", "printer",
          "router", "router",
          "storage", "storage",
          "player", "media player");

  @TempDir private static Path folder;

  @BeforeAll
  void scan() throws Exception {
    assumeTrue(canMakeNamespaces(), "skipped: needs root, unshare, ip, perl and avahi-daemon");
    Product.assumeStore();
    for (String name : new String[] {"lan.sh", "lan-host.sh", "lan-responder.pl"}) {
      try (InputStream in = LanDiscoveryTest.class.getResourceAsStream(name)) {
        Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
      }
    }
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                "unshare",
                "-n",
                "sh",
                folder.resolve("lan.sh").toString(),
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LanProbe.class.getName(),
                folder.resolve("data").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(ended && process.exitValue() == 0, Files.readString(out));
  }

  private static boolean canMakeNamespaces() throws InterruptedException {
    try {
      String check =
          "command -v ip && command -v perl && command -v avahi-daemon && unshare -n -m true";
      return new ProcessBuilder("sh", "-c", check)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static JsonNode answer(String name) throws Exception {
    return Json.parse(Files.readString(folder.resolve(name)));
  }

  /** A cell of each row, by the address of the row. */
  private static Map<String, String> column(JsonNode table, String name) {
    int column = at(table, name);
    int ip = at(table, "ip");
    Map<String, String> cells = new TreeMap<>();
    table
        .path("rows")
        .forEach(
            row ->
                cells.put(
                    row.path(ip).asString(),
                    row.path(column).isArray()
                        ? row.path(column).toString()
                        : row.path(column).asString()));
    return cells;
  }

  private static int at(JsonNode table, String name) {
    for (int i = 0; i < table.path("columns").size(); i++) {
      JsonNode column = table.path("columns").path(i);
      if (name.equals(column.isString() ? column.asString() : column.path("name").asString())) {
        return i;
      }
    }
    throw new AssertionError("no column " + name + " in " + table.path("columns"));
  }

  private static Set<String> hosts() {
    Set<String> all = new TreeSet<>(Set.of("10.77.0.1"));
    for (int number = 11; number <= 30; number++) {
      all.add("10.77.0." + number);
    }
    return all;
  }

  private static Set<String> v4(Set<String> ips) {
    return ips.stream().filter(ip -> !ip.contains(":")).collect(Collectors.toSet());
  }

  private static String kind(int number) {
    return number <= 16
        ? "workstation"
        : number <= 20 ? "printer" : number <= 23 ? "router" : number <= 26 ? "storage" : "player";
  }

  @Test
  void findsAllTwentyHostsWithNamesAndTypes() throws Exception {
    JsonNode active = answer("active");
    assertEquals(hosts(), v4(column(active, "ip").keySet()), active.toString());
    Map<String, String> names = column(active, "name");
    Map<String, String> types = column(active, "device_type");
    Map<String, String> macs = column(active, "mac");
    for (int number = 11; number <= 29; number++) {
      String ip = "10.77.0." + number;
      String name = kind(number) + "-" + number;
      assertEquals(
          name,
          names.getOrDefault(ip, "").toLowerCase(Locale.ROOT).replace(".local", ""),
          active.toString());
      assertEquals(TYPES.get(kind(number)), types.get(ip), name);
    }
    assertEquals(22, Set.copyOf(macs.values()).size(), "with the neighbour of another network");
  }

  @Test
  void aHostileAnswerNamesNobodyElseAndIsCleaned() throws Exception {
    JsonNode active = answer("active");
    assertTrue(column(active, "names").values().stream().noneMatch(each -> each.contains("evil.")));
    String name = column(active, "name").getOrDefault("10.77.0.30", "");
    assertFalse(name.isEmpty());
    assertTrue(name.chars().noneMatch(Character::isISOControl), name);
    assertEquals("router", column(active, "device_type").get("10.77.0.30"));
    String metrics = Files.readString(folder.resolve("metrics"));
    String refused =
        metrics
            .lines()
            .filter(line -> line.startsWith("nightjar_discovery_answers_refused_total"))
            .findFirst()
            .orElseThrow();
    assertTrue(Double.parseDouble(refused.substring(refused.lastIndexOf(' '))) > 100, refused);
  }

  @Test
  void aHostOfAnotherNetworkIsNotListenedToAndNotScanned() throws Exception {
    assertFalse(answer("active").toString().contains("10.88.0.40"));
    assertTrue(
        Files.readString(folder.resolve("elsewhere")).contains("10.88.0.0/24 may not be scanned"));
  }

  @Test
  void aNetworkThatNoInterfaceLeadsToIsNamedAndDoesNotEndTheScan() throws Exception {
    String missing = "no interface of this machine has an address in 10.99.0.0/28";
    assertTrue(answer("active").path("notes").toString().contains(missing));
    assertTrue(Files.readString(folder.resolve("nowhere")).contains(missing));
  }

  @Test
  void whatWasFoundIsHeardToo() throws Exception {
    Set<String> passive = column(answer("passive"), "ip").keySet();
    assertTrue(passive.containsAll(hosts()), passive.toString());
    assertEquals(
        column(answer("active"), "device_type").get("10.77.0.22"),
        column(answer("passive"), "device_type").get("10.77.0.22"));
  }

  @Test
  void theInventoryKeepsIt() throws Exception {
    assertTrue(column(answer("assets"), "ip").keySet().containsAll(hosts()));
    JsonNode one = answer("one");
    assertEquals("printer", one.path("device_type").asString(), one.toString());
    assertTrue(one.path("services").toString().contains("_ipp._tcp"), one.toString());
    assertTrue(one.path("names").toString().contains("mdns: printer-17"), one.toString());
  }
}
