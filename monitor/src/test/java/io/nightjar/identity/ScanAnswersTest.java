package io.nightjar.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.identity.ScanAnswers.Told;
import io.nightjar.net.IpAddress;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a host says of itself when it is asked, and what is left out. */
class ScanAnswersTest {
  private static final IpAddress SENDER = IpAddress.parse("10.0.0.7");

  /** A response with one PTR record. */
  private static byte[] pointer(String name, String to) {
    ByteBuffer message = ByteBuffer.allocate(400);
    message.putShort((short) 0).putShort((short) 0x8400).putShort((short) 0).putShort((short) 1);
    message.putInt(0).put(labels(name)).putShort((short) 12).putShort((short) 1).putInt(60);
    byte[] told = labels(to);
    message.putShort((short) told.length).put(told);
    byte[] bytes = new byte[message.position()];
    message.flip().get(bytes);
    return bytes;
  }

  private static byte[] labels(String name) {
    ByteBuffer labels = ByteBuffer.allocate(200);
    for (String each : name.split("\\.", -1)) {
      byte[] text = each.getBytes(StandardCharsets.UTF_8);
      labels.put((byte) text.length).put(text);
    }
    byte[] bytes = new byte[labels.put((byte) 0).position()];
    labels.flip().get(bytes);
    return bytes;
  }

  private static Told mdns(byte[] message) {
    MemorySegment memory = Native.of(message).asSlice(Native.AT, message.length);
    return ScanAnswers.mdns(memory, message.length, SENDER, 1);
  }

  @Test
  void aHostNamesItself() {
    Told told = mdns(pointer("7.0.0.10.in-addr.arpa", "printer.local"));
    assertEquals("printer.local", told.names().getFirst().name());
  }

  @Test
  void aHostNamesNobodyElse() {
    assertTrue(mdns(pointer("8.0.0.10.in-addr.arpa", "evil.local")).isNothing());
  }

  @Test
  void servicesTellTheKindOfDevice() {
    Told told = mdns(pointer("_services._dns-sd._udp.local", "_ipp._tcp.local"));
    assertEquals("[_ipp._tcp]", told.services().toString());
    assertEquals("printer", told.clues().getFirst().value());
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(7);
    byte[] good = pointer("7.0.0.10.in-addr.arpa", "printer.local");
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = i % 2 == 0 ? good.clone() : new byte[random.nextInt(700)];
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      } else {
        random.nextBytes(bytes);
      }
      MemorySegment memory = Native.of(bytes).asSlice(Native.AT, bytes.length);
      assertTrue(mdns(bytes).names().size() <= 64);
      assertTrue(ScanAnswers.ssdp(memory, bytes.length).services().size() <= 1);
      assertTrue(ScanAnswers.netbios(memory, bytes.length, 1).names().size() <= 1);
    }
  }

  @Test
  void anAnswerOf64KilobytesIsReadAsFarAsItIsSane() {
    byte[] bytes =
        ("HTTP/1.1 200 OK\r\nSERVER: Linux Sonos/70\r\nST: urn:x:device:ZonePlayer:1\r\nX: "
                + "x".repeat(65_000))
            .getBytes(StandardCharsets.US_ASCII);
    MemorySegment memory = Native.of(bytes).asSlice(Native.AT, bytes.length);
    Told told = ScanAnswers.ssdp(memory, bytes.length);
    assertEquals("[upnp ZonePlayer:1]", told.services().toString());
  }
}
