package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network namespace of its own with a veth pair, {@code nj0} to send on and {@code nj1} to
 * capture on, in which a part of {@link LiveProbe} runs.
 */
final class LiveNamespace {
  private static final String NAMESPACE =
      """
      echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
      echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
      ip link add nj0 mtu 65535 type veth peer name nj1 mtu 65535 || exit 9
      ip link set nj0 up && ip link set nj1 up && ip link set lo up || exit 9
      exec "$@"
      """;

  private LiveNamespace() {}

  static void assumeItCanBeMade() throws InterruptedException {
    boolean made = false;
    try {
      String check = "command -v ip && command -v tcpreplay && unshare -n true";
      made =
          new ProcessBuilder("sh", "-c", check)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .redirectError(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException _) {
      // As if the check had failed.
    }
    assumeTrue(made, "skipped: needs root, unshare, ip and tcpreplay");
  }

  /** What the probe printed as {@code name=value}. */
  static Map<String, String> run(String part, Path capture) throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "-n", "sh", "-c", NAMESPACE, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path"));
    command.addAll(List.of(LiveProbe.class.getName(), part, capture.toString()));
    Path errors = Files.createTempFile("live-probe", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    Map<String, String> values = new TreeMap<>();
    for (String line : process.inputReader().readAllLines()) {
      int equals = line.indexOf('=');
      values.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
    }
    int status = process.waitFor();
    String told = Files.readString(errors);
    Files.delete(errors);
    assertEquals(0, status, told);
    return values;
  }
}
