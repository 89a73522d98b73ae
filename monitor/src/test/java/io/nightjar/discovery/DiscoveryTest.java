package io.nightjar.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private static Discovery of(String... networks) {
    List<Prefix> allowed = Arrays.stream(networks).map(Prefix::parse).toList();
    return new Discovery(Discovery.Config.of(allowed), new Telemetry());
  }

  private static DiscoveryException refused(Discovery discovery, String network) {
    return assertThrows(
        DiscoveryException.class, () -> discovery.networks(Optional.of(Prefix.parse(network))));
  }

  @Test
  void isOffUntilANetworkIsAllowed() {
    DiscoveryException off = refused(of(), "10.0.0.0/24");
    assertTrue(off.message().startsWith("active discovery is off"));
    assertTrue(off.hint().contains("--discover"));
  }

  @Test
  void scansAllowedNetworksAndPartsOfThemAlone() {
    Discovery discovery = of("10.0.0.0/24", "10.1.0.0/22");
    assertEquals(2, discovery.networks(Optional.empty()).size());
    Prefix part = Prefix.parse("10.1.2.0/26");
    assertEquals(List.of(part), discovery.networks(Optional.of(part)));
    for (String other : List.of("10.2.0.0/24", "10.0.0.0/23", "10.0.0.0/8", "::/0")) {
      assertTrue(refused(discovery, other).hint().contains("10.0.0.0/24, 10.1.0.0/22"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/19",
        "0.0.0.0/0",
        "2001:db8::/120",
        "::/0",
        "10.0.0.0/20,10.1.0.0/20,10.2.0.0/32"
      })
  void refusesToBeAllowedWhatIsTooLargeOrNotIpv4(String networks) {
    List<Prefix> wanted = Arrays.stream(networks.split(",")).map(Prefix::parse).toList();
    assertThrows(IllegalArgumentException.class, () -> Discovery.Config.of(wanted));
  }
}
