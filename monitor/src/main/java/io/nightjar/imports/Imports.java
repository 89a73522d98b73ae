package io.nightjar.imports;

import io.nightjar.account.Audit;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.Database;
import io.nightjar.capture.CaptureException;
import io.nightjar.capture.CaptureFingerprint;
import io.nightjar.detection.Detection;
import io.nightjar.dpi.Detector;
import io.nightjar.enrich.LookupData;
import io.nightjar.history.CaptureJournal;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.lifecycle.Component;
import io.nightjar.live.LiveLimits;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings capture files into history, one at a time, on a thread of its own. A file that arrived
 * whole is read to its end, if need be after a restart; of one that did not, nothing stays.
 */
public final class Imports implements Component {
  /** How far an import is. */
  public enum State {
    /** There was none. */
    NONE,
    /** Pieces are awaited. */
    UPLOADING,
    /** It is whole and being read. */
    READING,
    /** All of it is in history. */
    STORED,
    /** It was in history before: nothing was added. */
    KNOWN,
    /** It is not in history; the problem says why. */
    FAILED
  }

  /**
   * The import under way, or the last.
   *
   * @param received bytes of the file that are here
   * @param problem why it failed, or where the file broke off; empty for neither
   */
  public record Status(
      String id,
      String name,
      State state,
      long bytes,
      long received,
      long packets,
      long flows,
      String problem) {}

  /**
   * What importing needs.
   *
   * @param folder where files are until they are read
   * @param probe this monitor's name in records
   * @param limits of the state of one file
   * @param isBeingRead whether the monitor itself reads the capture of this fingerprint now
   * @param freeBytes what is left on the disk of a folder
   */
  public record Parts(
      Path folder,
      String probe,
      LiveLimits limits,
      LookupData lookup,
      Supplier<Detector> detectors,
      Detection detection,
      History history,
      Supplier<Database> configuration,
      Predicate<String> isBeingRead,
      ToLongFunction<Path> freeBytes) {}

  /** The longest file that is taken. */
  public static final long LONGEST_BYTES = 64L << 30;

  /** Stays free on the disk. */
  private static final long RESERVE_BYTES = 256L << 20;

  private static final System.Logger LOG = System.getLogger(Imports.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STORE_START = Duration.ofMinutes(2);
  private static final Duration STORED_WITHIN = Duration.ofMinutes(10);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(2);
  private static final Pattern NAME = Pattern.compile("[^/\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,200}");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

  private final Parts parts;
  private final Counter stored;
  private final Counter failed;
  private final Counter packets;
  private Status status = new Status("", "", State.NONE, 0, 0, 0, 0, "");
  private @Nullable Upload upload;
  private volatile @Nullable Reading reading;
  private volatile @Nullable Thread thread;
  private volatile boolean closing;

  /** Imports, not begun yet. */
  public Imports(Parts parts, Telemetry telemetry) {
    this.parts = parts;
    stored = telemetry.counter("nightjar_imports_total", "Capture files imported");
    failed = telemetry.counter("nightjar_import_failures_total", "Imports that failed");
    packets = telemetry.counter("nightjar_import_packets_total", "Packets of imported files");
    telemetry.watch(
        "nightjar_imports_running",
        "Whether an import is under way: 1 or 0",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> isUnderWay() ? 1 : 0);
  }

  /** Goes on with a file that an earlier run had whole. */
  @Override
  public void start() {
    try {
      Optional<Upload.About> left = Upload.left(parts.folder());
      if (left.isEmpty()) {
        Upload.clear(parts.folder());
        return;
      }
      Upload.About about = left.get();
      long bytes = Upload.whole(parts.folder()).toFile().length();
      set(new Status(newId(), about.name(), State.READING, bytes, bytes, 0, 0, ""));
      run(() -> read(about));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot look into " + parts.folder(), e);
    }
  }

  /** Files brought into history since the start. */
  public long storedFiles() {
    return stored.value();
  }

  /** The import under way, or the last. */
  public synchronized Status status() {
    Reading now = reading;
    if (status.state() == State.READING && now != null) {
      Reading.Progress progress = now.look();
      return told(State.READING, status.received(), progress, "");
    }
    Upload coming = upload;
    return status.state() == State.UPLOADING && coming != null
        ? told(State.UPLOADING, coming.received(), new Reading.Progress(0, 0), "")
        : status;
  }

  private Status told(State state, long received, Reading.Progress progress, String problem) {
    return new Status(
        status.id(),
        status.name(),
        state,
        status.bytes(),
        received,
        progress.packets(),
        progress.flows(),
        problem);
  }

  private synchronized boolean isUnderWay() {
    return status.state() == State.UPLOADING || status.state() == State.READING;
  }

  private synchronized void set(Status now) {
    status = now;
  }

  /**
   * Begins one.
   *
   * @param actor who imports
   * @param name the file's, for people
   * @param fingerprint what {@link CaptureFingerprint} says of it
   * @throws ImportException when it is refused
   * @throws HistoryException when history cannot say whether it has the file
   */
  public synchronized Status begin(String actor, String name, long bytes, String fingerprint) {
    if (isUnderWay()) {
      throw new ImportException(
          status.name() + " is being imported: one file at a time, try again later");
    }
    check(name, bytes, fingerprint);
    if (parts.history().captures().state(fingerprint) == CaptureJournal.State.COMPLETE) {
      set(new Status(newId(), name, State.KNOWN, bytes, 0, 0, 0, ""));
      return status;
    }
    refuseBeingRead(fingerprint);
    try {
      Upload.makeRoom(parts.folder());
      refuseFullDisk(bytes);
      Upload begun = Upload.begin(parts.folder(), new Upload.About(actor, name), bytes);
      upload = begun;
      set(new Status(newId(), name, State.UPLOADING, bytes, 0, 0, 0, ""));
      run(() -> receive(begun, new Upload.About(actor, name)));
      return status;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static void check(String name, long bytes, String fingerprint) {
    if (!NAME.matcher(name).matches()) {
      throw new ImportException("the file's name: 1 to 200 characters that can be seen, no slash");
    }
    if (bytes < 1 || bytes > LONGEST_BYTES) {
      throw new ImportException(
          "a capture file of 1 to %d bytes, got %d: split it (editcap -c)"
              .formatted(LONGEST_BYTES, bytes));
    }
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw new ImportException("the fingerprint: 16 hexadecimal digits");
    }
  }

  private void refuseBeingRead(String fingerprint) {
    if (parts.isBeingRead().test(fingerprint)) {
      throw new ImportException("the monitor is reading this file itself (--pcap)");
    }
  }

  private void refuseFullDisk(long bytes) {
    long free = parts.freeBytes().applyAsLong(parts.folder());
    if (free < bytes + RESERVE_BYTES) {
      throw new ImportException(
          "the monitor's disk has %d bytes free; the file needs %d and %d stay free"
              .formatted(free, bytes, RESERVE_BYTES));
    }
  }

  private ImportException unwritable(IOException e) {
    LOG.log(System.Logger.Level.WARNING, "cannot write to " + parts.folder(), e);
    return new ImportException("the monitor cannot write to its disk; its log has the detail", e);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private void run(Runnable work) {
    thread = Thread.ofPlatform().name("import").start(work);
  }

  /** Takes a piece of the file; the status after it. */
  public Status take(String id, long offset, ByteBuffer piece) {
    Upload coming = coming(id);
    try {
      long received = coming.take(offset, piece);
      synchronized (this) {
        if (received == status.bytes() && status.state() == State.UPLOADING) {
          set(told(State.READING, received, new Reading.Progress(0, 0), ""));
        }
      }
      return status();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private synchronized Upload coming(String id) {
    Upload coming = upload;
    if (coming == null || !status.id().equals(id) || status.state() != State.UPLOADING) {
      throw new ImportException("no file is awaited under this id: begin the import again");
    }
    return coming;
  }

  private void receive(Upload coming, Upload.About about) {
    try {
      if (coming.awaitWhole(PATIENCE)) {
        read(about);
        return;
      }
      coming.end();
      finish(State.FAILED, new Reading.Progress(0, 0), "it did not arrive whole");
    } catch (IOException e) {
      finish(State.FAILED, new Reading.Progress(0, 0), unwritable(e).getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Upload.About about) {
    Path file = Upload.whole(parts.folder());
    try {
      Reading.check(file);
      String fingerprint = CaptureFingerprint.of(file);
      refuseBeingRead(fingerprint);
      if (!parts.history().awaitReady(STORE_START)) {
        throw new ImportException("history does not answer");
      }
      CaptureJournal journal = parts.history().captures();
      if (journal.state(fingerprint) == CaptureJournal.State.COMPLETE) {
        finish(State.KNOWN, new Reading.Progress(0, 0), "");
        return;
      }
      journal.begin(fingerprint, about.name());
      store(about, file, fingerprint);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ImportException | CaptureException | HistoryException e) {
      if (!closing) {
        finish(State.FAILED, new Reading.Progress(0, 0), String.valueOf(e.getMessage()));
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "import of " + about.name(), e);
      finish(State.FAILED, new Reading.Progress(0, 0), "an internal error; the log has it");
    }
  }

  private void store(Upload.About about, Path file, String fingerprint)
      throws InterruptedException {
    long lostBefore = lost();
    Reading now =
        new Reading(
            new Reading.Parts(
                parts.probe(),
                parts.limits(),
                parts.lookup(),
                parts.detectors(),
                parts.detection(),
                parts.history()),
            file,
            about.name(),
            fingerprint);
    reading = now;
    boolean all = now.run() && parts.history().flush(STORED_WITHIN) && lost() == lostBefore;
    Reading.Progress progress = now.look();
    reading = null;
    if (closing) {
      return; // the file stays, the next start takes back what was stored and reads it again
    }
    if (!all) {
      parts.history().captures().takeBack(fingerprint);
      throw new ImportException("not all of it could be stored; what was is taken back");
    }
    parts
        .history()
        .captures()
        .complete(fingerprint, about.name(), progress.packets(), progress.flows());
    audit(about, progress);
    stored.increment();
    packets.add(progress.packets());
    finish(State.STORED, progress, now.fault());
  }

  private long lost() {
    History.Status now = parts.history().status();
    return now.rejected() + now.pointsRejected();
  }

  private void audit(Upload.About about, Reading.Progress progress) {
    String detail = progress.packets() + " packets, " + progress.flows() + " flows";
    boolean _ =
        parts
            .configuration()
            .get()
            .write(
                connection -> {
                  Audit.append(
                      connection,
                      AuditEntry.change(
                          Instant.now(), about.actor(), "capture.import", about.name(), detail));
                  return true;
                });
  }

  private void finish(State state, Reading.Progress progress, String problem) {
    try {
      Upload.clear(parts.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (state == State.FAILED) {
      failed.increment();
      LOG.log(System.Logger.Level.WARNING, "import failed: " + problem);
    }
    synchronized (this) {
      upload = null;
      set(told(state, status.received(), progress, problem));
    }
  }

  /** Breaks off what is under way; a file that is whole is read after the next start. */
  @Override
  public void close() {
    closing = true;
    Thread importing = thread;
    if (importing == null) {
      return;
    }
    Reading now = reading;
    if (now != null) {
      now.end();
    }
    importing.interrupt();
    try {
      boolean _ = importing.join(CLOSES_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
