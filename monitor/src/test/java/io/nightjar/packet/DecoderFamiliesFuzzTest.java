package io.nightjar.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;

/** Each family of decoders from where it begins, so that few bytes reach far into it. */
class DecoderFamiliesFuzzTest {
  private static final int[] PORTS = {4789, 8472, 4790, 6081, 2152, 3544, 1701, 5247, 6635};
  private static final int[] PROTOCOLS = {4, 41, 47, 97, 137, 51};
  private static final byte[] LLDP = HexFormat.of().parseHex("0180c200000e02000000000188cc");
  private static final byte[] CDP =
      HexFormat.of().parseHex("01000ccccccc0200000000010040aaaa0300000c2000");

  /** The first byte chooses the port. */
  @FuzzTest
  void tunnelsOverUdp(byte[] input) {
    if (input.length > 0 && input.length < 60_000) {
      int port = PORTS[Byte.toUnsignedInt(input[0]) % PORTS.length];
      String udp = "c000%04x%04x0000".formatted(port, 7 + input.length);
      check(17, udp, Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** The first byte chooses the protocol. */
  @FuzzTest
  void tunnelsOverIp(byte[] input) {
    if (input.length > 0 && input.length < 60_000) {
      int protocol = PROTOCOLS[Byte.toUnsignedInt(input[0]) % PROTOCOLS.length];
      check(protocol, "", Arrays.copyOfRange(input, 1, input.length));
    }
  }

  private static void check(int protocol, String head, byte[] payload) {
    int bytes = 20 + head.length() / 2 + payload.length;
    String before = Frames.ETHERNET_IPV4 + Frames.ipv4(bytes, 0, protocol) + head;
    Frames.Decoded decoded =
        Frames.decode(LinkType.ETHERNET, before, HexFormat.of().formatHex(payload));
    // An inner packet may be a fragment that waits for its first.
    assertTrue(decoded.kind() == PacketKind.IP || decoded.kind() == PacketKind.EARLY_FRAGMENT);
    PacketDecoderFuzzTest.check(decoded);
  }

  /**
   * A stream of fragments of few packets: each is told by eight bytes of input. Whatever comes, all
   * frames are counted once, and what is put together lies within its memory.
   */
  @FuzzTest
  void fragments(byte[] input) {
    PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
    Packet packet = new Packet();
    int frames = 0;
    int counted = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(2048);
      for (int at = 0; at + 8 <= input.length; at += 8) {
        int length = fragment(memory, input, at);
        long nanos = frames * (input[at + 7] & 0x3fL) * 100_000_000L;
        PacketKind kind = decoder.decode(memory, 0, length, length, nanos, LinkType.IPV4, packet);
        frames++;
        counted += kind == PacketKind.IP ? 1 : 0;
        assertTrue(packet.payloadOffset() + packet.payloadBytes() <= packet.bytes().byteSize());
        counted += early(decoder, packet);
      }
      decoder.finish();
      assertEquals(frames, counted + early(decoder, packet));
    }
  }

  private static int early(PacketDecoder decoder, Packet packet) {
    int counted = 0;
    while (decoder.nextEarlyFragment(packet)) {
      counted++;
    }
    return counted;
  }

  /** Bytes of input: id, offset (2), length, protocol, content, fill, time. */
  private static int fragment(MemorySegment memory, byte[] input, int at) {
    int length = 20 + Byte.toUnsignedInt(input[at + 3]) * 4;
    int offset = (input[at + 1] & 0x3f) << 8 | (input[at + 2] & 0xff);
    int protocol = PROTOCOLS[(input[at + 4] & 7) % PROTOCOLS.length];
    String header =
        "4500%04x%04x%04x40%02x0000c0000201c6336402"
            .formatted(length, input[at] & 3, offset, (input[at + 4] & 8) == 0 ? 17 : protocol);
    memory.fill(input[at + 5]);
    MemorySegment.copy(MemorySegment.ofArray(HexFormat.of().parseHex(header)), 0, memory, 0, 20);
    memory.set(ValueLayout.JAVA_BYTE, 20L + (input[at + 6] & 31), input[at + 6]);
    return length;
  }

  @FuzzTest
  void linkDiscovery(byte[] input) {
    for (byte[] head : new byte[][] {LLDP, CDP}) {
      byte[] frame = Arrays.copyOf(head, head.length + input.length);
      System.arraycopy(input, 0, frame, head.length, input.length);
      Frames.Decoded decoded = Frames.decode(LinkType.ETHERNET, frame, frame.length);
      assertTrue(decoded.kind() == PacketKind.LLDP || decoded.kind() == PacketKind.CDP);
      Neighbour.of(decoded.kind(), decoded.packet())
          .ifPresent(neighbour -> assertTrue(neighbour.chassisId().length() <= 512));
    }
  }
}
