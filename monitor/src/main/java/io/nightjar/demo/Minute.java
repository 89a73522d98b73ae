package io.nightjar.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The frames of one minute, as stories add them. */
final class Minute {
  private static final long MICROS = 1_000_000;

  private final long startMicros;
  private final SplittableRandom random;
  private final List<Frame> frames = new ArrayList<>();

  /**
   * A minute.
   *
   * @param startSeconds since the epoch; the minute's chance follows from it
   */
  Minute(long startSeconds) {
    startMicros = startSeconds * MICROS;
    random = new SplittableRandom(startSeconds);
  }

  /** Which minute it is, since the epoch. */
  long number() {
    return startMicros / MICROS / 60;
  }

  /** The time of a second of it, 0 to 60. */
  long at(double second) {
    return startMicros + (long) (second * MICROS);
  }

  SplittableRandom random() {
    return random;
  }

  /** A client's port that is free for so long that it makes a flow of its own. */
  int port(int of) {
    return 32_768 + (int) ((number() * 131 + of * 17L) % 28_000);
  }

  <T> T any(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  void add(Frame frame) {
    frames.add(frame);
  }

  /** All frames, in the order of their times. */
  List<Frame> frames() {
    frames.sort(Comparator.comparingLong(Frame::timeMicros));
    return frames;
  }
}
