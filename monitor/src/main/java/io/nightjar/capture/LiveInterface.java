package io.nightjar.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A network interface that several workers read: each has a share of its frames. The captures of
 * all shares are opened together, by the worker that comes first, and again together, a second
 * later, after the interface was gone. Used by any thread.
 */
public final class LiveInterface {
  /**
   * How to capture.
   *
   * @param name the interface, as the kernel names it
   * @param workers how many share its frames
   * @param snapBytes the most bytes captured of a frame
   * @param promiscuous whether frames to other machines count
   * @param bufferBytes kernel memory for frames not read yet, of all workers together
   * @param cardTime whether times are those of the network card's clock, where it stamps frames
   * @param filter a pcap-filter(7) expression; blank for all frames
   */
  public record Config(
      String name,
      int workers,
      int snapBytes,
      boolean promiscuous,
      long bufferBytes,
      boolean cardTime,
      String filter) {
    /** Everything on this interface: whole frames, also those of interfaces with large ones. */
    public static Config of(String name) {
      return new Config(name, 1, 262_144, true, 32 << 20, false, "");
    }

    /** The same with other memory, and times of this clock. */
    public Config buffering(long bytes, boolean byCard) {
      return new Config(name, workers, snapBytes, promiscuous, bytes, byCard, filter);
    }

    /** The same with another number of workers. */
    public Config sharedBy(int others) {
      return new Config(name, others, snapBytes, promiscuous, bufferBytes, cardTime, filter);
    }

    /** The same, taking only what matches. */
    public Config filteredBy(String expression) {
      return new Config(name, workers, snapBytes, promiscuous, bufferBytes, cardTime, expression);
    }
  }

  private static final System.Logger LOG = System.getLogger(LiveInterface.class.getName());
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Config config;
  private final List<@Nullable LiveFrames> waiting = new ArrayList<>();
  private int running;
  private long retryAtNanos = System.nanoTime();
  private String outage = "";

  /** An interface nobody reads yet. */
  public LiveInterface(Config config) {
    this.config = config;
  }

  /** Its name. */
  public String name() {
    return config.name();
  }

  /** A worker's share; opened when it is first read. */
  public LiveShare share(int worker) {
    return new LiveShare(this, worker);
  }

  /**
   * Tries whether it can be captured on.
   *
   * @throws CaptureException when it cannot; the message says what to do
   */
  public static void check(Config config) {
    try {
      LiveOpening.open(config).forEach(LiveFrames::close);
    } catch (InterfaceGoneException e) {
      throw new CaptureException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The worker's running capture, opened where it is time to; empty while there is none.
   *
   * @throws CaptureException when it cannot be captured on, now or later
   */
  synchronized Optional<LiveFrames> take(int worker) {
    if (running == 0 && System.nanoTime() - retryAtNanos >= 0) {
      reopen();
    }
    return taken(worker);
  }

  /** The worker's running capture that it did not take yet; empty where there is none. */
  synchronized Optional<LiveFrames> taken(int worker) {
    if (worker >= waiting.size()) {
      return Optional.empty();
    }
    LiveFrames mine = waiting.get(worker);
    waiting.set(worker, null);
    return Optional.ofNullable(mine);
  }

  private void reopen() {
    retryAtNanos = System.nanoTime() + RETRY_NANOS;
    waiting.clear();
    try {
      waiting.addAll(LiveOpening.open(config));
      running = waiting.size();
      tell("");
    } catch (InterfaceGoneException e) {
      tell(String.valueOf(e.getMessage()));
    }
  }

  /** The worker's capture broke, or is not needed any more. */
  synchronized void gaveUp(LiveFrames frames, String why) {
    frames.close();
    running--;
    retryAtNanos = System.nanoTime() + RETRY_NANOS;
    if (!why.isEmpty()) {
      tell(why);
    }
  }

  /** Why there are no frames now; empty where there is no reason. */
  synchronized String outage() {
    return outage;
  }

  private void tell(String why) {
    if (why.equals(outage)) {
      return;
    }
    outage = why;
    LOG.log(
        System.Logger.Level.WARNING,
        why.isEmpty()
            ? config.name() + ": captured again"
            : config.name() + ": " + why + "; tried again every second");
  }
}
