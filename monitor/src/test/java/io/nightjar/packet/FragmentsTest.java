package io.nightjar.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fragments are counted with the ports of their first, and put together within bounds. */
class FragmentsTest {
  private static final long SECOND = 1_000_000_000L;

  private final PacketCounters counters = PacketCounters.unwatched();
  private final PacketDecoder decoder = new PacketDecoder(counters);
  private final Packet packet = new Packet();
  private final List<String> counted = new ArrayList<>();
  private long nanos = 100 * SECOND;

  @Test
  void laterFragmentsHaveThePortsOfTheirFirst() {
    fragment(1, 0, true, udp(40));
    fragment(1, 48, true, bytes(16));
    assertEquals(List.of("17 5000>53 1", "17 5000>53 1"), counted);
    assertTrue(packet.laterFragment());
    assertEquals(0, packet.payloadBytes());
  }

  @Test
  void theFragmentThatMakesItsPacketWholeShowsAllOfIt() {
    byte[] whole = udp(100);
    fragment(1, 0, true, Arrays.copyOfRange(whole, 0, 48));
    fragment(1, 48, false, Arrays.copyOfRange(whole, 48, 108));
    assertFalse(packet.laterFragment());
    assertTrue(packet.transportWhole());
    assertEquals(100, packet.payloadBytes());
    assertEquals(128, packet.ipBytes());
    assertEquals(14 + 20 + 60, packet.wireBytes());
    assertTrue(holds(packet, whole));
    assertEquals(1, counters.reassembled.value());
  }

  @Test
  void anyOrderGivesTheSamePacketAndTheSameFlow() {
    Random random = new Random(3);
    byte[] whole = udp(20_000);
    for (int id = 0; id < 50; id++) {
      List<Integer> order = new ArrayList<>();
      for (int at = 0; at < whole.length; at += 1480) {
        order.add(at);
      }
      Collections.shuffle(order, random);
      int before = counted.size();
      for (int at : order) {
        int end = Math.min(at + 1480, whole.length);
        fragment(id, at, end < whole.length, Arrays.copyOfRange(whole, at, end));
      }
      assertEquals(id + 1, counters.reassembled.value());
      assertEquals(
          Collections.nCopies(order.size(), "17 5000>53 1"),
          counted.subList(before, counted.size()));
    }
  }

  @Test
  void tcpIsShownOnceItsSegmentIsWhole() {
    byte[] whole =
        HexFormat.of().parseHex("c0000050" + "00000001" + "00000002" + "5002ffff00000000");
    decode(frame(6, 1, 0, true, Arrays.copyOf(whole, 8)), 60);
    assertEquals(0, packet.tcpFlags());
    assertEquals(80, packet.dstPort());
    decode(frame(6, 1, 8, false, Arrays.copyOfRange(whole, 8, 20)), 60);
    assertEquals(TcpHeader.SYN, packet.tcpFlags());
    assertEquals(1, packet.tcpSequence());
  }

  @Test
  void aRepeatedFragmentChangesNothing() {
    byte[] whole = udp(100);
    fragment(1, 0, true, Arrays.copyOfRange(whole, 0, 48));
    fragment(1, 0, true, Arrays.copyOfRange(whole, 0, 48));
    fragment(1, 48, false, Arrays.copyOfRange(whole, 48, 108));
    assertEquals(1, counters.reassembled.value());
    assertEquals(0, counters.overlapping.value());
  }

  @Test
  void overlappingFragmentsAreNeverPutTogether() {
    fragment(1, 0, true, udp(24));
    fragment(1, 24, true, bytes(24));
    fragment(1, 48, false, bytes(8));
    assertEquals(1, counters.overlapping.value());
    assertEquals(0, counters.reassembled.value());
    assertEquals(List.of("17 5000>53 1", "17 5000>53 1", "17 5000>53 1"), counted);
  }

  @Test
  void aTeardropIsOverlapping() {
    fragment(1, 0, true, udp(24));
    fragment(1, 24, false, bytes(4));
    assertEquals(1, counters.overlapping.value() + counters.badLength.value());
    assertEquals(0, counters.reassembled.value());
  }

  @Test
  void impossibleLengthsAreCounted() {
    fragment(1, 65_528, false, bytes(100));
    fragment(2, 0, true, udp(3));
    fragment(3, 0, true, new byte[0]);
    fragment(4, 80, false, bytes(8));
    fragment(4, 160, false, bytes(8));
    fragment(5, 80, false, bytes(8));
    fragment(5, 160, true, bytes(8));
    fragment(6, 160, true, bytes(8));
    fragment(6, 80, false, bytes(8));
    assertEquals(6, counters.badLength.value());
  }

  @Test
  void aHeaderAndPayloadPastTheLongestPacketAreRefused() {
    byte[] whole = udp(65_527);
    for (int at = 0; at < whole.length; at += 1480) {
      int end = Math.min(at + 1480, whole.length);
      fragment(1, at, end < whole.length, Arrays.copyOfRange(whole, at, end));
    }
    assertEquals(1, counters.badLength.value());
    assertEquals(0, counters.reassembled.value());
  }

  @Test
  void aCutFragmentIsCountedAndNotPutTogether() {
    byte[] frame = frame(1, 0, true, udp(40));
    decode(Arrays.copyOf(frame, frame.length - 10), frame.length);
    fragment(1, 48, false, bytes(8));
    assertEquals(1, counters.cut.value());
    assertEquals(List.of("17 5000>53 1", "17 5000>53 1"), counted);
  }

  @Test
  void earlyFragmentsAreCountedWithoutPortsWhenTheirTimeIsOver() {
    fragment(1, 48, true, bytes(16));
    fragment(1, 64, true, bytes(16));
    assertEquals(List.of(), counted);
    nanos += 32 * SECOND;
    decoder.advance(nanos);
    countEarly();
    assertEquals(List.of("17 0>0 1", "17 0>0 1"), counted);
    assertEquals(1, counters.timedOut.value());
    assertEquals(2, counters.unclaimed.value());
  }

  @Test
  void theSameNumberMeansAnotherPacketAfterThirtySeconds() {
    fragment(1, 0, true, udp(40));
    nanos += 32 * SECOND;
    fragment(1, 48, true, bytes(16));
    decoder.finish();
    countEarly();
    assertEquals(List.of("17 5000>53 1", "17 0>0 1"), counted);
  }

  @Test
  void aBombOfFirstFragmentsTakesNoMoreThanItsBuffers() {
    for (int id = 0; id < 60_000; id++) {
      fragment(id, 0, true, udp(40));
    }
    assertEquals(60_000, counted.size());
    assertEquals(60_000 - FragmentTable.MOST_BUFFERS, counters.tooMany.value());
  }

  @Test
  void aBombOfLaterFragmentsIsCountedToTheLastFrame() {
    for (int id = 0; id < 60_000; id++) {
      fragment(id, 8, true, bytes(8));
    }
    decoder.finish();
    countEarly();
    assertEquals(60_000, counted.size());
    assertEquals(60_000, counters.unclaimed.value());
  }

  @Test
  void aFragmentedTunnelIsOpenedWhenWhole() {
    String inner = "45000030000000004011000001010101020202020035c000001c0000" + "61".repeat(20);
    byte[] whole = HexFormat.of().parseHex("00000800" + inner);
    decode(frame(47, 1, 0, true, Arrays.copyOf(whole, 32)), 66);
    decode(frame(47, 1, 32, false, Arrays.copyOfRange(whole, 32, 52)), 54);
    assertEquals(Tunnel.GRE, packet.tunnel());
    assertEquals(0xc000, packet.dstPort());
    assertEquals(20, packet.payloadBytes());
  }

  @Test
  void ipv6FragmentsFollowTheirFirstThroughItsExtensionHeaders() {
    byte[] whole =
        HexFormat.of().parseHex("1100000000000000" + "13880035001c0000" + "61".repeat(20));
    decode6(true, 0, Arrays.copyOf(whole, 24));
    decode6(false, 24, Arrays.copyOfRange(whole, 24, 36));
    assertEquals(List.of("17 5000>53 0", "17 5000>53 0"), counted);
    assertEquals(20, packet.payloadBytes());
    assertEquals(1, counters.reassembled.value());
  }

  private void decode6(boolean more, int offset, byte[] payload) {
    String header = Frames.ipv6(8 + payload.length, 44);
    String fragment = "3c00%04x00000007".formatted(offset | (more ? 1 : 0));
    byte[] frame =
        HexFormat.of()
            .parseHex(Frames.ETHERNET_IPV6 + header + fragment + HexFormat.of().formatHex(payload));
    decode(frame, frame.length);
  }

  private void fragment(int id, int offset, boolean more, byte[] payload) {
    byte[] frame = frame(id, offset, more, payload);
    decode(frame, frame.length);
  }

  private static byte[] frame(int id, int offset, boolean more, byte[] payload) {
    return frame(17, id, offset, more, payload);
  }

  private static byte[] frame(int protocol, int id, int offset, boolean more, byte[] payload) {
    String header =
        "4500%04x%04x%04x40%02x0000c0000201c6336402"
            .formatted(
                20 + payload.length, id & 0xffff, offset / 8 | (more ? 0x2000 : 0), protocol);
    return HexFormat.of()
        .parseHex(Frames.ETHERNET_IPV4 + header + HexFormat.of().formatHex(payload));
  }

  private void decode(byte[] frame, int wireBytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
      PacketKind kind =
          decoder.decode(memory, 0, frame.length, wireBytes, nanos, LinkType.ETHERNET, packet);
      if (kind == PacketKind.IP) {
        count(packet);
      } else {
        assertEquals(PacketKind.EARLY_FRAGMENT, kind);
      }
    }
    countEarly();
  }

  private void countEarly() {
    Packet early = new Packet();
    while (decoder.nextEarlyFragment(early)) {
      assertTrue(early.laterFragment());
      count(early);
    }
  }

  private void count(Packet p) {
    boolean known = p.srcLow() == (0xffffL << 32 | 0xc0000201L);
    counted.add("%d %d>%d %d".formatted(p.protocol(), p.srcPort(), p.dstPort(), known ? 1 : 0));
  }

  private static boolean holds(Packet p, byte[] transport) {
    byte[] there =
        p.bytes().asSlice(p.payloadOffset() - 8, transport.length).toArray(ValueLayout.JAVA_BYTE);
    return Arrays.equals(there, transport);
  }

  private static byte[] udp(int payloadBytes) {
    byte[] datagram = bytes(8 + payloadBytes);
    byte[] header =
        HexFormat.of().parseHex("13880035%04x0000".formatted((8 + payloadBytes) & 0xffff));
    System.arraycopy(header, 0, datagram, 0, 8);
    return datagram;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
