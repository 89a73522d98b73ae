package io.nightjar.app;

import io.nightjar.capture.CaptureFingerprint;
import io.nightjar.capture.CaptureSource;
import io.nightjar.capture.DefaultInterface;
import io.nightjar.capture.LiveInterface;
import io.nightjar.flow.FlowRecord;
import io.nightjar.history.CaptureJournal;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.imports.Storing;
import io.nightjar.live.SeriesPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the sources a run was asked for, and keeps the journal of capture files. */
final class Sources {
  private static final Duration STORE_START = Duration.ofSeconds(60);
  private static final Duration STORED_WITHIN = Duration.ofMinutes(10);

  /** What becomes of the flows of a capture file. */
  private enum Entry {
    /** Its reading was noted in the journal: they are stored. */
    BEGUN,
    /** An earlier run stored them. */
    STORED_BEFORE,
    /** The journal did not answer. Stored without it they might count twice, so they are not. */
    REFUSED
  }

  /** History for live interfaces, which cannot wait. */
  private record Offering(History history) implements CaptureSource.RecordOutlet {
    @Override
    public boolean take(FlowRecord record, Runnable meanwhile) {
      return history.offer(record);
    }

    @Override
    public boolean take(SeriesPoint point, Runnable meanwhile) {
      return history.offer(point);
    }
  }

  private record Journaled(CaptureSource source, Entry entry) {
    boolean is(String capture) {
      return source.capture().equals(capture);
    }
  }

  private final RunOptions options;
  private final History history;
  private final List<Journaled> files = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> completed = ConcurrentHashMap.newKeySet();

  Sources(RunOptions options, History history) {
    this.options = options;
    this.history = history;
  }

  /** Every source; files that were stored before are read for live state only. */
  List<CaptureSource> open() throws InterruptedException {
    if (!options.captures().isEmpty() && !history.awaitReady(STORE_START)) {
      problems.add("history is not ready, flows are not stored: " + history.status().problem());
    }
    List<CaptureSource> sources = new ArrayList<>();
    Map<String, Path> seen = new HashMap<>();
    for (Path capture : options.captures()) {
      String fingerprint = CaptureFingerprint.of(capture);
      Path same = seen.putIfAbsent(fingerprint, capture);
      if (same == null) {
        Journaled file = file(capture, fingerprint, options.fileWorkers());
        files.add(file);
        sources.add(file.source());
      } else {
        problems.add(capture + " holds the same as " + same + ": it is read once");
      }
    }
    interfaces().forEach(name -> sources.addAll(live(name)));
    return sources;
  }

  private List<String> interfaces() {
    if (!options.interfaces().isEmpty() || !options.captures().isEmpty()) {
      return options.interfaces();
    }
    List<String> found = DefaultInterface.find().stream().toList();
    if (found.isEmpty()) {
      problems.add("nothing to capture on: there is no default route; name one with --interface");
    }
    return found;
  }

  /** A source for each worker that shares the interface. */
  private List<CaptureSource> live(String name) {
    int workers = options.liveWorkers();
    var shared =
        new LiveInterface(
            LiveInterface.Config.of(name)
                .sharedBy(workers)
                .buffering(options.ringBytes(), options.cardTime())
                .filteredBy(options.filter()));
    return IntStream.range(0, workers)
        .mapToObj(
            worker -> CaptureSource.live(name, () -> shared.share(worker), new Offering(history)))
        .toList();
  }

  private Journaled file(Path path, String fingerprint, int workers) {
    String name = uniqueName(path);
    CaptureSource.Timing timing = options.timing();
    // Moved in time it is another capture at every run.
    String capture =
        timing.shiftToNow() ? fingerprint + "+" + System.currentTimeMillis() : fingerprint;
    Entry entry = begin(capture, name);
    CaptureSource.RecordOutlet outlet =
        switch (entry) {
          case BEGUN -> new Storing(history, () -> false);
          case STORED_BEFORE -> (_, _) -> true;
          case REFUSED -> (_, _) -> false;
        };
    return new Journaled(CaptureSource.file(path, name, capture, timing, workers, outlet), entry);
  }

  /** The file's name, with a number where another file of the run has the same. */
  private String uniqueName(Path path) {
    String name = path.getFileName().toString();
    int number = 2;
    String unique = name;
    while (isTaken(unique)) {
      unique = name + "#" + number++;
    }
    return unique;
  }

  private boolean isTaken(String name) {
    return files.stream().anyMatch(file -> file.source().name().equals(name));
  }

  private Entry begin(String capture, String name) {
    try {
      if (history.captures().state(capture) == CaptureJournal.State.COMPLETE) {
        System.err.println("nightjar: " + name + " is in history already: nothing is added");
        return Entry.STORED_BEFORE;
      }
      history.captures().begin(capture, name);
      return Entry.BEGUN;
    } catch (HistoryException e) {
      problems.add(name + ": its flows are not stored, history does not answer: " + e.getMessage());
      return Entry.REFUSED;
    }
  }

  /**
   * Whether a file of this run is noted as being read under this fingerprint, and not yet whole.
   */
  boolean isReading(String fingerprint) {
    return files.stream()
        .anyMatch(
            file ->
                file.is(fingerprint)
                    && file.entry() == Entry.BEGUN
                    && !completed.contains(fingerprint));
  }

  /** The captures of this run that an earlier run stored, by fingerprint. */
  Set<String> storedBefore() {
    return files.stream()
        .filter(file -> file.entry() == Entry.STORED_BEFORE)
        .map(file -> file.source().capture())
        .collect(Collectors.toSet());
  }

  /** Waits until every file is read and stored, and says so in the journal; whether it is. */
  boolean awaitFiles(io.nightjar.query.Interfaces interfaces) throws InterruptedException {
    boolean stored = true;
    for (Journaled file : files) {
      file.source().awaitFinished();
      stored &=
          switch (file.entry()) {
            case BEGUN -> complete(file.source(), interfaces);
            case STORED_BEFORE -> true;
            case REFUSED -> false;
          };
    }
    return stored;
  }

  private boolean complete(CaptureSource source, io.nightjar.query.Interfaces interfaces)
      throws InterruptedException {
    if (source.isBrokenOff() || !history.flush(STORED_WITHIN) || isIncomplete(history.status())) {
      return false;
    }
    var figures =
        interfaces.figures().stream().filter(each -> each.name().equals(source.name())).findFirst();
    try {
      history
          .captures()
          .complete(
              source.capture(),
              source.name(),
              figures.map(each -> each.packets()).orElse(0L),
              figures.map(each -> each.flowsTotal()).orElse(0L));
      completed.add(source.capture());
      return true;
    } catch (HistoryException e) {
      return false;
    }
  }

  private static boolean isIncomplete(History.Status status) {
    return status.rejected() + status.pointsRejected() > 0;
  }

  /** What could not be done, for people. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
