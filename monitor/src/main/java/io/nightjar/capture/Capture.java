package io.nightjar.capture;

import io.nightjar.detection.Detection;
import io.nightjar.dpi.Detector;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowIds;
import io.nightjar.identity.Directory;
import io.nightjar.identity.IdentityCounters;
import io.nightjar.lifecycle.Component;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.live.LiveView;
import io.nightjar.packet.PacketCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All packet threads: those that share the capture files, and one for each share of a live
 * interface. Asks them questions for others.
 */
public final class Capture implements Component, LiveView {
  /**
   * Settings under {@code capture}.
   *
   * @param probe this monitor's name in records
   * @param fileWorkers threads that share the capture files
   * @param answerWithin the longest a question waits for a worker
   */
  public record Config(String probe, int fileWorkers, LiveLimits limits, Duration answerWithin) {
    /** Checks ranges. */
    public Config {
      if (fileWorkers < 1) {
        throw new IllegalArgumentException("capture.file-workers: at least 1, got " + fileWorkers);
      }
    }
  }

  private static final System.Logger LOG = System.getLogger(Capture.class.getName());
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(4);

  private final Config config;
  private final LookupData lookup;
  private final Supplier<Detector> detectors;
  private final Detection detection;
  private final PacketCounters counters;
  private final List<CaptureWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final IdentityCounters identityCounters = new IdentityCounters();
  private final Map<CaptureSource, Directory> directories = new HashMap<>();
  private final long runStartMillis = System.currentTimeMillis();

  /**
   * Threads for these sources, not running yet, that show flows to no check and whose decoding
   * moves counters nobody looks at.
   */
  public Capture(
      Config config, List<CaptureSource> sources, LookupData lookup, Supplier<Detector> detectors) {
    this(config, sources, lookup, detectors, Detection.NONE, PacketCounters.unwatched());
  }

  /**
   * Threads for these sources, not running yet.
   *
   * @param detection the checks that flows are shown to
   */
  public Capture(
      Config config,
      List<CaptureSource> sources,
      LookupData lookup,
      Supplier<Detector> detectors,
      Detection detection,
      PacketCounters counters) {
    this.detection = detection;
    this.counters = counters;
    this.config = config;
    this.lookup = lookup;
    this.detectors = detectors;
    Directory shared = new Directory(identityCounters); // interfaces of one machine see one network
    sources.forEach(
        each -> directories.put(each, each.isLive() ? shared : new Directory(identityCounters)));
    List<CaptureSource> files = sources.stream().filter(each -> !each.isLive()).toList();
    List<CaptureSource> live = sources.stream().filter(CaptureSource::isLive).toList();
    int total = live.size() + (files.isEmpty() ? 0 : config.fileWorkers());
    for (int i = 0; i < config.fileWorkers() && !files.isEmpty(); i++) {
      add("packets-file-" + i, i, config.fileWorkers(), files, total);
    }
    for (int i = 0; i < live.size(); i++) {
      CaptureSource each = live.get(i);
      add("packets-" + each.name() + "-" + i, 0, 1, List.of(each), total);
    }
  }

  private void add(
      String name, int index, int sharing, List<CaptureSource> sources, int totalWorkers) {
    FlowIds ids = new FlowIds(runStartMillis, workers.size(), totalWorkers);
    var worker =
        new CaptureWorker(
            index,
            sharing,
            sources,
            detectors,
            counters,
            (source, detector, self) -> state(source, detector, self, ids));
    workers.add(worker);
    threads.add(Thread.ofPlatform().name(name).unstarted(worker));
  }

  private InterfaceState state(
      CaptureSource source, Detector detector, CaptureWorker worker, FlowIds ids) {
    var identity =
        new InterfaceState.Identity(
            source.name(), source.capture(), config.probe(), source.isLive());
    return new InterfaceState(
        identity,
        config.limits(),
        lookup::origin,
        detector,
        detection,
        record -> source.outlet().take(record, worker::answerQuestions),
        ids,
        Objects.requireNonNull(directories.get(source)),
        lookup.localNetworks(),
        point -> source.outlet().take(point, worker::answerQuestions));
  }

  /** What was counted of names and fingerprints. */
  public IdentityCounters identityCounters() {
    return identityCounters;
  }

  @Override
  public void start() {
    threads.forEach(Thread::start);
  }

  @Override
  public <R> List<R> ask(Function<InterfaceState, R> question) {
    List<CompletableFuture<List<R>>> answers = new ArrayList<>();
    for (CaptureWorker worker : workers) {
      var answer = new CompletableFuture<List<R>>();
      if (!worker.offer(() -> answer(worker, question, answer))) {
        throw new LiveUnavailableException("a packet worker has too many questions waiting");
      }
      answers.add(answer);
    }
    long deadline = System.nanoTime() + config.answerWithin().toNanos();
    return answers.stream().flatMap(each -> await(each, deadline).stream()).toList();
  }

  private static <R> void answer(
      CaptureWorker worker,
      Function<InterfaceState, R> question,
      CompletableFuture<List<R>> answer) {
    try {
      answer.complete(worker.states().stream().map(question).toList());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private <R> List<R> await(CompletableFuture<List<R>> answer, long deadlineNanos) {
    try {
      return answer
          .orTimeout(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new LiveUnavailableException(
          "a packet worker did not answer within " + config.answerWithin().toMillis() + " ms");
    }
  }

  /** Tells every worker to end, and waits until each has recorded its flows. */
  @Override
  public void close() {
    workers.forEach(CaptureWorker::stop);
    try {
      long deadline = System.nanoTime() + CLOSES_WITHIN.toNanos();
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.log(
              System.Logger.Level.ERROR,
              thread.getName() + " had no time to record all its flows before the end");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
