package io.nightjar.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A capture file (pcap 2.4, microseconds) of the office from one time to another. */
public final class DemoCapture {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int LONGEST_FRAME = 262_144;
  private static final int ETHERNET = 1;
  private static final long MICROS = 1_000_000;

  private DemoCapture() {}

  /** Writes the whole minutes from this time on; the same for the same times. */
  public static void write(Path file, Instant from, Duration length) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      head.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
      out.write(head.putInt(LONGEST_FRAME).putInt(ETHERNET).array());
      long first = from.getEpochSecond() / 60 * 60;
      for (long second = first; second < first + length.toSeconds(); second += 60) {
        writeMinute(out, second);
      }
    }
  }

  private static void writeMinute(OutputStream out, long startSeconds) throws IOException {
    Minute minute = new Minute(startSeconds);
    Story.ALL.forEach(story -> story.tell(minute));
    ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (Frame frame : minute.frames()) {
      head.clear();
      head.putInt((int) (frame.timeMicros() / MICROS)).putInt((int) (frame.timeMicros() % MICROS));
      ByteBuffer kept = frame.head();
      out.write(head.putInt(kept.remaining()).putInt(frame.wireBytes()).array());
      out.write(kept.array(), kept.arrayOffset(), kept.remaining());
    }
  }
}
