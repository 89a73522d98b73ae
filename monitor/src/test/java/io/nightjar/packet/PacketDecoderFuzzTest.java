package io.nightjar.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** No bytes make the decoder throw, or point outside of the frame. */
class PacketDecoderFuzzTest {
  private static final LinkType[] LINKS = LinkType.values();

  /** The first byte chooses the link type, the second how much of the frame was cut off. */
  @FuzzTest
  void staysInsideTheFrame(byte[] input) {
    if (input.length < 2) {
      return;
    }
    LinkType link = LINKS[Byte.toUnsignedInt(input[0]) % LINKS.length];
    byte[] frame = Arrays.copyOfRange(input, 2, input.length);
    check(Frames.decode(link, frame, frame.length + Byte.toUnsignedInt(input[1]) * 64));
  }

  static void check(Frames.Decoded decoded) {
    Packet packet = decoded.packet();
    long end = packet.end();
    if (decoded.kind() == PacketKind.IP) {
      assertTrue(packet.ipVersion() == 4 || packet.ipVersion() == 6);
      assertTrue(packet.ipOffset() >= packet.frameOffset());
      assertTrue(packet.ipBytes() >= (packet.ipVersion() == 4 ? 20 : 40));
      assertTrue(packet.ipOffset() + packet.ipBytes() <= end);
      assertTrue(packet.payloadOffset() >= packet.ipOffset());
      assertTrue(packet.payloadOffset() + packet.payloadBytes() <= end);
    }
    assertTrue(packet.payloadBytes() >= 0);
    assertTrue(packet.payloadBytes() <= packet.payloadWireBytes() || packet.fragment);
    assertTrue(packet.payloadWireBytes() <= packet.wireBytes());
  }
}
