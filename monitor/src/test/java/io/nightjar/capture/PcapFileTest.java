package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.packet.LinkType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pcap files: what is read of them, and what is said of broken ones. */
class PcapFileTest {
  private static final byte[] FRAME = {1, 2, 3, 4, 5};

  @TempDir private Path folder;

  @Test
  void readsBothByteOrdersAndEveryTimeUnit() {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      assertEquals(1_700_000_000_000_007_000L, timeOf(order, PcapFormat.MICROSECONDS));
      assertEquals(1_700_000_000_000_000_007L, timeOf(order, PcapFormat.NANOSECONDS));
      assertEquals(1_700_000_000_000_007_000L, timeOf(order, PcapFormat.MODIFIED));
    }
  }

  private long timeOf(ByteOrder order, int magic) {
    PcapBytes file = new PcapBytes(order, magic, 113);
    file.frame(1_700_000_000, 7, 60, FRAME).frame(1_700_000_001, 0, 5, FRAME);
    ReadFile read = ReadFile.of(folder, file.bytes());
    assertTrue(read.fault().isEmpty());
    assertEquals(2, read.frames().size());
    ReadFile.Frame frame = read.frames().getFirst();
    assertEquals("0102030405", frame.bytes());
    assertEquals(60, frame.wireBytes());
    assertEquals(LinkType.LINUX_COOKED, frame.link());
    return frame.timeNanos();
  }

  @Test
  void readsTimesAfter2038AndFractionsAboveASecond() {
    PcapBytes file = PcapBytes.plain().frame(4_000_000_000L, 0, 5, FRAME).frame(1, -1, 5, FRAME);
    List<ReadFile.Frame> frames = ReadFile.of(folder, file.bytes()).frames();
    assertEquals(4_000_000_000_000_000_000L, frames.get(0).timeNanos());
    assertEquals(1_000_000_000L + 0xffff_ffffL * 1000, frames.get(1).timeNanos());
  }

  @Test
  void neverTellsAWireLengthBelowTheCapturedOneOrAboveWhatLinksCarry() {
    PcapBytes file = PcapBytes.plain().frame(1, 0, 3, FRAME).frame(1, 0, -1, FRAME);
    List<ReadFile.Frame> frames = ReadFile.of(folder, file.bytes()).frames();
    assertEquals(5, frames.get(0).wireBytes());
    assertEquals(5, frames.get(1).wireBytes());
  }

  @Test
  void readsTheSameFramesOutOfAGzipFileOfSeveralMembers() throws IOException {
    byte[] plain = PcapBytes.plain().frame(1, 2, 5, FRAME).frame(3, 4, 5, FRAME).bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part :
        List.of(Arrays.copyOf(plain, 30), Arrays.copyOfRange(plain, 30, plain.length))) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(part);
      }
    }
    assertEquals(ReadFile.of(folder, plain), ReadFile.of(folder, out.toByteArray()));
  }

  @Test
  void aCutGzipFileYieldsWhatCameBefore() throws IOException {
    PcapBytes plain = PcapBytes.plain();
    byte[] noise = new byte[1000];
    new Random(7).nextBytes(noise);
    for (int i = 0; i < 200; i++) {
      plain.frame(i, 0, noise.length, noise);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain.bytes());
    }
    byte[] whole = out.toByteArray();
    ReadFile read = ReadFile.of(folder, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(read.frames().size() < 200);
    assertTrue(read.fault().isPresent());
  }

  @Test
  void cutAnywhereYieldsTheWholeFramesBeforeTheCutAndSaysWhere() {
    byte[] whole = PcapBytes.plain().frame(1, 2, 5, FRAME).frame(3, 4, 5, FRAME).bytes();
    List<Integer> clean = List.of(24, 45, 66);
    for (int length = 0; length <= whole.length; length++) {
      ReadFile read = ReadFile.of(folder, Arrays.copyOf(whole, length));
      assertEquals(Math.max(length - 24, 0) / 21, read.frames().size(), "frames of " + length);
      assertEquals(clean.contains(length), read.fault().isEmpty(), "fault of " + length);
      long offset = length < 24 ? 0 : 24 + (length - 24) / 21 * 21;
      read.fault().ifPresent(fault -> assertEquals(offset, fault.offset()));
    }
  }

  @Test
  void stopsAtAFrameNoLinkCarries() {
    PcapBytes file = PcapBytes.plain().frame(1, 0, 5, FRAME).frame(1, 0, 262_145, 5, FRAME);
    ReadFile read = ReadFile.of(folder, file.bytes());
    assertEquals(1, read.frames().size());
    assertEquals(
        "at byte 45: a frame of 262145 bytes; expected at most 262144",
        read.fault().orElseThrow().toString());
  }

  @Test
  void readsFramesOfTheGreatestLengthAcrossTheWholeWindow() {
    PcapBytes file = PcapBytes.plain();
    for (int i = 0; i < 7; i++) {
      byte[] frame = new byte[262_144 - i];
      frame[frame.length - 1] = (byte) i;
      file.frame(i, 0, frame.length, frame);
    }
    ReadFile read = ReadFile.of(folder, file.bytes());
    assertEquals(7, read.frames().size());
    for (int i = 0; i < 7; i++) {
      assertTrue(read.frames().get(i).bytes().endsWith("0" + i));
    }
  }

  @Test
  void saysWhatAFileIsThatIsNoCapture() {
    assertEquals("an empty file", found(new byte[0]));
    assertEquals("a file of 3 bytes", found(new byte[3]));
    assertEquals("a damaged gzip file", found(new byte[] {0x1f, (byte) 0x8b, 1, 2, 3, 4}));
    assertEquals("a file that begins with 0x3c68746d", found(ascii("<html>")));
    assertEquals(
        "a snoop capture (convert it: editcap -F pcap IN OUT)", found(ascii("snoop\0\0\0")));
    assertEquals("a bzip2-compressed file (unpack it first: bunzip2 FILE)", found(ascii("BZh91")));
  }

  private String found(byte[] bytes) {
    ReadFile read = ReadFile.of(folder, bytes);
    assertEquals(List.of(), read.frames());
    return read.fault().orElseThrow().found();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void framesOfAnUnknownLinkTypeAreReadAndSaySo() {
    PcapBytes file = new PcapBytes(ByteOrder.BIG_ENDIAN, PcapFormat.MICROSECONDS, 160);
    file.frame(1, 0, 5, FRAME);
    assertEquals(LinkType.UNKNOWN, ReadFile.of(folder, file.bytes()).frames().getFirst().link());
  }

  @Test
  void refusesWhatIsNoFileByName() {
    CaptureException missing =
        assertThrows(CaptureException.class, () -> CaptureFile.open(folder.resolve("none.pcap")));
    assertEquals("no such file: " + folder.resolve("none.pcap"), missing.getMessage());
    CaptureException directory =
        assertThrows(CaptureException.class, () -> CaptureFile.open(folder));
    assertTrue(String.valueOf(directory.getMessage()).startsWith("not a file: "));
  }
}
