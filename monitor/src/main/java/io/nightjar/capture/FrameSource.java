package io.nightjar.capture;

/** Frames of one source, in order. Read by one thread at a time; allocates nothing per frame. */
public interface FrameSource extends AutoCloseable {
  /** What {@link #read} returns when the source will never have frames again. */
  int END = -1;

  /**
   * Hands frames to the consumer.
   *
   * @param limit the most to hand over
   * @return how many, 0 when none came now (live, after at most about 100 ms), or {@link #END}
   */
  int read(FrameConsumer consumer, int limit);

  @Override
  void close();
}
