package io.nightjar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.maxmind.db.Reader;
import io.nightjar.SharedData;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupDataTest {
  private static final String SYSTEMS =
      """
      1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."
      1.0.1.0,1.0.1.255,64500,Next door
      9.0.0.0,9.255.255.255,64501,"says ""nine\"""
      255.255.255.254,255.255.255.255,64502,The last
      """;
  private static final String SYSTEMS_V6 =
      "2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,2500,WIDE\n";

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("asn-ipv4.csv"), SYSTEMS);
    Files.writeString(folder.resolve("asn-ipv6.csv"), SYSTEMS_V6);
  }

  private static String system(LookupData data, String address) {
    var origin = data.origin(IpAddress.parse(address));
    return origin.asn() + " " + origin.asnName();
  }

  @Test
  void rangesEndWhereTheyEndAndGapsAreUnknown() {
    LookupData data = LookupData.open(folder, List.of());
    assertEquals("13335 Cloudflare, Inc.", system(data, "1.0.0.0"));
    assertEquals("13335 Cloudflare, Inc.", system(data, "1.0.0.255"));
    assertEquals("64500 Next door", system(data, "1.0.1.0"));
    assertEquals("0 ", system(data, "1.0.2.0"));
    assertEquals("0 ", system(data, "0.255.255.255"));
    assertEquals("64501 says \"nine\"", system(data, "9.9.9.9"));
    assertEquals("0 ", system(data, "10.0.0.1"));
    assertEquals("2500 WIDE", system(data, "2001:200:1::1"));
    assertEquals("0 ", system(data, "2001:201::1"));
    assertEquals("0 ", system(data, "2001:1ff::1"));
  }

  @Test
  void whereRangesOverlapTheLaterOneCounts() throws IOException {
    Files.writeString(
        folder.resolve("asn-ipv4.csv"), "9.0.0.0,9.0.0.255,1,One\n9.0.0.128,9.0.1.255,2,Two\n");
    LookupData data = LookupData.open(folder, List.of());
    assertEquals("1 One", system(data, "9.0.0.127"));
    assertEquals("2 Two", system(data, "9.0.0.128"));
    assertEquals("2 Two", system(data, "9.0.1.255"));
    assertEquals("0 ", system(data, "9.0.2.0"));
  }

  @Test
  void localNetworksAreLocalWhateverTheirScope() {
    LookupData data = LookupData.open(folder, List.of(Prefix.parse("1.0.0.0/24")));
    assertTrue(data.origin(IpAddress.parse("1.0.0.7")).isLocal());
    assertFalse(data.origin(IpAddress.parse("1.0.1.7")).isLocal());
  }

  @Test
  void whatIsMissingIsSaidAndNothingIsKept() throws IOException {
    LookupData data = LookupData.open(folder, List.of());
    assertEquals(2, data.missing().size(), data.missing().toString());
    assertFalse(Files.exists(folder.resolve("origins.bin")));
  }

  @Test
  void aLineOfAnotherFormIsSaidWithTheLine() throws IOException {
    Files.writeString(folder.resolve("asn-ipv6.csv"), "not a line\n");
    LookupData data = LookupData.open(folder, List.of());
    assertTrue(
        data.missing().stream().anyMatch(each -> each.contains("not a line")),
        data.missing().toString());
  }

  @Test
  void theCompiledFileSaysTheSameUntilASourceChanges() throws IOException {
    withCountries();
    LookupData parsed = LookupData.open(folder, List.of());
    assertTrue(Files.exists(folder.resolve("origins.bin")));
    LookupData mapped = LookupData.open(folder, List.of());
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      IpAddress any = IpAddress.v4(random.nextInt());
      assertEquals(parsed.origin(any), mapped.origin(any), any::toString);
    }
    Files.writeString(folder.resolve("asn-ipv4.csv"), "1.0.0.0,1.0.0.255,7,Another\n");
    assertEquals("7 Another", system(LookupData.open(folder, List.of()), "1.0.0.1"));
  }

  @Test
  void aDamagedCompiledFileIsMadeAgain() throws IOException {
    withCountries();
    LookupData _ = LookupData.open(folder, List.of());
    Path compiled = folder.resolve("origins.bin");
    byte[] whole = Files.readAllBytes(compiled);
    Files.write(compiled, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertEquals("64500 Next door", system(LookupData.open(folder, List.of()), "1.0.1.1"));
    assertEquals(whole.length, Files.size(compiled));
  }

  @Test
  void countriesAreThoseTheReaderOfTheFormatFinds() throws Exception {
    withCountries();
    LookupData data = LookupData.open(folder, List.of());
    int found = 0;
    try (Reader reader = new Reader(folder.resolve("dbip-country.mmdb").toFile())) {
      var networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        var network = networks.next();
        IpAddress first = IpAddress.of(network.network().networkAddress().getAddress());
        Object country = network.data().get("country");
        Object code = country instanceof Map<?, ?> map ? map.get("iso_code") : null;
        if (code != null
            && io.nightjar.net.AddressScope.of(first) == io.nightjar.net.AddressScope.PUBLIC) {
          assertEquals(code, data.origin(first).country(), first::toString);
          found++;
        }
      }
    }
    assertTrue(found > 100, "only " + found + " networks");
  }

  @Test
  void corruptCountryFilesAreMissingNotFatal() throws IOException {
    Path bad = SharedData.path("geoip/maxmind-test-db/bad-data");
    List<Path> files;
    try (var all = Files.walk(bad)) {
      files = all.filter(each -> each.toString().endsWith(".mmdb")).toList();
    }
    assumeTrue(!files.isEmpty());
    for (Path file : files) {
      Files.copy(
          file,
          folder.resolve("dbip-country.mmdb"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      LookupData data = LookupData.open(folder, List.of());
      assertEquals("64500 Next door", system(data, "1.0.1.1"), file.toString());
    }
  }

  private void withCountries() throws IOException {
    Path database = SharedData.path("geoip/maxmind-test-db/test-data/GeoIP2-Country-Test.mmdb");
    Files.copy(database, folder.resolve("dbip-country.mmdb"));
    Files.writeString(folder.resolve("oui.json"), "{}");
  }
}
