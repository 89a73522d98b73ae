package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  private static Optional<String> refusal(String address, Prefix... allowed) {
    return new Reach(List.of(allowed)).refusal(IpAddress.parse(address));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, this machine",
    "127.9.9.9, this machine",
    "0.0.0.0, this machine",
    "::1, this machine",
    "::, this machine",
    "::ffff:127.0.0.1, this machine",
    "::127.0.0.1, this machine",
    "64:ff9b::7f00:1, this machine",
    "64:ff9b::a9fe:a9fe, link-local",
    "169.254.169.254, link-local",
    "fe80::1, link-local",
    "fd00:ec2::254, metadata",
    "100.100.100.200, metadata",
    "224.0.0.1, many hosts",
    "ff02::1, many hosts",
    "255.255.255.255, many hosts",
  })
  void whatIsNotSomebodyElseIsRefused(String address, String saying) {
    assertTrue(refusal(address).orElse("").contains(saying), refusal(address).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "10.255.1.1", "2001:db8::7", "64:ff9b::c000:207"})
  void othersAreProbed(String address) {
    assertEquals(Optional.empty(), refusal(address));
  }

  @Test
  void everyAddressOfThisMachineIsRefused() throws Exception {
    List<IpAddress> own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .map(each -> IpAddress.of(each.getAddress()))
            .toList();
    assertTrue(!own.isEmpty());
    own.forEach(each -> assertTrue(refusal(each.toString()).isPresent(), each.toString()));
  }

  @Test
  void configurationAllowsWhatItNamesAndNothingElse() {
    Prefix loopback = Prefix.parse("127.0.0.0/8");
    assertEquals(Optional.empty(), refusal("127.0.0.1", loopback));
    assertTrue(refusal("::1", loopback).isPresent());
    assertTrue(refusal("64:ff9b::7f00:1", loopback).isPresent());
  }
}
