package io.nightjar.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final long OWN = MacAddress.parse("02:00:00:00:00:01").bits();
  private static final String REPLY = "020000000001" + "02000000000a" + "0806" + "0001080006040002";
  private static final String SAID = "02000000000a" + "0a000007" + "020000000001" + "0a000001";

  private static MemorySegment memory(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    MemorySegment memory = Arena.ofAuto().allocate(bytes.length);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
    return memory;
  }

  @Test
  void anArpRequestAsksAllForOneAddress() {
    byte[] frame = ArpFrames.request(OWN, IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.7"));
    assertEquals(
        "ffffffffffff0200000000010806000108000604000102000000000" + "10a0000010000000000000a000007",
        HexFormat.of().formatHex(frame));
  }

  @Test
  void anAnswerTellsWhoHasTheAddress() {
    assertEquals(
        new ArpFrames.Answer(
            IpAddress.parse("10.0.0.7"), MacAddress.parse("02:00:00:00:00:0a").bits()),
        ArpFrames.answer(memory(REPLY + SAID), OWN));
  }

  /** To another, by another than its sender, for a group, of no device, a request, IPv6, cut. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "020000000002" + "02000000000a" + "0806" + "0001080006040002" + SAID,
        "020000000001" + "02000000000b" + "0806" + "0001080006040002" + SAID,
        "020000000001"
            + "03000000000a"
            + "0806"
            + "0001080006040002"
            + "03000000000a0a000007"
            + "0200000000010a000001",
        "020000000001"
            + "000000000000"
            + "0806"
            + "0001080006040002"
            + "0000000000000a000007"
            + "0200000000010a000001",
        "020000000001" + "02000000000a" + "0806" + "0001080006040001" + SAID,
        "020000000001" + "02000000000a" + "0806" + "000186dd06100002" + SAID,
        "020000000001" + "02000000000a" + "0806" + "0001080006040002" + "02000000000a0a0000",
        ""
      })
  void whatIsNoAnswerToUsIsNone(String frame) {
    assertNull(ArpFrames.answer(memory(frame), OWN));
  }

  @Test
  void onlyAnEchoReplyWithOurNumberFromTheLinkIsAnAnswer() {
    String head = "020000000001" + "02000000000a" + "86dd" + "6000000000083aff";
    String from = "fe8000000000000000000000000000" + "0a";
    String to = "fe80000000000000000000000000000" + "1";
    assertNotNull(EchoFrames.answer(memory(head + from + to + "8100000012340001"), OWN, 0x1234));
    assertNull(EchoFrames.answer(memory(head + from + to + "8100000012350001"), OWN, 0x1234));
    assertNull(EchoFrames.answer(memory(head + from + to + "8000000012340001"), OWN, 0x1234));
    String far = "20010db8000000000000000000000" + "00a";
    assertNull(EchoFrames.answer(memory(head + far + to + "8100000012340001"), OWN, 0x1234));
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      MemorySegment frame = memory(HexFormat.of().formatHex(bytes));
      assertNull(ArpFrames.answer(frame, OWN));
      assertNull(EchoFrames.answer(frame, OWN, 1));
    }
  }

  @Test
  void theHostsOfANetworkAreAllButItsEnds() {
    assertEquals(254, ArpSweep.hosts(Prefix.parse("10.0.0.0/24")).size());
    assertEquals(4094, ArpSweep.hosts(Prefix.parse("10.0.0.0/20")).size());
    assertEquals(2, ArpSweep.hosts(Prefix.parse("10.0.0.0/31")).size());
    assertEquals("[10.0.0.7]", ArpSweep.hosts(Prefix.parse("10.0.0.7/32")).toString());
  }
}
