package io.nightjar.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is left of a capture file (pcap, little endian, Ethernet) for who sees one IPv4 host only.
 */
final class FilteredCapture {
  private static final int FILE_HEADER_BYTES = 24;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int IPV4 = 0x0800;

  private FilteredCapture() {}

  /** Copies the frames from and to the host; how many. */
  static int write(Path from, Path to, byte[] host) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(from)).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(in.capacity());
    out.put(in.slice(0, FILE_HEADER_BYTES));
    int frames = 0;
    int next = 0;
    for (int at = FILE_HEADER_BYTES; at < in.capacity(); at = next) {
      next = at + RECORD_HEADER_BYTES + in.getInt(at + 8);
      ByteBuffer frame = in.slice(at + RECORD_HEADER_BYTES, next - at - RECORD_HEADER_BYTES);
      if (isOf(frame, ByteBuffer.wrap(host))) {
        out.put(in.slice(at, next - at));
        frames++;
      }
    }
    Files.createDirectories(to.getParent());
    Files.write(to, java.util.Arrays.copyOf(out.array(), out.position()));
    return frames;
  }

  private static boolean isOf(ByteBuffer frame, ByteBuffer host) {
    return frame.capacity() >= 34
        && frame.getShort(12) == IPV4
        && (frame.slice(26, 4).equals(host) || frame.slice(30, 4).equals(host));
  }
}
