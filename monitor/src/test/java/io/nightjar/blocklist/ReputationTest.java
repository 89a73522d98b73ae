package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReputationTest {
  private static final String BLOCKED =
      """
      192.0.2.0/24 # net
      192.0.2.7 # host
      2001:db8::/32
      2001:db8::7
      198.51.100.10-198.51.100.20
      evil.example # family
      *.wild.example
      http://exact.example/
      http://files.example/drop/a.exe
      http://files.example/dir/
      files.example:8080/x?id=1
      0123456789abcdef0123456789abcdef01234567
      t13d1516h2_8daaf6152771_02713d6af862
      AS64496
      bücher.example
      """;

  private static final String ALLOWED =
      """
      192.0.2.128/25
      good.evil.example
      http://files.example/dir/ok/
      """;

  @TempDir private Path folder;

  private Reputation lists() throws IOException {
    return Lists.reputation(folder, BLOCKED, ALLOWED);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  @Test
  void theSmallestNetworkThatHoldsAnAddressIsNamed() throws IOException {
    Reputation lists = lists();
    assertEquals("host", note(lists.address(ip("192.0.2.7"))));
    assertEquals("net", note(lists.address(ip("192.0.2.8"))));
    assertEquals("net", note(lists.address(ip("192.0.2.0"))));
    assertNull(lists.address(ip("192.0.1.255")));
    assertNull(lists.address(ip("192.0.3.0")));
    assertNotNull(lists.address(ip("2001:db8:ffff::1")));
    assertNull(lists.address(ip("2001:db9::1")));
    assertNull(lists.address(ip("198.51.100.9")));
    assertNotNull(lists.address(ip("198.51.100.10")));
    assertNotNull(lists.address(ip("198.51.100.20")));
    assertNull(lists.address(ip("198.51.100.21")));
  }

  private static String note(@org.jspecify.annotations.Nullable Listed listed) {
    return listed == null ? "" : listed.note();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "EVIL.EXAMPLE",
        "evil.example.",
        "www.evil.example",
        "a.b.c.Evil.Example.",
        "x.wild.example",
        "exact.example",
        "xn--bcher-kva.example",
        "www.xn--bcher-kva.example"
      })
  void aDomainAndThoseBelowItAreListed(String name) throws IOException {
    assertNotNull(lists().domain(name), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "example",
        "notevil.example",
        "evil.example.com",
        "evil-example",
        "evil.examples",
        "еvil.example", // the first letter is Cyrillic
        "evi1.example",
        "www.exact.example",
        "good.evil.example",
        "www.good.evil.example.",
        "xn--bcher-kva.example.com"
      })
  void whatOnlyLooksLikeItIsNotAndWhatIsAllowedIsNot(String name) throws IOException {
    assertNull(lists().domain(name), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://files.example/drop/a.exe",
        "files.example/drop/a.exe",
        "FILES.example:80/drop/a.exe",
        "https://user:pass@files.example.:443/drop/a.exe#part",
        "files.example/drop/a.exe?session=1",
        "files.example/dir/",
        "files.example/dir/deep/er.txt",
        "files.example:8080/x?id=1"
      })
  void aUrlIsListedByItsParts(String url) throws IOException {
    assertNotNull(lists().url(url), url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "files.example",
        "files.example/",
        "files.example/drop/A.exe",
        "files.example/drop/a.exe/b",
        "files.example/directory",
        "files.example/x?id=1",
        "files.example:8080/x?id=2",
        "other.example/drop/a.exe",
        "files.example/dir/ok/a"
      })
  void anotherUrlIsNot(String url) throws IOException {
    assertNull(lists().url(url), url);
  }

  @Test
  void aUrlOnAnAllowedHostIsAllowed() throws IOException {
    Reputation lists =
        Lists.reputation(
            folder, "http://a.example/x\nhttp://192.0.2.7/x", "a.example\n192.0.2.0/24");
    assertNull(lists.url("a.example/x"));
    assertNull(lists.url("http://192.0.2.7/x"));
  }

  @Test
  void fingerprintsAndSystemsAreListed() throws IOException {
    Reputation lists = lists();
    assertNotNull(lists.fingerprint("01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67"));
    assertNotNull(lists.fingerprint("t13d1516h2_8daaf6152771_02713d6af862"));
    assertNull(lists.fingerprint("t13d1516h2_8daaf6152771_02713d6af863"));
    assertNotNull(lists.system(64_496));
    assertNull(lists.system(64_497));
    assertNull(lists.country("KP"));
  }

  @Test
  void averdictNamesEveryListAndEntry() throws IOException {
    Reputation lists = lists();
    Reputation.Verdict verdict = lists.verdict("192.0.2.7");
    assertEquals(
        List.of("192.0.2.7", "192.0.2.0/24"),
        verdict.warning().stream().map(Match::entry).toList());
    assertEquals(true, verdict.isBlocked());
    assertFalse(lists.verdict("192.0.2.200").isBlocked());
    assertEquals("evil.example", lists.verdict("WWW.Evil.example.").warning().getFirst().entry());
    assertEquals("url", lists.verdict("http://files.example/dir/deep/x").kind());
    assertEquals(1, lists.verdict("http://files.example/dir/deep/x").warning().size());
    assertEquals(1, lists.verdict("http://bücher.example/any").warning().size());
    assertThrows(IllegalArgumentException.class, () -> lists.verdict("192.0.2.0/24"));
    assertThrows(IllegalArgumentException.class, () -> lists.verdict("what is this"));
  }
}
