package io.nightjar.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceUriTest {
  private static String refusal(String uri) {
    return Objects.requireNonNull(
        assertThrows(ResourceUri.Malformed.class, () -> ResourceUri.parse(uri)).getMessage());
  }

  @Test
  void readsSchemeAndName() throws Exception {
    assertEquals(new ResourceUri("host", "192.0.2.7"), ResourceUri.parse("host://192.0.2.7"));
    assertEquals(
        new ResourceUri("monitor", "schema/flows"), ResourceUri.parse("monitor://schema/flows"));
  }

  @Test
  void anIpv6AddressMayBePlainBracketedOrWithItsColonsEncoded() throws Exception {
    assertEquals("2001:db8::7", ResourceUri.parse("host://2001:db8::7").rest());
    assertEquals("2001:db8::7", ResourceUri.parse("host://2001%3Adb8%3a%3A7").rest());
    assertEquals("[2001:db8::7]", ResourceUri.parse("host://[2001:db8::7]").rest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "monitor://docs/../../etc/passwd",
        "monitor://docs/..",
        "monitor:///etc/passwd",
        "file:///etc/passwd",
      })
  void aWayUpOrToTheRootIsRefused(String uri) {
    assertTrue(refusal(uri).contains("no '..' and begins with no '/'"), refusal(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "monitor://docs/%2e%2e/x",
        "host://%31",
        "host://1.2.3.4%00",
        "host://1.2.3.4%0a",
        "%",
        "monitor://docs/%252e",
      })
  void percentEncodingIsRefusedButForColons(String uri) {
    assertTrue(refusal(uri).contains("percent encoding"), refusal(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        "host://",
        "://x",
        "HOST://1.2.3.4",
        "host:// 1.2.3.4",
        "host://1.2.3.4?x=1",
        "host://1.2.3.4#x",
        "host://u@1.2.3.4",
        "host://a\nb",
        "ho st://x",
        "host://\u202e4.3.2.1",
        "host\\\\x",
        "javascript:alert(1)",
      })
  void whatHasNotItsFormIsRefused(String uri) {
    assertTrue(refusal(uri).contains("expected scheme://name"), refusal(uri));
  }

  @Test
  void anOverlongOneIsRefusedAndNotRepeated() {
    String refusal = refusal("host://" + "1".repeat(100_000));
    assertTrue(refusal.contains("100007 characters, the longest here has 200"), refusal);
    assertTrue(refusal.length() < 100, refusal);
  }
}
