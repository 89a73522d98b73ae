package io.nightjar.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  /** Canonical forms of RFC 5952 section 4 and 5. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:0db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:DB8::AAAA, 2001:db8::aaaa",
    "::, ::",
    "::1, ::1",
    "2600:1901:0:7a0b::, 2600:1901:0:7a0b::"
  })
  void writesTheCanonicalForm(String given, String canonical) {
    IpAddress address = IpAddress.parse(given);
    assertEquals(canonical, address.toString());
    assertEquals(address, IpAddress.parse(canonical));
    assertArrayEquals(address.bytes(), IpAddress.of(address.bytes()).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4444",
        "a.b.c.d",
        "1..2.3",
        "::g",
        "fe80::1%eth0",
        "localhost",
        "1.2.3.4 5",
        "-1.2.3.4"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.0.0.0/8, true",
    "11.1.2.3, 10.0.0.0/8, false",
    "172.32.0.1, 172.16.0.0/12, false",
    "::ffff:10.1.2.3, 10.0.0.0/8, true",
    "2001:db8:ffff::1, 2001:db8::/32, true",
    "2001:db9::1, 2001:db8::/32, false",
    "1.2.3.4, 0.0.0.0/0, true",
    "::1, 0.0.0.0/0, false"
  })
  void knowsItsNetwork(String address, String prefix, boolean inside) {
    assertEquals(inside, Prefix.parse(prefix).contains(IpAddress.parse(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, PRIVATE", "100.64.0.1, SHARED", "8.8.8.8, PUBLIC", "224.0.0.251, MULTICAST",
    "255.255.255.255, BROADCAST", "fe80::1, LINK_LOCAL", "fd00::1, PRIVATE", "ff02::1, MULTICAST",
    "2001:4860::8888, PUBLIC", "198.51.100.1, DOCUMENTATION", "::1, LOOPBACK"
  })
  void hasAScope(String address, AddressScope scope) {
    assertEquals(scope, AddressScope.of(IpAddress.parse(address)));
    assertEquals(
        scope == AddressScope.MULTICAST || scope == AddressScope.BROADCAST, scope.isGroup());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "x/8", "::/129"})
  void refusesWhatIsNoNetwork(String text) {
    assertThrows(IllegalArgumentException.class, () -> Prefix.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"00:1b:21:3c:4d:5e, false", "01:00:5e:00:00:fb, true", "FF-FF-FF-FF-FF-FF, true"})
  void knowsGroupMacAddresses(String text, boolean group) {
    assertEquals(group, MacAddress.parse(text).isGroup());
    assertFalse(MacAddress.parse(text).toString().isEmpty());
    assertTrue(MacAddress.NONE.toString().isEmpty());
  }
}
