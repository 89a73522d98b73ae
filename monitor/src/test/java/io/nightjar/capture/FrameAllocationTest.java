package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and decoding a frame allocates nothing. */
class FrameAllocationTest {
  private static final int FRAMES = 200_000;
  private static final byte[] FRAME =
      HexFormat.of()
          .parseHex(
              "020000000002020000000001"
                  + "8100000a"
                  + "86dd"
                  + "60000000001c0040"
                  + "20010db8000000000000000000000001"
                  + "20010db8000000000000000000000002"
                  + "0600000000000000"
                  + "0050c00000000001000000025018ffff00000000");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  @Test
  void ofAPcapFile() throws IOException {
    PcapBytes file = PcapBytes.plain();
    for (int i = 0; i < FRAMES; i++) {
      file.frame(i, 0, FRAME.length, FRAME);
    }
    assertEquals(0, bytesPerFrame(file.bytes()));
  }

  @Test
  void ofAPcapngFile() throws IOException {
    PcapngBytes file = new PcapngBytes().section(ByteOrder.BIG_ENDIAN).describe(1, 0);
    for (int i = 0; i < FRAMES; i++) {
      file.packet(0, i, FRAME.length, FRAME);
    }
    assertEquals(0, bytesPerFrame(file.bytes()));
  }

  private long bytesPerFrame(byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve("capture"), bytes);
    long last = 0;
    // The first rounds warm up: compilation itself allocates on this thread.
    for (int round = 0; round < 4; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      assertEquals(FRAMES, ipFrames(path));
      last = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return last / FRAMES;
  }

  private static long ipFrames(Path path) {
    Counting counting = new Counting();
    try (CaptureFile file = CaptureFile.open(path)) {
      int read = 0;
      while (read >= 0) {
        read = file.read(counting, 1000);
      }
    }
    return counting.ip;
  }

  /** Decodes each frame. */
  private static final class Counting implements FrameConsumer {
    private final Packet packet = new Packet();
    private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
    private long ip;

    @Override
    public void frame(
        MemorySegment bytes,
        long offset,
        int capturedBytes,
        int wireBytes,
        long timeNanos,
        LinkType link) {
      decoder.decode(bytes, offset, capturedBytes, wireBytes, timeNanos, link, packet);
      if (packet.dstPort() == 0xc000) {
        ip++;
      }
    }
  }
}
