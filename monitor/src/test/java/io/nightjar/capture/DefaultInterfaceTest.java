package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interface of the default route, out of the kernel's route tables. */
class DefaultInterfaceTest {
  private static final String HEADER =
      "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";
  private static final String ANY6 =
      "00000000000000000000000000000000 00 " + "0".repeat(32) + " 00 ";

  @TempDir private Path folder;

  @Test
  void isTheOneOfTheSmallestMetric() throws IOException {
    String routes =
        """
        wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
        eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
        lo\t0000007F\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
        """;
    Files.writeString(folder.resolve("route"), HEADER + routes);
    assertEquals(Optional.of("eth0"), DefaultInterface.find(folder));
  }

  @Test
  void isTheOneOfIpv6WhereIpv4HasNone() throws IOException {
    String routes =
        ANY6
            + "fe80"
            + "0".repeat(28)
            + " 00000400 00000001 00000000 00000003     eth1\n"
            + ANY6
            + "0".repeat(32)
            + " ffffffff 00000001 00000000 00200200       lo\n";
    Files.writeString(folder.resolve("route"), HEADER);
    Files.writeString(folder.resolve("ipv6_route"), routes);
    assertEquals(Optional.of("eth1"), DefaultInterface.find(folder));
  }

  @Test
  void isNoneWhereThereIsNoRoute() {
    assertEquals(Optional.empty(), DefaultInterface.find(folder));
  }
}
