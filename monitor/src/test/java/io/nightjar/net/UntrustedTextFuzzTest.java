package io.nightjar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

class UntrustedTextFuzzTest {
  @FuzzTest
  void neverKeepsWhatItMustNot(byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_16);
    String clean = UntrustedText.clean(text);
    assertTrue(clean.length() <= UntrustedText.MAX_LENGTH);
    assertFalse(clean.codePoints().anyMatch(Character::isISOControl));
    assertFalse(clean.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT));
    assertFalse(clean.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE));
    assertEquals(clean, UntrustedText.clean(clean));
  }
}
