package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryRulesTest {
  /** Of a block list from elsewhere, of an allow list from elsewhere, of one's own. */
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, yes, yes, yes",
    "8.0.0.0/8, yes, yes, yes",
    "8.0.0.0/7, no, no, yes",
    "0.0.0.0/0, no, no, yes",
    "::/0, no, no, yes",
    "2a00::/12, no, no, yes",
    "2a00::/19, yes, yes, yes",
    "10.0.0.0/8, no, yes, yes",
    "10.1.2.3, no, yes, yes",
    "172.0.0.0/8, no, yes, yes",
    "192.168.1.1, no, yes, yes",
    "127.0.0.1, no, yes, yes",
    "169.254.1.1, no, yes, yes",
    "224.0.0.251, no, yes, yes",
    "255.255.255.255, no, yes, yes",
    "fe80::1, no, yes, yes",
    "9.255.255.0-10.0.0.1, no, yes, yes",
    "1.0.0.0-200.0.0.0, no, no, yes",
    "com, no, no, yes",
    "*.com, no, no, yes",
    ".onion, yes, yes, yes",
    "example.com, yes, yes, yes"
  })
  void listsFromElsewhereMayNotHoldEverything(
      String word, String block, String allow, String local) {
    assertEquals(block, says(word, new EntryRules(false, false)));
    assertEquals(allow, says(word, new EntryRules(false, true)));
    assertEquals(local, says(word, new EntryRules(true, false)));
  }

  private static String says(String word, EntryRules rules) {
    Indicator read = IndicatorText.read(word, false);
    assertEquals(false, read instanceof Indicator.Wrong, word);
    return rules.check(read) instanceof Indicator.Wrong ? "no" : "yes";
  }
}
