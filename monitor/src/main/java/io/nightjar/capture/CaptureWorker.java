package io.nightjar.capture;

import io.nightjar.dpi.Detector;
import io.nightjar.flow.FlowTable;
import io.nightjar.live.InterfaceState;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import io.nightjar.packet.PacketKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A packet thread. It reads its sources one after the other and owns all state they lead to;
 * between batches, and after the last source, it answers questions.
 *
 * <p>Of a capture file several workers each read everything and keep the flows whose hash is
 * theirs, so they share nothing and need no queue between them. Frames without IP belong to the
 * first.
 */
public final class CaptureWorker implements Runnable {
  private static final System.Logger LOG = System.getLogger(CaptureWorker.class.getName());
  private static final int BATCH_FRAMES = 1024;
  private static final int QUESTIONS_WAITING = 256;

  private final int index;
  private final int workers;
  private final List<CaptureSource> sources;
  private final Supplier<Detector> detectors;
  private final StateFactory states;
  private final PacketCounters counters;
  private final Packet packet = new Packet();
  private final Questions questions = new Questions(QUESTIONS_WAITING);
  private final List<InterfaceState> known = new ArrayList<>();
  private volatile boolean stopping;

  /** What may wait for frames, and is woken by questions. */
  private volatile FrameSource reading = FrameSource.NONE;

  /** Makes the state of an interface for a worker. */
  @FunctionalInterface
  public interface StateFactory {
    /** A state for this source, whose records go where the source says. */
    InterfaceState make(CaptureSource source, Detector detector, CaptureWorker worker);
  }

  /**
   * A worker that is not running yet.
   *
   * @param index of this worker among those that share its sources
   * @param workers how many share them
   * @param counters moved by the first of them, for each decodes every frame
   */
  public CaptureWorker(
      int index,
      int workers,
      List<CaptureSource> sources,
      Supplier<Detector> detectors,
      PacketCounters counters,
      StateFactory states) {
    this.index = index;
    this.workers = workers;
    this.sources = List.copyOf(sources);
    this.detectors = detectors;
    this.counters = index == 0 ? counters : PacketCounters.unwatched();
    this.states = states;
  }

  @Override
  public void run() {
    try (Detector detector = detectors.get()) {
      for (CaptureSource source : sources) {
        known.add(states.make(source, detector, this));
      }
      for (int i = 0; i < sources.size() && !stopping; i++) {
        readAll(sources.get(i), known.get(i));
      }
      answerUntilStopped();
      known.forEach(InterfaceState::release);
    }
  }

  private void readAll(CaptureSource source, InterfaceState state) {
    state.totals().running();
    try (FrameSource frames = source.open()) {
      reading = frames;
      PacketDecoder decoder = new PacketDecoder(counters);
      FrameConsumer consumer = consumer(state, source, decoder);
      int read = 0;
      while (!stopping && read >= 0) {
        read = frames.read(consumer, BATCH_FRAMES);
        advance(state, decoder, read);
        state.totals().lost(frames.droppedFrames(), frames.freezes());
        frames.outage().ifPresentOrElse(state.totals()::failed, state.totals()::running);
        answerQuestions();
      }
      if (read >= 0) {
        source.breakOff();
      }
      decoder.finish();
      countEarlyFragments(state, decoder);
      state.finish();
      frames.failure().ifPresentOrElse(state.totals()::failed, state.totals()::done);
    } catch (CaptureException e) {
      state.finish();
      state.totals().failed(String.valueOf(e.getMessage()));
      LOG.log(System.Logger.Level.ERROR, "{0}: {1}", source.name(), e.getMessage());
    } catch (RuntimeException e) {
      // A fault of ours must not take the worker's other interfaces, nor its answers, with it.
      source.breakOff();
      state.totals().failed("an internal error ended reading; the log has it");
      LOG.log(System.Logger.Level.ERROR, source.name() + ": internal error", e);
    } finally {
      source.finishedBy(index);
    }
  }

  /** Moves time on after a batch; where no frame came, the clock does. */
  private void advance(InterfaceState state, PacketDecoder decoder, int framesRead) {
    long nowNanos = packet.timeNanos();
    if (framesRead == 0) {
      nowNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      state.advance(nowNanos);
    }
    decoder.advance(nowNanos);
    countEarlyFragments(state, decoder);
  }

  private FrameConsumer consumer(
      InterfaceState state, CaptureSource source, PacketDecoder decoder) {
    Pace pace = source.pace();
    if (pace.isNone()) {
      return (bytes, offset, captured, wire, timeNanos, link) ->
          frame(state, decoder, bytes, offset, captured, wire, timeNanos, link);
    }
    return (bytes, offset, captured, wire, timeNanos, link) ->
        frame(
            state, decoder, bytes, offset, captured, wire, pace.moved(timeNanos, this::idle), link);
  }

  private void frame(
      InterfaceState state,
      PacketDecoder decoder,
      MemorySegment bytes,
      long offset,
      int capturedBytes,
      int wireBytes,
      long timeNanos,
      LinkType link) {
    PacketKind kind =
        decoder.decode(bytes, offset, capturedBytes, wireBytes, timeNanos, link, packet);
    if (kind == PacketKind.IP) {
      count(state);
    } else if (kind != PacketKind.EARLY_FRAGMENT && index == 0) {
      state.countOther(kind, packet);
    }
    countEarlyFragments(state, decoder);
  }

  private void countEarlyFragments(InterfaceState state, PacketDecoder decoder) {
    while (decoder.nextEarlyFragment(packet)) {
      count(state);
    }
  }

  private void count(InterfaceState state) {
    int hash = FlowTable.hash(packet);
    if (workers == 1 || Integer.remainderUnsigned(hash >>> 12, workers) == index) {
      state.count(packet, hash);
    }
  }

  /** Waits a little, answering what is asked meanwhile. */
  void idle(long nanos) {
    answerQuestions();
    questions.await(nanos);
    stopping |= Thread.currentThread().isInterrupted();
  }

  /** Answers what was asked since the last time; on this worker's thread. */
  void answerQuestions() {
    questions.answer();
  }

  private void answerUntilStopped() {
    while (!stopping) {
      idle(TimeUnit.SECONDS.toNanos(1));
    }
    answerQuestions();
  }

  /** Puts a question to this worker; false when too many wait already. */
  boolean offer(Runnable question) {
    boolean taken = !stopping && questions.offer(question);
    reading.wake();
    return taken;
  }

  /** The states, for questions on this worker's thread. */
  List<InterfaceState> states() {
    return known;
  }

  /** Whether it has been told to end. */
  boolean isStopping() {
    return stopping;
  }

  /** Tells it to end after the batch it is in; flows are recorded first. */
  void stop() {
    stopping = true;
    questions.wake();
    reading.wake();
  }
}
