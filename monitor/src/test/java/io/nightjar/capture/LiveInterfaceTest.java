package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live capture on a veth pair, in a network namespace of its own, of what tcpreplay sends. */
class LiveInterfaceTest {
  private static final int TCP_FRAMES = 1800;
  private static final int DNS_FRAMES = 200;
  private static final int LARGEST = 65_000;

  private static final String NAMESPACE =
      """
      echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
      echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
      ip link add nj0 mtu 65535 type veth peer name nj1 mtu 65535 || exit 9
      ip link set nj0 up && ip link set nj1 up || exit 9
      exec "$@"
      """;

  @TempDir private Path folder;

  @Test
  void seesEveryFrameThatPassesAndCountsThoseItLoses() throws Exception {
    assumeTrue(canMakeNamespaces(), "skipped: needs root, unshare, ip and tcpreplay");
    Map<String, String> probe = probe(capture());
    assertEquals("ETHERNET", probe.get("link"));
    assertEquals("0", probe.get("idle"));
    String frames = String.valueOf(TCP_FRAMES + DNS_FRAMES + 1);
    assertEquals(frames, probe.get("all.frames"));
    assertEquals(
        String.valueOf(TCP_FRAMES * 1514 + DNS_FRAMES * 142 + LARGEST), probe.get("all.bytes"));
    assertEquals(String.valueOf(LARGEST), probe.get("all.longest"));
    assertEquals(frames, probe.get("all.received"));
    assertEquals("0", probe.get("all.dropped"));
    assertEquals(String.valueOf(DNS_FRAMES), probe.get("filtered.frames"));
    assertEquals("96", probe.get("filtered.longest"));
    assertEquals("true", probe.get("small.dropped"));
    assertEquals("true", probe.get("small.accounted"));
    assertEquals(
        "no interface named nosuch0 (ip link shows those there are)", probe.get("missing"));
    assertTrue(probe.getOrDefault("filter", "").startsWith("not a capture filter: 'port bogus'"));
    assertEquals("-1", probe.get("gone.read"));
    assertEquals("true", probe.get("gone.fault"));
  }

  private static boolean canMakeNamespaces() throws InterruptedException {
    try {
      String check = "command -v ip && command -v tcpreplay && unshare -n true";
      return new ProcessBuilder("sh", "-c", check).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private Path capture() throws IOException {
    byte[] ethernet = HexFormat.of().parseHex("020000000002" + "020000000001" + "0800");
    PcapBytes file = PcapBytes.plain();
    for (int i = 0; i < TCP_FRAMES; i++) {
      file.frame(i, 0, 1514, ip(ethernet, 1514, 6, 80));
    }
    for (int i = 0; i < DNS_FRAMES; i++) {
      file.frame(i, 0, 142, ip(ethernet, 142, 17, 53));
    }
    file.frame(0, 0, LARGEST, ip(ethernet, LARGEST, 6, 80));
    return Files.write(folder.resolve("sent.pcap"), file.bytes());
  }

  private static byte[] ip(byte[] ethernet, int frameBytes, int protocol, int port) {
    int ipBytes = frameBytes - ethernet.length;
    String header = "4500%04x0000000040%02x0000c0000201c6336402".formatted(ipBytes, protocol);
    byte[] ip = HexFormat.of().parseHex(header + "c000%04x".formatted(port));
    byte[] frame = Arrays.copyOf(ethernet, frameBytes);
    System.arraycopy(ip, 0, frame, ethernet.length, ip.length);
    return frame;
  }

  private static Map<String, String> probe(Path capture) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            "unshare",
            "-n",
            "sh",
            "-c",
            NAMESPACE,
            "sh",
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path"),
            LiveProbe.class.getName(),
            capture.toString());
    Map<String, String> values = new TreeMap<>();
    ExternalTool.lines(
        command,
        line -> {
          int equals = line.indexOf('=');
          values.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
        });
    return values;
  }
}
