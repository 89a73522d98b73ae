package io.nightjar.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Runs the monitor on one end of a veth pair while tcpreplay sends on the other, in the namespaces
 * that {@link LiveTrafficTest} made, and prints what it checks.
 */
final class LiveTraffic {
  private static final String CAPTURES = "nj1";
  private static final String SENDS = "nj0";
  private static final int PACKETS_PER_SECOND = 4000;

  private LiveTraffic() {}

  /**
   * The arguments are the capture to replay, the file with the sender's process id, and the data.
   */
  public static void main(String[] arguments) throws Exception {
    Path capture = Path.of(arguments[0]);
    String sender = Files.readString(Path.of(arguments[1])).strip();
    Path data = Path.of(arguments[2]);
    try (Product product = Product.start(data, "--interface", CAPTURES)) {
      watch(product, capture, sender);
      print("exit", product.terminate());
      Path nothing = new ManyFlows(0).write(data.resolve("nothing.pcap"));
      try (Product again = product.again("--pcap", nothing.toString())) {
        print("stored", stored(again));
        print("exit_with_nothing_to_do", again.terminate());
      }
    }
  }

  private static void watch(Product product, Path capture, String sender) throws Exception {
    Product.await("it captures", () -> row(product).path(2).asString().equals("running"));
    long before = row(product).path(3).asLong();
    replay(capture, sender);
    long sent = System.nanoTime();
    long expected = before + Files.size(capture) / (16 + 60);
    Product.await("all packets are seen", () -> row(product).path(3).asLong() >= expected);
    print("visible_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
    JsonNode row = row(product);
    print("state", row.path(2).asString());
    print("packets", row.path(3).asLong());
    print("bytes", row.path(4).asLong());
    print("dropped", row.path(5).asLong());
    print("flows", product.call("get_live_flows_for_host", "{}").path("total").asLong());
  }

  private static String stored(Product product) throws InterruptedException {
    Product.await(
        "history answers", () -> product.health().path("store_state").asString().equals("ready"));
    return product
        .row("SELECT sum(packets), sum(bytes), countIf(first_dump), count() FROM flows")
        .toString();
  }

  private static JsonNode row(Product product) {
    return product.call("list_interfaces", "{}").path("rows").path(0);
  }

  private static void replay(Path capture, String sender) throws Exception {
    Process process =
        new ProcessBuilder(
                "nsenter",
                "-t",
                sender,
                "-n",
                "tcpreplay",
                "-q",
                "--pps=" + PACKETS_PER_SECOND,
                "-i",
                SENDS,
                capture.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError("tcpreplay failed");
    }
  }

  private static void print(String name, Object value) {
    System.out.println(name + "=" + value);
  }
}
