package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists as they are published. */
class RealListsTest {
  private static ListContent read(Path file, IndexBuilder into) throws IOException {
    ListSource source = ListSource.parse("list=" + file, false);
    into.begin("list", Threat.MALWARE);
    return ListReading.read(file, source, into, 1_000_000);
  }

  /** Counts are those of grep and wc. */
  @ParameterizedTest
  @CsvSource({
    "ipsum/ipsum-head5000.txt, CSV, 4993, 0",
    "ipsum/level3.txt, PLAIN, 14217, 0",
    "c2tracker/all.txt, PLAIN, 2347, 0",
    "blackbook/blackbook-head3000.csv, CSV, 2999, 0",
    "blackbook/blackbook-head3000.txt, PLAIN, 3000, 0",
    "ja3/salesforce-osx-nix-ja3.csv, CSV, 157, 1",
    "ja3/trisul-ja3fingerprint.json, JSON_LINES, 611, 0",
    "ja3/foxio-ja4plus-mapping.csv, CSV, 35, 31",
    "misp/cloudflare.json, JSON, 22, 0",
    "misp/dax30.json, JSON, 13, 0",
    "misp/rfc1918.json, JSON, 3, 0",
    "suricata-verify/issue-4280-iprep/scirius-iprep.list, CSV, 27529, 0",
    "suricata-verify/datarep-01/dns_string.rep, DATAREP, 1, 0",
    "suricata-verify/datarep-02/dns_sha256.rep, CSV, 2, 0",
    "maltrail/mass_scanner_cidr.txt, PLAIN, 1106, 0",
    "maltrail/malware-asyncrat.txt, PLAIN, 25360, 30"
  })
  void aPublishedListIsReadWhole(String name, ListFormat format, long entries, long wrong)
      throws IOException {
    Path file = SharedData.path("threatintel/" + name);
    ListSource source = ListSource.parse("list=" + file + ",local", false);
    ListContent content = ListReading.read(file, source, null, 1_000_000);
    assertEquals(
        format + " " + entries + " " + wrong,
        content.format() + " " + content.entries() + " " + content.wrong(),
        content.firstWrong().toString());
  }

  @Test
  void indicatorsThatAreKnownToOccurAreFound() throws IOException {
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, 1_000_000);
    List<String> refused = new ArrayList<>();
    long entries = 0;
    long wrong = 0;
    try (Stream<Path> files = Files.list(SharedData.path("threatintel/maltrail"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
        ListContent content = read(file, builder);
        entries += content.entries();
        wrong += content.wrong();
        content.firstWrong().forEach(each -> refused.add(file.getFileName() + " " + each));
      }
    }
    Reputation lists = new Reputation(builder.build(), new IndexBuilder(Lists.KEYS, 1).build());
    for (String ip : List.of("181.131.218.39", "94.156.71.237")) {
      assertNotNull(lists.address(IpAddress.parse(ip)), ip);
    }
    for (String name :
        List.of(
            "drivres-update.info",
            "softupdates.info",
            "kinggru.duckdns.org",
            "ip-api.com",
            "ipwho.is")) {
      assertNotNull(lists.domain(name), name);
    }
    refused.removeIf(each -> each.endsWith("a path without a host, which every site may have"));
    assertEquals(1, refused.size(), refused.toString()); // a regular expression
    assertEquals(87_948, entries);
    assertTrue(wrong < entries / 10, wrong + " wrong");
  }
}
