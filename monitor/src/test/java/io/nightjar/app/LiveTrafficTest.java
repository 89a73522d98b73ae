package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor in one network namespace, tcpreplay in another, a veth pair between them. */
class LiveTrafficTest {
  private static final ManyFlows SENT = new ManyFlows(1000);

  /** $1 is where the sending namespace's process id goes; the rest is run in the monitor's. */
  private static final String NAMESPACES =
      """
      pid_file="$1"; shift
      quiet() { echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
                echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6; }
      quiet
      ip link set lo up
      unshare -n sh -c "echo \\$\\$ > $pid_file; exec sleep 120" &
      sender=$!
      trap 'kill $sender' EXIT
      while [ ! -s "$pid_file" ]; do sleep 0.05; done
      ip link add nj0 type veth peer name nj1 || exit 9
      ip link set nj0 netns $sender || exit 9
      nsenter -t $sender -n sh -c 'echo 1 > /proc/sys/net/ipv6/conf/nj0/disable_ipv6; ip link set nj0 up'
      ip link set nj1 up || exit 9
      "$@"
      """;

  @TempDir private Path folder;

  @BeforeEach
  void needsNamespacesAndAStore() throws InterruptedException {
    assumeTrue(canMakeNamespaces(), "skipped: needs root, unshare, nsenter, ip and tcpreplay");
    Product.assumeStore();
  }

  @Test
  void packetsAreSeenAtOnceStoredOnSigtermAndNothingStaysBehind() throws Exception {
    Map<String, String> seen = seen(SENT.write(folder.resolve("sent.pcap")));
    String packets = String.valueOf(SENT.packets());
    String bytes = String.valueOf(SENT.bytes());
    assertEquals("running", seen.get("state"), seen.toString());
    assertEquals(packets, seen.get("packets"));
    assertEquals(bytes, seen.get("bytes"));
    assertEquals("0", seen.get("dropped"));
    assertEquals(String.valueOf(SENT.flows()), seen.get("flows"));
    assertTrue(Long.parseLong(seen.getOrDefault("visible_ms", "9999")) <= 2000, seen.toString());
    assertEquals("0", seen.get("exit"));
    assertEquals(
        "[%s,%s,%d,%d]".formatted(packets, bytes, SENT.flows(), SENT.flows()), seen.get("stored"));
    assertEquals("0", seen.get("exit_with_nothing_to_do"));
  }

  private static boolean canMakeNamespaces() throws InterruptedException {
    try {
      String check =
          "command -v ip && command -v nsenter && command -v tcpreplay && unshare -n true";
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

  private Map<String, String> seen(Path capture) throws Exception {
    Path out = folder.resolve("seen.txt");
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                "unshare",
                "-n",
                "sh",
                "-c",
                NAMESPACES,
                "sh",
                folder.resolve("sender.pid").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LiveTraffic.class.getName(),
                capture.toString(),
                folder.resolve("sender.pid").toString(),
                folder.resolve("data").toString())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(ended && process.exitValue() == 0, () -> text(errors) + text(out));
    Map<String, String> values = new TreeMap<>();
    for (String line : Files.readAllLines(out)) {
      int equals = line.indexOf('=');
      values.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
    }
    return values;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
