package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.net.IpAddress;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process without CAP_NET_RAW where no group may have ICMP sockets of datagrams. */
class IcmpRightsTest {
  private static final String WITHOUT =
      "unshare -n setpriv --bounding-set=-net_raw --inh-caps=-net_raw";

  /** Tries to send one, and prints why it cannot. */
  static final class Tries {
    public static void main(String[] arguments) {
      try (EchoSender echoes = new EchoSender(new Telemetry())) {
        var _ = echoes.send(IpAddress.parse("127.0.0.1"), 1, Duration.ofSeconds(1));
        System.out.println("sent");
      } catch (NoAnswer none) {
        System.out.println(none.state() + " " + none.reason());
      }
    }
  }

  private static String output(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void saysWhichCapabilityOrSettingIsMissing() throws Exception {
    assumeTrue(output(WITHOUT + " echo may").equals("may\n"), "skipped: needs root and setpriv");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String said =
        output(
            "%s %s --enable-native-access=ALL-UNNAMED -cp '%s' '%s'"
                .formatted(WITHOUT, java, NamespaceProbesTest.classPath(), Tries.class.getName()));
    assertTrue(said.contains("FAILED ICMP is not permitted"), said);
    assertTrue(said.contains("CAP_NET_RAW") && said.contains("ping_group_range"), said);
  }
}
