package io.nightjar.capture;

import io.nightjar.natives.libc.Wakeup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker's share of a live interface. It never ends: while the interface is down or gone there
 * are no frames, and {@link #outage} says why. Read on one thread.
 */
public final class LiveShare implements FrameSource {
  private static final int LONGEST_WAIT_MILLIS = 100;
  private static final int READS_PER_STATISTICS = 16;
  private static final int NO_DESCRIPTOR = -1;

  private final LiveInterface shared;
  private final int worker;
  private final Wakeup wakeup = new Wakeup();
  private @Nullable LiveFrames frames;
  private LiveFrames.Losses current = LiveFrames.Losses.NONE;
  private LiveFrames.Losses before = LiveFrames.Losses.NONE;
  private Optional<String> outage = Optional.empty();
  private int reads;

  LiveShare(LiveInterface shared, int worker) {
    this.shared = shared;
    this.worker = worker;
  }

  /**
   * As {@link FrameSource#read}; never the end.
   *
   * @throws CaptureException when it cannot be captured on, now or later
   */
  @Override
  public int read(FrameConsumer consumer, int limit) {
    if (frames == null) {
      frames = shared.take(worker).orElse(null);
    }
    if (frames == null) {
      outage = Optional.of(shared.outage()).filter(why -> !why.isEmpty());
      boolean _ = wakeup.await(NO_DESCRIPTOR, LONGEST_WAIT_MILLIS);
      return 0;
    }
    try {
      return read(frames, consumer, limit);
    } catch (InterfaceGoneException e) {
      giveUp(frames, String.valueOf(e.getMessage()));
      return 0;
    }
  }

  private int read(LiveFrames running, FrameConsumer consumer, int limit) {
    int read = running.readNow(consumer, limit);
    if (read == 0) {
      boolean failed = wakeup.await(running.descriptor(), LONGEST_WAIT_MILLIS);
      if (failed || outage.isPresent()) {
        outage = running.isUp() ? Optional.empty() : Optional.of(down());
      }
      read = running.readNow(consumer, limit);
    }
    if (read == 0 || ++reads % READS_PER_STATISTICS == 0) {
      current = running.losses();
    }
    return read;
  }

  private String down() {
    return shared.name() + " is down (try: ip link set " + shared.name() + " up)";
  }

  private void giveUp(LiveFrames ended, String why) {
    before = before.plus(current);
    current = LiveFrames.Losses.NONE;
    frames = null;
    shared.gaveUp(ended, why);
    outage = Optional.of(why).filter(reason -> !reason.isEmpty());
  }

  @Override
  public long droppedFrames() {
    return before.dropped() + current.dropped();
  }

  @Override
  public long freezes() {
    return before.freezes() + current.freezes();
  }

  @Override
  public Optional<String> outage() {
    return outage;
  }

  @Override
  public void wake() {
    wakeup.wake();
  }

  @Override
  public void close() {
    if (frames == null) {
      frames = shared.taken(worker).orElse(null);
    }
    if (frames != null) {
      giveUp(frames, "");
    }
    wakeup.close();
  }
}
