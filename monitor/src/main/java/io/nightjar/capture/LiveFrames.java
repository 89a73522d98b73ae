package io.nightjar.capture;

/** Frames of a running live capture. Used by one thread. */
sealed interface LiveFrames extends AutoCloseable permits RingFrames, PcapFrames {
  /**
   * Hands over frames that are there, without waiting.
   *
   * @return how many, {@code limit} at most
   * @throws InterfaceGoneException when the capture broke
   */
  int readNow(FrameConsumer consumer, int limit);

  /** What to wait for with poll(2). */
  int descriptor();

  /**
   * Whether the interface is up; asked while nothing comes.
   *
   * @throws InterfaceGoneException when the interface is gone
   */
  boolean isUp();

  /**
   * What is lost so far, brought up to date.
   *
   * @throws InterfaceGoneException when the capture broke
   */
  Losses losses();

  @Override
  void close();

  /**
   * What a capture did not give.
   *
   * @param dropped frames lost before they were read
   * @param freezes times the kernel found no room at all for frames
   */
  record Losses(long dropped, long freezes) {
    static final Losses NONE = new Losses(0, 0);

    Losses plus(Losses other) {
      return new Losses(dropped + other.dropped, freezes + other.freezes);
    }
  }
}
