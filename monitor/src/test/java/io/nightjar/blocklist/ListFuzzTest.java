package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nightjar.net.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ListFuzzTest {
  @FuzzTest
  void anyBytesAreAListOrAreRefusedInWords(byte[] bytes) {
    for (ListFormat format : ListFormat.values()) {
      read(bytes, Optional.of(format));
    }
    read(bytes, Optional.empty());
  }

  /** What is read is found again. */
  private static void read(byte[] bytes, Optional<ListFormat> format) {
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, 10_000);
    builder.begin("fuzz", Threat.MALWARE);
    List<Indicator> entries = new ArrayList<>();
    EntrySink sink =
        new EntrySink() {
          @Override
          public void entry(long line, Indicator indicator, String note) {
            assertFalse(indicator instanceof Indicator.Wrong);
            assertTrue(line > 0, "line " + line);
            entries.add(indicator);
            builder.add(indicator, Printable.of(note, 120));
          }

          @Override
          public void wrong(long line, String text, String reason) {
            assertFalse(reason.isBlank());
            WrongLine.of(line, text, reason).toString().chars().forEach(ListFuzzTest::isShown);
          }

          @Override
          public boolean isFull() {
            return builder.isFull();
          }
        };
    try {
      assertNotNull(ListReader.read(new ByteArrayInputStream(bytes), format, 1 << 20, sink));
    } catch (IOException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
    Reputation lists = new Reputation(builder.build(), new IndexBuilder(Lists.KEYS, 1).build());
    entries.forEach(each -> isFound(each, lists));
  }

  private static void isShown(int character) {
    assertFalse(Character.isISOControl(character));
  }

  private static void isFound(Indicator indicator, Reputation lists) {
    Object found =
        switch (indicator) {
          case Indicator.Network(var prefix) -> lists.address(prefix.address());
          case Indicator.Span(var first, var last) ->
              lists.address(first) == null ? null : lists.address(last);
          case Indicator.Domain(var name, _) -> lists.domain(name);
          case Indicator.Url(var text) -> lists.url(text);
          case Indicator.Fingerprint(var text) -> lists.fingerprint(text);
          case Indicator.AutonomousSystem(var number) -> lists.system(number);
          case Indicator.Country(var code) -> lists.country(code);
          case Indicator.Wrong _ -> null;
        };
    assertNotNull(found, indicator.toString());
  }

  @FuzzTest
  void anyTextIsLookedUpWithoutHarm(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, 10);
    builder.begin("one", Threat.MALWARE);
    builder.add(new Indicator.Domain("evil.example", false), "");
    Reputation lists = new Reputation(builder.build(), new IndexBuilder(Lists.KEYS, 1).build());
    Listed below = lists.domain(text + ".evil.example");
    assertNotNull(below);
    Listed _ = lists.domain(text);
    Listed _ = lists.url(text);
    Listed _ = lists.fingerprint(text);
    IpAddress address = IpAddress.v4(text.hashCode());
    assertEquals(null, lists.address(address));
    try {
      assertFalse(lists.verdict(text).kind().isBlank());
    } catch (IllegalArgumentException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }
}
