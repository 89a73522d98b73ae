package io.nightjar.capture;

import io.nightjar.flow.FlowRecord;
import io.nightjar.live.SeriesPoint;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something to read packets from, shared by the workers that read it. */
public final class CaptureSource {
  /** Opens a source; each worker that reads it does. */
  @FunctionalInterface
  public interface Opener {
    /** The frames from the start. */
    FrameSource open();
  }

  /**
   * Takes the flow records and points of a source; may make a worker wait, which then calls {@code
   * idle}.
   */
  @FunctionalInterface
  public interface RecordOutlet {
    /** Takes the record, or refuses it. */
    boolean take(FlowRecord record, Runnable idle);

    /** Takes the point of a time series, or refuses it; one that keeps none takes all. */
    default boolean take(SeriesPoint point, Runnable idle) {
      return true;
    }
  }

  /**
   * How times are moved.
   *
   * @param realtime whether frames come at the speed they were taken
   * @param shiftToNow whether the last frame (or the first, when realtime) is moved to now
   * @param asDated whether a frame that is dated later waits until the clock shows its time
   */
  public record Timing(boolean realtime, boolean shiftToNow, boolean asDated) {
    /** As fast as possible, times as they are. */
    public static final Timing AS_RECORDED = new Timing(false, false, false);

    /** Whether the file's first and last time must be known. */
    boolean needsSpan() {
      return realtime || shiftToNow;
    }
  }

  private final String name;
  private final String capture;
  private final boolean live;
  private final Opener opener;
  private final RecordOutlet outlet;
  private final long shiftNanos;
  private final long firstFrameNanos;
  private final boolean waits;
  private final CountDownLatch unfinished;
  private volatile boolean brokenOff;

  private CaptureSource(
      String name,
      String capture,
      boolean live,
      Opener opener,
      RecordOutlet outlet,
      TimeSpan span,
      Timing timing,
      int workers) {
    this.name = name;
    this.capture = capture;
    this.live = live;
    this.opener = opener;
    this.outlet = outlet;
    // What is dated before now was due before now.
    firstFrameNanos = timing.asDated() ? Pace.nowNanos() : span.firstNanos();
    waits = timing.realtime() || timing.asDated();
    long end = timing.realtime() ? span.firstNanos() : span.lastNanos();
    shiftNanos = timing.shiftToNow() ? Pace.nowNanos() - end : 0;
    unfinished = new CountDownLatch(workers);
  }

  private record TimeSpan(long firstNanos, long lastNanos) {}

  /** A worker's share of a live interface. */
  public static CaptureSource live(String name, Opener opener, RecordOutlet outlet) {
    return new CaptureSource(
        name, "", true, opener, outlet, new TimeSpan(0, 0), Timing.AS_RECORDED, 1);
  }

  /**
   * A capture file.
   *
   * @param name what it is called in answers
   * @param capture identifies its content
   * @param workers how many will read it
   * @throws CaptureException when it cannot be opened
   */
  public static CaptureSource file(
      Path file, String name, String capture, Timing timing, int workers, RecordOutlet outlet) {
    TimeSpan span = timing.needsSpan() ? span(file) : new TimeSpan(0, 0);
    return new CaptureSource(
        name, capture, false, () -> CaptureFile.open(file), outlet, span, timing, workers);
  }

  private static TimeSpan span(Path file) {
    long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
    FrameConsumer clock =
        (_, _, _, _, timeNanos, _) -> {
          ends[0] = Math.min(ends[0], timeNanos);
          ends[1] = Math.max(ends[1], timeNanos);
        };
    try (FrameSource frames = CaptureFile.open(file)) {
      int read = 0;
      while (read != FrameSource.END) {
        read = frames.read(clock, 65_536);
      }
    }
    return ends[0] > ends[1] ? new TimeSpan(0, 0) : new TimeSpan(ends[0], ends[1]);
  }

  FrameSource open() {
    return opener.open();
  }

  Pace pace() {
    return new Pace(shiftNanos, firstFrameNanos, waits);
  }

  void finishedBy(int worker) {
    unfinished.countDown();
  }

  /** A worker ended before it came to the end, or to what cannot be read. */
  void breakOff() {
    brokenOff = true;
  }

  /** Whether some worker did not read all that can be read, so that flows are missing. */
  public boolean isBrokenOff() {
    return brokenOff;
  }

  /** Waits until every worker has read it. */
  public void awaitFinished() throws InterruptedException {
    unfinished.await();
  }

  /** Whether every worker has read it. */
  public boolean isFinished() {
    return unfinished.getCount() == 0;
  }

  /** Waits at most this long. */
  public boolean awaitFinished(long timeout, TimeUnit unit) throws InterruptedException {
    return unfinished.await(timeout, unit);
  }

  /** The interface's or the file's name. */
  public String name() {
    return name;
  }

  /** Identifies the content of a file; empty when live. */
  public String capture() {
    return capture;
  }

  /** Whether it never ends. */
  public boolean isLive() {
    return live;
  }

  /** Where its flow records go. */
  public RecordOutlet outlet() {
    return outlet;
  }
}
