package io.nightjar.packet;

import static io.nightjar.packet.Frames.ETHERNET_IPV4;
import static io.nightjar.packet.Frames.ETHERNET_IPV6;
import static io.nightjar.packet.Frames.MACS;
import static io.nightjar.packet.Frames.TCP;
import static io.nightjar.packet.Frames.ipv4;
import static io.nightjar.packet.Frames.ipv6;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames cut at every byte, and frames with any byte changed, under every link type. */
class CutFramesTest {
  private static final List<String> FRAMES =
      List.of(
          ETHERNET_IPV4 + ipv4(50, 0, 6) + TCP + "61".repeat(10),
          ETHERNET_IPV6 + ipv6(28, 0) + "1100000000000000" + TCP,
          ETHERNET_IPV4 + ipv4(64, 0, 51) + "0604000000000000" + "00".repeat(16) + TCP,
          MACS + "88a800018100000288640110000100420021" + ipv4(40, 0, 17) + TCP,
          MACS + "0040aaaa030000000800" + ipv4(40, 0, 132) + TCP,
          "000000010006" + "0200000000010000" + "0800" + ipv4(40, 0, 33) + TCP,
          "00001900" + "03000080" + "00".repeat(16) + "20" + "8801" + "00".repeat(60));

  @Test
  void aCutAtAnyByteIsSurvived() {
    for (String frame : FRAMES) {
      byte[] bytes = HexFormat.of().parseHex(frame);
      for (int length = 0; length <= bytes.length; length++) {
        checkAll(Arrays.copyOf(bytes, length), bytes.length);
      }
    }
  }

  @Test
  void anyChangedByteIsSurvived() {
    Random random = new Random(42);
    for (String frame : FRAMES) {
      for (int round = 0; round < 2000; round++) {
        byte[] bytes = HexFormat.of().parseHex(frame);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        checkAll(bytes, bytes.length);
      }
    }
  }

  private static void checkAll(byte[] bytes, int wireBytes) {
    for (LinkType link : LinkType.values()) {
      PacketDecoderFuzzTest.check(Frames.decode(link, bytes, wireBytes));
    }
  }
}
