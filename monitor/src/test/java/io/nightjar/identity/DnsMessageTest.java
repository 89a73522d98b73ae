package io.nightjar.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
  private static final String ANSWER_HEADER = "0001 8180 0001 0001 0000 0000";
  private static final String QUESTION = "03777777076578616d706c6503636f6d00 0001 0001";

  private static @Nullable DnsMessage read(String... pieces) {
    byte[] bytes = Native.hex(pieces);
    return DnsMessage.read(Native.of(bytes), Native.AT, bytes.length);
  }

  @Test
  void anAnswersNameIsAPointerToTheQuestion() {
    DnsMessage message = read(ANSWER_HEADER, QUESTION, "c00c 0001 0001 0000012c 0004 c0000207");
    assertNotNull(message);
    assertEquals("www.example.com", message.question());
    DnsMessage.Answer answer = message.records().getFirst();
    assertEquals("www.example.com", answer.name());
    assertEquals(300, answer.ttlSeconds());
    assertEquals("192.0.2.7", String.valueOf(answer.address()));
  }

  @Test
  void aPointerToItselfIsRefused() {
    assertNull(read("0001 8180 0001 0000 0000 0000", "c00c 0001 0001"));
  }

  @Test
  void pointersThatPointAtEachOtherAreRefused() {
    assertNull(read("0001 8180 0001 0000 0000 0000", "c00e c00c 0001 0001"));
  }

  @Test
  void recordsBehindACutAreLeftOut() {
    DnsMessage message = read("0001 8180 0001 0002 0000 0000", QUESTION, "c00c 0001 0001 0000");
    assertNotNull(message);
    assertTrue(message.records().isEmpty());
  }

  @Test
  void controlCharactersLeaveNoTrace() {
    DnsMessage message = read("0001 8180 0001 0000 0000 0000", "04611b0a62 00 0001 0001");
    assertNotNull(message);
    assertEquals("ab", message.question());
  }

  @Test
  void reverseNamesStandForAddresses() {
    assertEquals("1.2.3.4", String.valueOf(ReverseName.address("4.3.2.1.in-addr.arpa")));
    assertEquals(
        "2001:db8::1",
        String.valueOf(ReverseName.address("1" + ".0".repeat(23) + ".8.b.d.0.1.0.0.2.ip6.arpa")));
    assertNull(ReverseName.address("3.2.1.in-addr.arpa"));
    assertNull(ReverseName.address("4.3.2.256.in-addr.arpa"));
  }
}
