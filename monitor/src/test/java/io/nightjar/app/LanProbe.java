package io.nightjar.app;

import io.nightjar.tool.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Runs in the monitor's namespace of a LAN of namespaces: what the tools answer there, as JSON. */
final class LanProbe {
  private LanProbe() {}

  /** Arguments: data directory, and the folder the answers go to. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    Path answers = Path.of(arguments[1]);
    try (Product product =
        Product.start(data, "--interface", "br0", "--discover", "10.77.0.0/24,10.99.0.0/28")) {
      Product.await("history is ready", () -> isReady(product));
      keep(answers, "active", product.call("discover_lan", "{\"mode\":\"active\",\"limit\":100}"));
      keep(answers, "passive", product.call("discover_lan", "{\"limit\":100}"));
      keep(answers, "assets", product.call("list_assets", "{\"limit\":100}"));
      keep(answers, "one", product.call("get_asset_info", "{\"ip\":\"10.77.0.17\"}"));
      String elsewhere = "{\"mode\":\"active\",\"network\":\"10.88.0.0/24\"}";
      Files.writeString(
          answers.resolve("elsewhere"), product.client().post("discover_lan", elsewhere).body());
      String nowhere = "{\"mode\":\"active\",\"network\":\"10.99.0.0/28\"}";
      Files.writeString(
          answers.resolve("nowhere"), product.client().post("discover_lan", nowhere).body());
      Files.writeString(answers.resolve("metrics"), product.client().get("/metrics").body());
    }
  }

  private static boolean isReady(Product product) {
    return product.health().path("store_state").asString().equals("ready")
        && product.call("list_assets", "{}").path("notes").toString().indexOf("waits") < 0;
  }

  private static void keep(Path answers, String name, JsonNode answer) throws Exception {
    Files.writeString(answers.resolve(name), Json.text(answer));
  }
}
