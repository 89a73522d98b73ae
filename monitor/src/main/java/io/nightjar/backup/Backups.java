package io.nightjar.backup;

import io.nightjar.account.Audit;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.Database;
import io.nightjar.history.Extent;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.history.Tables;
import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes backups of a running monitor, one at a time, on a thread of its own. */
public final class Backups implements Component {
  /**
   * How the last backup went.
   *
   * @param problem why there is none of this name; empty when there is, or will be
   */
  public record Attempt(String name, boolean running, String problem) {}

  private static final System.Logger LOG = System.getLogger(Backups.class.getName());

  /** What the system, the engine and SQLite say of a full disk. */
  private static final Pattern FULL =
      Pattern.compile("No space left on device|NOT_ENOUGH_SPACE|disk is full");

  private static final Duration INCLUDING_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(2);

  /** Stays free on the disk. */
  private static final long RESERVE_BYTES = 256L << 20;

  private final BackupFolder folder;
  private final String program;
  private final History history;
  private final Supplier<Database> configuration;
  private final ToLongFunction<Path> freeBytes;
  private final Counter made;
  private final Counter failed;
  private final AtomicReference<Attempt> last = new AtomicReference<>(new Attempt("", false, ""));
  private volatile Optional<Instant> newest = Optional.empty();
  private volatile @Nullable Thread thread;

  /**
   * Backups of these parts.
   *
   * @param program Nightjar's version
   * @param freeBytes what is left on the disk of a folder
   */
  public Backups(
      BackupFolder folder,
      String program,
      History history,
      Supplier<Database> configuration,
      ToLongFunction<Path> freeBytes,
      Telemetry telemetry) {
    this.folder = folder;
    this.program = program;
    this.history = history;
    this.configuration = configuration;
    this.freeBytes = freeBytes;
    made = telemetry.counter("nightjar_backups_total", "Backups made");
    failed = telemetry.counter("nightjar_backup_failures_total", "Backups that failed");
    telemetry.watch(
        "nightjar_backup_last_time_seconds",
        "The moment the newest backup shows, since 1970; 0 when there is none",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> newest.map(Instant::getEpochSecond).orElse(0L));
  }

  /** Looks for what is there; what broke off is removed. */
  @Override
  public void start() {
    folder.removeUnfinished();
    newest = folder.newest();
  }

  /** The folder they are in. */
  public BackupFolder folder() {
    return folder;
  }

  /** The moment the newest backup shows. */
  public Optional<Instant> newest() {
    return newest;
  }

  /** How the last one of this run went. */
  public Attempt last() {
    return last.get();
  }

  /**
   * Begins a backup; {@link #last} tells how it goes.
   *
   * @param actor who asked for it
   * @throws BackupException when the name is taken or none, or another backup is being made
   */
  public void begin(String actor, String name) {
    BackupFolder.check(name);
    Attempt before = last.get();
    if (before.running() || !last.compareAndSet(before, new Attempt(name, true, ""))) {
      throw new BackupException("the backup " + last.get().name() + " is being made: wait for it");
    }
    if (Files.exists(folder.of(name))) {
      last.set(before);
      throw new BackupException("there is a backup " + name + " already: choose another name");
    }
    thread = Thread.ofPlatform().name("backup").start(() -> make(actor, name));
  }

  private void make(String actor, String name) {
    try {
      Manifest manifest = write(actor, name);
      newest = Optional.of(manifest.time());
      made.increment();
      LOG.log(
          System.Logger.Level.INFO,
          "backup %s: %d flows, %d bytes".formatted(name, manifest.flows(), manifest.bytes()));
      last.set(new Attempt(name, false, ""));
    } catch (InterruptedException _) {
      fail(name, "the monitor ended");
    } catch (IOException | RuntimeException e) {
      fail(name, why(name, e));
    }
  }

  private String why(String name, Exception e) {
    if (FULL.matcher(String.valueOf(e.getMessage())).find()) {
      return "the disk of " + folder.path() + " is full";
    }
    if (e instanceof BackupException || e instanceof HistoryException) {
      return String.valueOf(e.getMessage());
    }
    LOG.log(System.Logger.Level.ERROR, "backup " + name, e);
    return "it could not be written to " + folder.path() + ": the log has the detail";
  }

  private void fail(String name, String why) {
    folder.removeUnfinished();
    failed.increment();
    LOG.log(System.Logger.Level.WARNING, "backup " + name + " failed: " + why);
    last.set(new Attempt(name, false, why));
  }

  private Manifest write(String actor, String name) throws IOException, InterruptedException {
    history.refuseForeignStore();
    refuseFullDisk();
    Path unfinished = folder.begin(name);
    Instant time = Instant.now();
    Map<String, Extent> extents =
        history.backUp(unfinished.resolve(BackupFolder.HISTORY), INCLUDING_WITHIN);
    configuration.get().copyTo(unfinished.resolve(BackupFolder.CONFIGURATION));
    Manifest manifest =
        new Manifest(
            time,
            program,
            Tables.VERSION,
            Database.VERSION,
            tables(extents),
            CheckedFile.of(unfinished));
    manifest.write(unfinished);
    folder.finish(name);
    audit(actor, name, manifest);
    return manifest;
  }

  private void refuseFullDisk() throws IOException {
    long needed =
        history.extents().values().stream()
            .mapToLong(each -> each.bytes() == null ? 0 : each.bytes())
            .sum();
    long free = freeBytes.applyAsLong(folder.make());
    if (free < needed + RESERVE_BYTES) {
      throw new BackupException(
          "%s has %d bytes free, a backup needs %d and %d stay free: remove old backups, or name another disk with run --backups DIR"
              .formatted(folder.path(), free, needed, RESERVE_BYTES));
    }
  }

  private static Map<String, Manifest.Table> tables(Map<String, Extent> extents) {
    Map<String, Manifest.Table> tables = new TreeMap<>();
    extents.forEach(
        (name, extent) -> {
          if (extent.rows() != null && extent.bytes() != null) {
            tables.put(name, new Manifest.Table(extent.rows(), extent.bytes()));
          }
        });
    return tables;
  }

  private void audit(String actor, String name, Manifest manifest) {
    String detail = manifest.flows() + " flows, " + manifest.bytes() + " bytes";
    boolean _ =
        configuration
            .get()
            .write(
                connection -> {
                  Audit.append(
                      connection,
                      AuditEntry.change(Instant.now(), actor, "backup.create", name, detail));
                  return true;
                });
  }

  /** Breaks off what is being made. */
  @Override
  public void close() {
    Thread making = thread;
    if (making == null) {
      return;
    }
    making.interrupt();
    try {
      boolean _ = making.join(CLOSES_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
