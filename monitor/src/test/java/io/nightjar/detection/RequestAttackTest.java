package io.nightjar.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RequestAttackTest {
  @Test
  void undoesEscapesOnceAndLeavesWhatIsNone() {
    assertEquals("/a?id=1' or '1'='1", RequestAttack.unescaped("/a?id=1%27+OR+%271%27%3D%271"));
    assertEquals("%zz%4", RequestAttack.unescaped("%zz%4"));
    assertEquals("%25 %", RequestAttack.unescaped("%2525+%"));
    assertEquals("%00", RequestAttack.unescaped("%00"));
  }

  @Test
  void findsTheDomainThatSomebodyRegistered() {
    assertEquals("pirate.sea", NamesBelow.domain("abc.def.pirate.sea"));
    assertEquals("example.co.uk", NamesBelow.domain("www.example.co.uk"));
    assertEquals("", NamesBelow.domain("example.org"));
    assertEquals("", NamesBelow.domain("1.0.168.192.in-addr.arpa"));
    assertEquals("", NamesBelow.domain(""));
    assertEquals("", NamesBelow.domain("..."));
  }
}
