package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The devices of real captures, against what is known of these captures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownDevicesTest {
  @TempDir private static Path folder;
  private Product product;
  private final Map<String, Long> devices = new TreeMap<>();

  @BeforeAll
  void read() throws Exception {
    Path root = SharedData.path("pcaps");
    List<String> options = new ArrayList<>();
    for (JsonNode truth : Json.parse(Files.readString(root.resolve("ground-truth.json")))) {
      String file = truth.path("file").asString();
      if (file.startsWith("discovery/") || file.startsWith("identity/")) {
        options.addAll(List.of("--pcap", root.resolve(file).toString()));
        devices.put(Path.of(file).getFileName().toString(), truth.path("macs").asLong());
      }
    }
    product = Product.start(folder.resolve("data"), options.toArray(String[]::new));
    product.awaitStored(1);
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  private JsonNode asset(String by, String value) {
    return product.call("get_asset_info", Json.text(Json.object().put(by, value)));
  }

  @Test
  void eachCaptureHasTheDevicesThatSentFramesInIt() {
    Map<String, Long> found = new TreeMap<>();
    for (String file : devices.keySet()) {
      JsonNode assets =
          product.call(
              "list_assets",
              Json.text(Json.object().put("interface_name", file).put("limit", 1000)));
      found.put(
          file,
          assets
              .path("rows")
              .valueStream()
              .filter(row -> row.path(0).asString().matches("(..:){5}.."))
              .count());
    }
    assertEquals(devices, found);
  }

  /** A name is among those it gave itself, whichever is shown first. */
  @ParameterizedTest
  @CsvSource({
    "90:b1:1c:99:49:29, 128.2.6.189, dhcp: btest.is.cool, ''",
    "00:18:ba:98:68:8f, '', cdp: S1, switch",
    "00:19:2f:a7:b2:8d, '', cdp: S2, switch",
    "8a:3c:d6:e1:4d:c4, 10.0.2.7, mdns: johanna-qemu-virtual-machine.local, ''"
  })
  void aDeviceHasTheAddressNameAndTypeItGaveItself(
      String mac, String ip, String name, String type) {
    JsonNode asset = asset("mac", mac);
    assertEquals(ip, asset.path("ip").asString(), asset.toString());
    assertTrue(asset.path("names").toString().contains("\"" + name + "\""), asset.toString());
    assertEquals(type, asset.path("device_type").asString(), asset.toString());
    JsonNode device = product.call("get_mac_info", "{\"mac\":\"" + mac + "\"}");
    assertEquals(type, device.path("device_type").asString(), device.toString());
    assertEquals(asset.path("os"), device.path("os"));
  }

  @Test
  void aSwitchSaysItsSystemInCdp() {
    JsonNode rows =
        product.call("list_assets", "{\"interface_name\":\"tcpdump-3560_CDP.pcap\"}").path("rows");
    assertTrue(rows.toString().contains("\"Switch\""), rows.toString());
    assertTrue(rows.toString().contains("Cisco IOS"), rows.toString());
  }

  @Test
  void aWindowsHostIsToldByWhatItsProgramsSay() {
    JsonNode asset = asset("ip", "172.16.225.48");
    assertTrue(asset.path("os").asString().startsWith("Windows"), asset.toString());
    assertEquals("computer", asset.path("device_type").asString(), asset.toString());
  }

  @Test
  void theRouterOfACaptureIsOneAndItsRemoteHostsAreNone() {
    JsonNode assets =
        product.call("list_assets", "{\"interface_name\":\"foxio-latest.pcapng\",\"limit\":1000}");
    assertTrue(
        Stream.of("34.212.93.65", "52.249.29.248")
            .noneMatch(ip -> assets.path("rows").toString().contains("\"" + ip + "\"")),
        assets.toString());
    assertTrue(assets.path("rows").toString().contains("\"router\""), assets.toString());
  }
}
