package io.nightjar.capture;

import io.nightjar.packet.LinkType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pcap file format (draft-ietf-opsawg-pcap), with times in microseconds or nanoseconds, and the
 * modified form of Linux 2.x.
 *
 * <pre>
 *   file:   | magic, 4 | version, 2+2 | reserved, 8 | snap length, 4 | link type, 4 |
 *   frame:  | seconds, 4 | fraction, 4 | captured, 4 | original, 4 | (modified: 8 more) | bytes |
 * </pre>
 */
final class PcapFormat implements CaptureFormat {
  static final int MICROSECONDS = 0xa1b2c3d4;
  static final int NANOSECONDS = 0xa1b23c4d;
  static final int MODIFIED = 0xa1b2cd34;

  private static final int FILE_HEADER_BYTES = 24;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int MODIFIED_FRAME_HEADER_BYTES = 24;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final ByteWindow window;
  private final FileOrder order;
  private final long nanosPerFraction;
  private final int headerBytes;
  private LinkType link = LinkType.UNKNOWN;
  private boolean started;
  private @Nullable CaptureFault fault;

  /** Reads on from the file's first byte, where this magic number stands. */
  PcapFormat(ByteWindow window, FileOrder order, int magic) {
    this.window = window;
    this.order = order;
    nanosPerFraction = magic == NANOSECONDS ? 1 : 1000;
    headerBytes = magic == MODIFIED ? MODIFIED_FRAME_HEADER_BYTES : FRAME_HEADER_BYTES;
  }

  @Override
  public int read(FrameConsumer consumer, int limit) {
    if (fault != null || (!started && !start())) {
      return FrameSource.END;
    }
    int frames = 0;
    while (frames < limit && next(consumer)) {
      frames++;
    }
    return frames == 0 && limit > 0 ? FrameSource.END : frames;
  }

  private boolean start() {
    started = true;
    if (!window.require(FILE_HEADER_BYTES)) {
      return cut("a file header of 24 bytes");
    }
    // The upper bits of the field say whether frames end in a checksum.
    link = LinkType.of(order.i32(window.bytes(), window.at() + 20) & 0xffff);
    window.advance(FILE_HEADER_BYTES);
    return true;
  }

  private boolean next(FrameConsumer consumer) {
    if (!window.require(headerBytes)) {
      return !window.isAtEnd() && cut("a frame header");
    }
    MemorySegment bytes = window.bytes();
    long captured = order.u32(bytes, window.at() + 8);
    if (captured > MOST_CAPTURED_BYTES) {
      return stop("a frame of " + captured + " bytes", "at most " + MOST_CAPTURED_BYTES);
    }
    int length = (int) captured;
    if (!window.require(headerBytes + length)) {
      return cut("a frame of " + length + " bytes");
    }
    int at = window.at();
    long nanos =
        order.u32(bytes, at) * NANOS_PER_SECOND + order.u32(bytes, at + 4) * nanosPerFraction;
    int wire = CaptureFormat.wireBytes(length, order.u32(bytes, at + 12));
    consumer.frame(bytes, at + headerBytes, length, wire, nanos, link);
    window.advance(headerBytes + length);
    return true;
  }

  private boolean cut(String expected) {
    String failure = window.failure();
    return stop(
        failure != null ? failure : "the file ends after " + window.available() + " more bytes",
        expected);
  }

  private boolean stop(String found, String expected) {
    fault = new CaptureFault(window.fileOffset(), found, expected);
    return false;
  }

  @Override
  public Optional<CaptureFault> fault() {
    return Optional.ofNullable(fault);
  }
}
