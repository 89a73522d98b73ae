package io.nightjar.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.EthernetFrames;
import io.nightjar.RecordingSink;
import io.nightjar.TestLink;
import io.nightjar.alert.Finding;
import io.nightjar.detection.Detection;
import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.host.NameSource;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import io.nightjar.query.Assets;
import io.nightjar.query.Page;
import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The inventory over a real history; each test has rows of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InventoryTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String PHONE = "02:00:00:00:00:0a";
  private static final String PRINTER = "02:00:00:00:00:0b";
  private static final String ROUTER = "02:00:00:00:00:01";
  private static final byte[] DATA = new byte[60];

  @TempDir private static Path folder;
  private final LookupData lookup =
      LookupData.open(
          Path.of("no-lookup"), List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("fe80::/10")));
  private History history;
  private RecordingSink alerts;
  private TestLink link;
  private Inventory inventory;
  private String probe = "";
  private long now;

  @BeforeAll
  void startHistory() throws InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    history = new History(History.Config.in(folder), new Telemetry());
    history.start();
    assertTrue(history.awaitReady(LONGEST), history.status().problem());
  }

  @AfterAll
  void stopHistory() {
    if (history != null) {
      history.close();
    }
  }

  @BeforeEach
  void start(TestInfo test) throws InterruptedException {
    now = 1_700_000_000;
    probe = test.getDisplayName();
    alerts = new RecordingSink();
    link = new TestLink("eth0", lookup, Detection.NONE);
    inventory = started(link);
  }

  @AfterEach
  void stop() {
    inventory.close();
  }

  private Inventory started(TestLink of) throws InterruptedException {
    Inventory made =
        new Inventory(
            new Inventory.Config(probe, 100, Duration.ofHours(1), Duration.ZERO),
            of,
            lookup,
            history,
            () -> Instant.ofEpochSecond(now),
            alerts,
            new Telemetry());
    made.start();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!made.isLoaded() && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return made;
  }

  private void restart() throws InterruptedException {
    restart("eth0");
  }

  private void restart(String interfaceName) throws InterruptedException {
    inventory.close();
    assertTrue(history.flush(LONGEST));
    link = new TestLink(interfaceName, lookup, Detection.NONE);
    inventory = started(link);
  }

  private void refresh() throws InterruptedException {
    assertTrue(inventory.refresh(LONGEST));
  }

  private Asset asset(String key) {
    return inventory.find(AssetKey.parse(key)).orElseThrow(() -> new AssertionError("no " + key));
  }

  /** A device of the link sends to another, after saying in ARP that it has the address. */
  private void sends(String mac, String ip) {
    link.send(now, EthernetFrames.arp(mac, ip));
    link.send(now, EthernetFrames.udp(mac, PRINTER, ip, 5_000, "10.0.0.2", 9_999, DATA));
  }

  private void leases(String mac, String ip, String name) {
    byte[] request = EthernetFrames.dhcp(false, mac, "0.0.0.0", name);
    byte[] given = EthernetFrames.dhcp(true, mac, ip, name);
    String all = "255.255.255.255";
    link.send(now, EthernetFrames.udp(mac, "ff:ff:ff:ff:ff:ff", "0.0.0.0", 68, all, 67, request));
    link.send(now, EthernetFrames.udp(ROUTER, mac, "10.0.0.1", 67, ip, 68, given));
  }

  @Test
  void aDeviceStaysOneAssetThroughDhcpChangesAndRestarts() throws Exception {
    leases(PHONE, "10.0.0.7", "anna-phone");
    sends(PHONE, "10.0.0.7");
    refresh();
    Asset first = asset(PHONE);
    assertEquals(IpAddress.parse("10.0.0.7"), first.ip());
    assertEquals(Map.of(NameSource.DHCP, "anna-phone"), first.names());
    now += 60;
    leases(PHONE, "10.0.0.8", "anna-phone");
    sends(PHONE, "10.0.0.8");
    refresh();
    Asset moved = asset(PHONE);
    assertEquals("[10.0.0.8, 10.0.0.7]", moved.ips().toString());
    assertEquals(first.firstSeenSeconds(), moved.firstSeenSeconds());
    assertTrue(alerts.lines().contains("happened device_moved " + PHONE), alerts.lines() + "");
    restart();
    assertEquals(moved, asset(PHONE));
    assertEquals(Optional.of(moved), inventory.find(IpAddress.parse("10.0.0.8")));
    now += 60;
    int before = alerts.lines().size();
    sends(PHONE, "10.0.0.8");
    refresh();
    assertEquals(before, alerts.lines().size(), "it is known: " + alerts.lines());
    assertEquals(moved.firstSeenSeconds(), asset(PHONE).firstSeenSeconds());
    assertEquals(now, asset(PHONE).lastSeenSeconds());
  }

  @Test
  void hostsBehindARouterAreAssetsByAddress() throws Exception {
    link.send(now, EthernetFrames.arp(ROUTER, "10.0.0.1"));
    sends(PHONE, "10.0.0.7");
    for (String ip : List.of("10.5.0.1", "10.5.0.2")) {
      link.send(now, EthernetFrames.udp(ROUTER, PHONE, ip, 5_000, "10.0.0.7", 9_999, DATA));
    }
    for (String ip : List.of("192.0.2.8", "192.0.2.9")) {
      link.send(now, EthernetFrames.udp(PHONE, ROUTER, "10.0.0.7", 5, ip, 443, DATA));
    }
    refresh();
    assertEquals("[10.0.0.1]", asset(ROUTER).ips().toString());
    assertTrue(asset(ROUTER).isRouter());
    assertEquals("router", asset(ROUTER).deviceType());
    assertEquals("[10.5.0.1]", asset("10.5.0.1").ips().toString());
    assertEquals("[10.0.0.7]", asset(PHONE).ips().toString());
    assertEquals(
        Map.of(MacAddress.parse(ROUTER).bits(), List.of(IpAddress.parse("10.0.0.1"))),
        inventory.routers());
    assertTrue(inventory.find(IpAddress.parse("192.0.2.9")).isEmpty(), "it is not local");
    restart();
    assertTrue(asset(ROUTER).isRouter());
    assertEquals("[10.0.0.1]", asset(ROUTER).ips().toString());
  }

  @Test
  void newGoneAndBackAreTold() throws Exception {
    sends(PHONE, "10.0.0.7");
    refresh();
    assertEquals(List.of("happened device_new " + PHONE), alerts.lines());
    assertEquals("eth0", alerts.findings().getFirst().interfaceName());
    now += 3_000;
    sends(PRINTER, "10.0.0.2");
    refresh();
    now += 700;
    sends(PRINTER, "10.0.0.2");
    refresh();
    List<String> told = alerts.lines();
    assertEquals("engaged device_gone " + PHONE, told.getLast());
    assertEquals(
        new Finding.Evidence("silent_s", "3700", "3600"),
        alerts.findings().getLast().evidence().getFirst());
    now += 10;
    sends(PRINTER, "10.0.0.2");
    refresh();
    assertEquals(told, alerts.lines(), "it is told once");
    sends(PHONE, "10.0.0.7");
    refresh();
    assertEquals("released device_gone " + PHONE, alerts.lines().getLast());
  }

  @Test
  void nobodyIsGoneWhenNothingAtAllIsHeard() throws Exception {
    sends(PHONE, "10.0.0.7");
    refresh();
    now += 100_000;
    refresh();
    assertEquals(List.of("happened device_new " + PHONE), alerts.lines());
    restart();
    now += 10;
    sends(PRINTER, "10.0.0.2");
    refresh();
    assertTrue(alerts.lines().stream().noneMatch(each -> each.contains("gone")));
  }

  @Test
  void aDeviceOnAnotherInterfaceHasMoved() throws Exception {
    sends(PHONE, "10.0.0.7");
    refresh();
    restart("eth1");
    now += 10;
    sends(PHONE, "10.0.0.7");
    refresh();
    assertEquals("happened device_moved " + PHONE, alerts.lines().getLast());
    assertEquals(
        new Finding.Evidence("interface", "eth1", "eth0"),
        alerts.findings().getLast().evidence().getFirst());
    assertEquals(List.of("eth1", "eth0"), asset(PHONE).interfaces());
  }

  @Test
  void aFloodOfMacAddressesFindsTheInventoryFullAndTheRestStays() throws Exception {
    sends(PHONE, "10.0.0.7");
    refresh();
    for (int i = 0; i < 256; i++) {
      sends("02:11:00:00:00:%02x".formatted(i), "10.7.0." + i);
    }
    refresh();
    assertEquals(100, inventory.assets().size());
    assertEquals("[10.0.0.7]", asset(PHONE).ips().toString());
  }

  @Test
  void addressesThatOnlyGetPacketsAreNoAssets() throws Exception {
    link.send(now, EthernetFrames.udp(PHONE, PRINTER, "10.0.0.7", 5, "10.0.0.99", 9, DATA));
    link.send(
        now,
        EthernetFrames.udp(PHONE, "ff:ff:ff:ff:ff:ff", "10.0.0.7", 5, "255.255.255.255", 9, DATA));
    refresh();
    assertEquals(List.of(PHONE), inventory.assets().stream().map(each -> each.key() + "").toList());
  }

  @Test
  void aHostileNameIsCleanedAndComesBackFromHistoryAsItWas() throws Exception {
    String name = "it's \u202e\u0000\n<|im_start|>', DROP TABLE\t" + "x".repeat(150);
    leases(PHONE, "10.0.0.7", name);
    sends(PHONE, "10.0.0.7");
    refresh();
    String kept = asset(PHONE).name();
    assertFalse(kept.isEmpty());
    assertTrue(kept.chars().noneMatch(Character::isISOControl), kept);
    assertFalse(kept.contains("\u202e"));
    restart();
    assertEquals(kept, asset(PHONE).name());
  }

  @Test
  void historyHoldsARowOfEachAssetForQueries() throws Exception {
    leases(PHONE, "10.0.0.7", "anna-phone");
    sends(PHONE, "10.0.0.7");
    link.send(now, EthernetFrames.udp(PHONE, PRINTER, "10.0.0.7", 6, "10.0.0.2", 631, DATA));
    link.send(now, EthernetFrames.udp(PRINTER, PHONE, "10.0.0.2", 631, "10.0.0.7", 6, DATA));
    refresh();
    assertTrue(history.flush(LONGEST));
    String sql =
        "SELECT asset, mac, ip, ips, name, names, interface, is_router, first_seen, switch_port"
            + " FROM assets FINAL WHERE probe = '"
            + probe
            + "' AND asset = '"
            + PHONE
            + "'";
    assertEquals(
        List.of(
            List.of(
                PHONE,
                PHONE,
                "10.0.0.7",
                List.of("10.0.0.7"),
                "anna-phone",
                List.of("dhcp: anna-phone"),
                "eth0",
                false,
                Instant.ofEpochSecond(now),
                "")),
        history.select(sql, Map.of(), Limits.DEFAULT).values());
  }

  @Test
  void aBoundTokenSeesTheAssetsOfItsNetworksInToolsAndInSql() throws Exception {
    sends(PHONE, "10.1.0.7");
    sends(PRINTER, "10.2.0.9");
    refresh();
    assertTrue(history.flush(LONGEST));
    Asker bound = new Asker(7, List.of(Prefix.parse("10.1.0.0/16")));
    Assets assets = new Assets(inventory);
    Page page = new Page(0, 25);
    assertEquals(
        List.of(PHONE),
        bound
            .call(() -> assets.list(Assets.Filter.ALL, Assets.SortBy.LAST_SEEN, page))
            .rows()
            .stream()
            .map(List::getFirst)
            .toList());
    assertTrue(bound.call(() -> assets.of(AssetKey.parse(PRINTER))).isEmpty());
    assertTrue(bound.call(() -> assets.of(IpAddress.parse("10.2.0.9"))).isEmpty());
    assertTrue(bound.call(() -> assets.of(IpAddress.parse("10.1.0.7"))).isPresent());
    assertTrue(bound.call(() -> assets.device(MacAddress.parse(PRINTER))).isEmpty());
    String sql = "SELECT asset FROM assets FINAL WHERE probe = '" + probe + "' ORDER BY asset";
    assertEquals(
        List.of(List.of(PHONE)), bound.call(() -> history.ask(sql, Limits.DEFAULT)).values());
    assertEquals(2, history.ask(sql, Limits.DEFAULT).values().size());
    Asker elsewhere = new Asker(8, List.of(), List.of("eth9"));
    assertEquals(
        List.of(),
        elsewhere.call(() -> assets.list(Assets.Filter.ALL, Assets.SortBy.NAME, page)).rows());
    assertEquals(List.of(), elsewhere.call(() -> history.ask(sql, Limits.DEFAULT)).values());
  }
}
