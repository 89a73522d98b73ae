package io.nightjar.capture;

import java.util.Optional;

/** Reads the frames of one file format out of a window. */
interface CaptureFormat {
  /** No frame is longer, in bytes; libpcap's own limit. */
  int MOST_CAPTURED_BYTES = 262_144;

  /** As {@link FrameSource#read}; after {@link FrameSource#END} the fault, if any, is known. */
  int read(FrameConsumer consumer, int limit);

  /** Why the file could not be read to its end. */
  Optional<CaptureFault> fault();

  /** The length on the wire: never below what was captured, and no more than a link can carry. */
  static int wireBytes(int captured, long original) {
    return original < captured || original > 1 << 24 ? captured : (int) original;
  }
}
