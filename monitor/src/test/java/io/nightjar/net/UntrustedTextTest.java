package io.nightjar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UntrustedTextTest {
  @Test
  void whatCannotBeSeenIsTakenOut() {
    assertEquals("abc", UntrustedText.clean("a\u200Bb\u2060c\uFEFF"));
    assertEquals("exe.gnp", UntrustedText.clean("\u202Eexe.gnp\u202C"));
    assertEquals("hi", UntrustedText.clean("h\uDB40\uDC68\uDB40\uDC65i"));
    assertEquals("x", UntrustedText.clean("x\uFE0F\uDB40\uDDEF\u3164\u115F"));
    assertEquals("[31mred", UntrustedText.clean("\u001B[31mred\u0007\u0000\u009B"));
    assertEquals("ab", UntrustedText.clean("a\uD800b\uDC00"));
  }

  @Test
  void linesBecomeOne() {
    assertEquals("a b  c d e", UntrustedText.clean("a\nb\r\nc\u2028d\te"));
  }

  @Test
  void lettersOfAllScriptsStay() {
    String text = "bücher.example пример 例え مثال 😀";
    assertEquals(text, UntrustedText.clean(text));
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertEquals(253, UntrustedText.clean("a".repeat(254)).length());
    assertEquals("a".repeat(253), UntrustedText.clean("a".repeat(253)));
    assertEquals("aaa…", UntrustedText.clean("a".repeat(9), 4));
    assertEquals("😀…", UntrustedText.clean("😀😀😀", 3));
    assertEquals("😀…", UntrustedText.clean("😀😀😀", 4));
    assertEquals("…", UntrustedText.clean("abc", 1));
    assertEquals("", UntrustedText.clean("abc", 0));
  }
}
