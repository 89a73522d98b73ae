package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Probes in one network namespace, their targets in two others, and between them a link that delays
 * and loses as it is told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamespaceProbesTest {
  /** Prober - relay - router - target. $1 is a folder for process ids; the rest is run. */
  private static final String NAMESPACES =
      """
      pids="$1"; shift
      ip link set lo up
      for each in relay router target; do
        unshare -n sh -c "echo \\$\\$ > $pids/$each; exec sleep 120" &
        eval "$each=$!"
      done
      trap 'kill $relay $router $target' EXIT
      for each in relay router target; do
        while [ ! -s "$pids/$each" ]; do sleep 0.02; done
      done
      inside() { nsenter -t "$1" -n sh -c "set -e; $2"; }
      echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6
      ip link add p0 type veth peer name r0 || exit 9
      ip link set r0 netns $relay && ip link set p0 up && ip addr add 10.9.1.2/24 dev p0 || exit 9
      inside $relay "ip link set lo up; ip link add r1 type veth peer name t0; ip link set t0 netns $router;
        ip addr add 10.9.1.1/24 dev r0; ip addr add 10.9.2.1/24 dev r1; ip link set r0 up; ip link set r1 up" || exit 9
      inside $router "ip link set lo up; ip addr add 10.9.2.2/24 dev t0; ip link set t0 up;
        ip link add vx0 address 02:00:00:00:00:02 type vxlan id 7 remote 10.9.2.1 dstport 4789 nolearning dev t0;
        ip addr add 10.77.1.2/24 dev vx0; ip -6 addr add fd77:1::2/64 dev vx0 nodad; ip link set vx0 up;
        ip neigh add 10.77.1.1 lladdr 02:00:00:00:00:01 dev vx0 nud permanent;
        ip -6 neigh add fd77:1::1 lladdr 02:00:00:00:00:01 dev vx0 nud permanent;
        ip link add u0 type veth peer name u1; ip link set u1 netns $target;
        ip addr add 10.77.2.1/24 dev u0; ip -6 addr add fd77:2::1/64 dev u0 nodad; ip link set u0 up;
        ip route add unreachable 10.77.3.0/24; echo 0 > /proc/sys/net/ipv4/icmp_ratelimit;
        echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding" || exit 9
      inside $target "ip link set lo up; ip addr add 10.77.2.2/24 dev u1; ip -6 addr add fd77:2::2/64 dev u1 nodad;
        ip link set u1 up; ip route add default via 10.77.2.1; ip -6 route add default via fd77:2::1" || exit 9
      ip link add vx0 address 02:00:00:00:00:01 type vxlan id 7 remote 10.9.1.1 dstport 4789 nolearning dev p0 || exit 9
      ip addr add 10.77.1.1/24 dev vx0; ip -6 addr add fd77:1::1/64 dev vx0 nodad; ip link set vx0 up
      ip neigh add 10.77.1.2 lladdr 02:00:00:00:00:02 dev vx0 nud permanent
      ip -6 neigh add fd77:1::2 lladdr 02:00:00:00:00:02 dev vx0 nud permanent
      ip route add 10.77.0.0/16 via 10.77.1.2; ip -6 route add fd77:2::/64 via fd77:1::2
      "$@" $relay
      """;

  private final Map<String, String> seen = new TreeMap<>();

  @BeforeAll
  void probe(@TempDir Path folder) throws Exception {
    assumeTrue(canMakeNamespaces(), "skipped: needs root, unshare, nsenter, ip and VXLAN");
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
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                ProbeLab.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(
        ended && process.exitValue() == 0,
        () -> text(errors).lines().limit(20).toList() + text(out));
    for (String line : Files.readAllLines(out)) {
      int equals = line.indexOf('=');
      seen.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
    }
  }

  /** Of the product and its native part, which the tests have on the module path. */
  static String classPath() {
    return System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path");
  }

  private static boolean canMakeNamespaces() throws InterruptedException {
    try {
      String check =
          "command -v ip && command -v nsenter && unshare -n ip link add vx0 type vxlan id 7 remote"
              + " 127.0.0.1 dstport 4789 dev lo";
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

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private double number(String name) {
    return Double.parseDouble(seen.getOrDefault(name, "NaN"));
  }

  private void isAbout(double expected, double give, String name) {
    assertTrue(Math.abs(number(name) - expected) <= give, () -> name + " in " + seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"datagram", "raw"})
  void delayLossAndJitterAreThoseOfTheLink(String how) {
    assertEquals(String.valueOf(how.equals("raw")), seen.get(how + ".raw"), seen.toString());
    isAbout(40, 5, how + ".delay");
    isAbout(40, 5, how + ".delay6");
    isAbout(80, 5, how + ".availability");
    isAbout(20, 5, how + ".loss");
    isAbout(6.67, 4, how + ".jitter");
    isAbout(30, 5, how + ".min");
    assertTrue(number(how + ".max") >= 45, seen::toString);
    assertEquals("100.0", seen.get(how + ".shaken"), seen.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"datagram", "raw"})
  void thePathNamesTheRouterAndTheTarget(String how) {
    assertEquals("[10.77.1.2, 10.77.2.2]", seen.get(how + ".path"), seen.toString());
    assertEquals("[fd77:1::2, fd77:2::2]", seen.get(how + ".path6"), seen.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"datagram", "raw"})
  void whatARouterRefusesAndWhatIsThisMachineIsSaid(String how) {
    assertEquals("10.77.3.1 is unreachable, says 10.77.1.2", seen.get(how + ".none"));
    assertEquals(
        "10.77.1.1 is not probed: 10.77.1.1 is this machine, which --probe-networks does not allow",
        seen.get(how + ".own"));
  }

  @Test
  void anAlertEngagesAtThreeOfFiveAndAFlappingTargetIsOneAlert() {
    assertEquals("[]", seen.get("alarm.after2"), seen.toString());
    String engaged = "+probe_unreachable";
    assertEquals("[" + engaged + "]", seen.get("alarm.after4"), seen.toString());
    assertEquals("[" + engaged + "]", seen.get("alarm.flapping"), seen.toString());
    String released = engaged + ", -probe_unreachable";
    assertEquals("[" + released + "]", seen.get("alarm.released"), seen.toString());
    String slow = released + ", +probe_threshold_exceeded";
    assertEquals("[" + slow + "]", seen.get("alarm.slow"), seen.toString());
    assertEquals(
        "[" + slow + ", -probe_threshold_exceeded]", seen.get("alarm.quick"), seen.toString());
  }

  @Test
  void anOutageHasNoValue() {
    assertEquals("down null 100.0", seen.get("gap"), seen.toString());
  }
}
