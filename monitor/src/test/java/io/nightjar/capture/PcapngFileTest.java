package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.packet.LinkType;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pcapng files: what is read of them, and what is said of broken ones. */
class PcapngFileTest {
  private static final byte[] FRAME = {1, 2, 3, 4, 5};
  private static final long SECOND = 1_000_000_000;

  @TempDir private Path folder;

  @Test
  void readsSectionsOfBothByteOrdersEachWithItsOwnInterfaces() {
    PcapngBytes file = new PcapngBytes();
    file.section(ByteOrder.LITTLE_ENDIAN).describe(1, 0).describe(113, 0);
    file.packet(1, 5_000_000, 60, FRAME).packet(0, 6_000_000, 5, FRAME);
    file.section(ByteOrder.BIG_ENDIAN).describe(276, 0).packet(0, 7_000_000, 5, FRAME);
    ReadFile read = ReadFile.of(folder, file.bytes());
    assertTrue(read.fault().isEmpty());
    assertEquals(
        List.of(
            new ReadFile.Frame("0102030405", 60, 5 * SECOND, LinkType.LINUX_COOKED),
            new ReadFile.Frame("0102030405", 5, 6 * SECOND, LinkType.ETHERNET),
            new ReadFile.Frame("0102030405", 5, 7 * SECOND, LinkType.LINUX_COOKED_V2)),
        read.frames());
  }

  @Test
  void readsTimesInEveryUnit() {
    assertEquals(3 * SECOND, time(0, 3));
    assertEquals(3_500_000_000L, time(3, 3500));
    assertEquals(1_700_000_000_123_456_789L, time(9, 1_700_000_000_123_456_789L));
    assertEquals(500_000_000_123_456_789L, time(10, 5_000_000_001_234_567_899L));
    assertEquals(2_500_000_000L, time(0x80 | 1, 5));
    assertEquals(
        1_700_000_000 * SECOND + SECOND / 2, time(0x80 | 32, 1_700_000_000L << 32 | 1L << 31));
    assertEquals(SECOND / 4, time(0x80 | 63, 1L << 61));
    assertEquals(SECOND / 2, time(0x80 | 64, 1L << 63));
    assertEquals(SECOND / 4, time(0x80 | 65, 1L << 63));
    assertEquals(0, time(0x7f, -1));
    assertEquals(0, time(0xff, -1));
  }

  @Test
  void capsTimesThatDoNotFit() {
    assertEquals(Long.MAX_VALUE, time(0, -1));
    assertEquals(Long.MAX_VALUE, time(9, -1));
    assertEquals(Long.MAX_VALUE, time(0x80 | 1, -1));
  }

  private long time(int resolution, long stamp) {
    PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
    file.describe(1, 0, file.option(2, new byte[] {'i', 'f', '0'}), file.tsresol(resolution));
    return firstTime(file.packet(0, stamp, 5, FRAME));
  }

  private long firstTime(PcapngBytes file) {
    return ReadFile.of(folder, file.bytes()).frames().getFirst().timeNanos();
  }

  @Test
  void addsTheOffsetOfTheInterface() {
    assertEquals(11 * SECOND, shifted(10));
    assertEquals(0, shifted(-1));
    assertEquals(SECOND, shifted(-2), "before 1970 is left alone");
    assertEquals(SECOND, shifted(Long.MIN_VALUE), "absurd is left alone");
  }

  private long shifted(long offsetSeconds) {
    PcapngBytes file = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    file.describe(1, 0, file.tsoffset(offsetSeconds));
    return firstTime(file.packet(0, 1_000_000, 5, FRAME));
  }

  @Test
  void readsSimpleAndObsoletePacketsAndStepsOverOtherBlocks() {
    PcapngBytes file = new PcapngBytes().section(ByteOrder.BIG_ENDIAN).describe(1, 4);
    file.block(0x0bad, new byte[2_000_000]).obsoletePacket(0, 9_000_000, FRAME);
    file.simplePacket(60, Arrays.copyOf(FRAME, 4)).block(5, new byte[12]);
    ReadFile read = ReadFile.of(folder, file.bytes());
    assertTrue(read.fault().isEmpty());
    assertEquals(
        List.of(
            new ReadFile.Frame("0102030405", 5, 9 * SECOND, LinkType.ETHERNET),
            new ReadFile.Frame("01020304", 60, 9 * SECOND, LinkType.ETHERNET)),
        read.frames());
  }

  @Test
  void cutAnywhereYieldsTheWholeFramesBeforeTheCutAndSaysWhere() {
    PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
    byte[] head = file.bytes();
    byte[] whole = file.packet(0, 1, 5, FRAME).packet(0, 2, 5, FRAME).bytes();
    int packet = (whole.length - head.length) / 2;
    for (int length = 0; length <= whole.length; length++) {
      ReadFile read = ReadFile.of(folder, Arrays.copyOf(whole, length));
      // A frame whose bytes are all there counts, even where its block's trailer is cut.
      int frames = length < head.length ? 0 : (length - head.length + packet - 33) / packet;
      assertEquals(frames, read.frames().size(), "frames of " + length);
      boolean clean =
          length == 28 || (length >= head.length && (length - head.length) % packet == 0);
      assertEquals(clean, read.fault().isEmpty(), "fault of " + length);
    }
  }

  @Test
  void saysWhatIsWrongWithABlock() {
    assertEquals(
        "at byte 28: a packet of interface 0; expected one of the 0 described",
        fault(section().packet(0, 1, 5, FRAME)));
    assertEquals(
        "at byte 28: a packet of interface 0; expected its description before it",
        fault(section().simplePacket(5, FRAME)));
    assertEquals(
        "at byte 28: a block of 16 bytes; expected room for what its type holds",
        fault(section().block(1, new byte[4])));
    assertEquals(
        "at byte 28: a block of 13 bytes; expected a multiple of 4, at least 12",
        fault(section().block(4, new byte[1])));
    byte[] lying = new byte[24];
    lying[12] = 9;
    assertEquals(
        "at byte 52: a packet of 9 bytes; expected at most the block's 4",
        fault(section().describe(1, 0).block(6, lying)));
  }

  private static PcapngBytes section() {
    return new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
  }

  private String fault(PcapngBytes file) {
    return ReadFile.of(folder, file.bytes()).fault().orElseThrow().toString();
  }
}
