package io.nightjar.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {
  private static final Prefix LOCAL = Prefix.parse("10.0.0.0/8");
  private static final Prefix LINK = Prefix.parse("fe80::/10");

  private static Set<IpAddress> addresses(String text) {
    return Arrays.stream((text == null ? "" : text).split(" "))
        .filter(each -> !each.isEmpty())
        .map(IpAddress::parse)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isLocal(IpAddress ip) {
    return LOCAL.contains(ip) || LINK.contains(ip);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, , false",
    "10.0.0.7 fe80::7 2001:db8::7 2001:db8::8, , false",
    "10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10, , false",
    "10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11, , true",
    "10.0.0.1 192.0.2.7, 10.0.0.1, false",
    "10.0.0.1 192.0.2.7 192.0.2.8, 10.0.0.1, true",
    "192.0.2.7 192.0.2.8, 192.0.2.7, false",
    "192.0.2.7 192.0.2.8, , true",
    "0.0.0.0 255.255.255.255 224.0.0.251 10.0.0.7, , false",
    "2001:db8:1::1 2001:db8:2::1 2001:db8:3::1 2001:db8:4::1 2001:db8:5::1, , true"
  })
  void whoSendsForOthersIsARouter(String addresses, String claimed, boolean router) {
    assertEquals(
        router,
        Ownership.isRouter(addresses(addresses), addresses(claimed), OwnershipTest::isLocal));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, false, , , true",
    "10.0.0.7, true, , , false",
    "10.0.0.7, true, 10.0.0.7, , true",
    "10.0.0.7, false, 10.0.0.8, , false",
    "10.0.0.7, false, 10.0.0.8, 10.0.0.7, true",
    "192.0.2.7, false, , , false",
    "192.0.2.7, false, 192.0.2.7, , true",
    "fe80::7, true, 10.0.0.1, , true",
    "2001:db8::7, false, , , false"
  })
  void anAddressIsADevicesOwn(
      String ip, boolean router, String claimed, String known, boolean own) {
    assertEquals(
        own,
        Ownership.isOwn(
            IpAddress.parse(ip),
            router,
            addresses(claimed),
            List.copyOf(addresses(known)),
            OwnershipTest::isLocal));
  }
}
