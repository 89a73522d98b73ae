package io.nightjar.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.net.IpAddress;
import org.junit.jupiter.api.Test;

/** The values are those of the specification's examples and of other programs. */
class CommunityIdTest {
  private final CommunityId ids = new CommunityId();

  private String of(int protocol, String src, int srcPort, String dst, int dstPort) {
    return ids.of(protocol, IpAddress.parse(src), IpAddress.parse(dst), srcPort, dstPort);
  }

  @Test
  void bothDirectionsHaveOneId() {
    String id = "1:LQU9qZlK+B5F3KDmev6m5PMibrg=";
    assertEquals(id, of(6, "128.232.110.120", 34855, "66.35.250.204", 80));
    assertEquals(id, of(6, "66.35.250.204", 80, "128.232.110.120", 34855));
  }

  @Test
  void zeekMakesTheSame() {
    assertEquals(
        "1:yvyB8h+3dnggTZW0UEITWCst97w=", of(6, "141.142.228.5", 59856, "192.150.187.43", 80));
  }

  @Test
  void addressesOfIpv6AreCompared() {
    IpAddress client = IpAddress.parse("2600:1f13:f8:d400:3a6:303c:e011:18eb");
    IpAddress server = IpAddress.parse("2607:f8b0:400a:800::200e");
    String wireshark = "1:njFHyHv2ATzLP9rSy0H6wbG73QU=";
    assertEquals(wireshark, ids.of(6, client, server, 60202, 443));
    assertEquals(wireshark, ids.of(6, server, client, 443, 60202));
    String suricataWithSeed7 = "1:ptJhMvufAbB5nLDNW77cB800wFM=";
    assertEquals(suricataWithSeed7, new CommunityId(7).of(6, client, server, 60202, 443));
  }

  @Test
  void anEchoAndItsReplyHaveOneId() {
    assertEquals(
        of(1, "192.168.0.89", 8, "192.168.0.1", 0), of(1, "192.168.0.1", 0, "192.168.0.89", 0));
    assertEquals("1:X0snYXpgwiv9TZtqg64sgzUn6Dk=", of(1, "192.168.0.89", 8, "192.168.0.1", 0));
  }
}
