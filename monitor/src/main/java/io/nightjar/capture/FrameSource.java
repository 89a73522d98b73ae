package io.nightjar.capture;

import java.util.Optional;

/** Frames of one source, in order. Read by one thread at a time; allocates nothing per frame. */
public interface FrameSource extends AutoCloseable {
  /** What {@link #read} returns when the source will never have frames again. */
  int END = -1;

  /** Has no frames. */
  FrameSource NONE =
      new FrameSource() {
        @Override
        public int read(FrameConsumer consumer, int limit) {
          return END;
        }

        @Override
        public void close() {}
      };

  /**
   * Hands frames to the consumer.
   *
   * @param limit the most to hand over
   * @return how many, 0 when none came now (live, after at most about 100 ms), or {@link #END}
   */
  int read(FrameConsumer consumer, int limit);

  /** Frames the kernel or the capture library lost since the source was opened. */
  default long droppedFrames() {
    return 0;
  }

  /** Times the kernel found no room at all for frames, since the source was opened. */
  default long freezes() {
    return 0;
  }

  /** Why no frames can come now, though they may later; empty while they can. */
  default Optional<String> outage() {
    return Optional.empty();
  }

  /** Ends a wait for frames in {@link #read}, the present one or the next; from any thread. */
  default void wake() {}

  /** Why reading ended before the end; empty when it did not. */
  default Optional<String> failure() {
    return Optional.empty();
  }

  @Override
  void close();
}
