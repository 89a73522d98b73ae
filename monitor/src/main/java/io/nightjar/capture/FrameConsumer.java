package io.nightjar.capture;

import io.nightjar.packet.LinkType;
import java.lang.foreign.MemorySegment;

/** Takes frames one at a time, on the thread that reads the source. */
@FunctionalInterface
public interface FrameConsumer {
  /**
   * Takes one frame, whose bytes are there until this method returns.
   *
   * @param bytes native memory
   * @param offset where the frame begins, in bytes
   * @param capturedBytes bytes that were captured
   * @param wireBytes bytes the frame had on the wire, not below {@code capturedBytes}
   * @param timeNanos when it passed, in nanoseconds since 1970 UTC
   * @param link what the frame begins with
   */
  void frame(
      MemorySegment bytes,
      long offset,
      int capturedBytes,
      int wireBytes,
      long timeNanos,
      LinkType link);
}
