package io.nightjar.account;

import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Writes calls into the audit. Calls that only read wait in a bounded queue for one thread, which
 * writes them in batches; calls that change something are written at once.
 */
public final class AuditLog implements Component, CallAudit {
  /** Which calls that only read are written down. */
  public enum Reads {
    ALL,
    /** Those that were not answered. */
    ERRORS,
    NONE
  }

  /**
   * What is kept.
   *
   * @param maxBytes what rows may take before calls that only read are left out
   * @param queueLength calls that may wait to be written
   */
  public record Config(Reads reads, long maxBytes, int queueLength) {
    /** Where nobody says otherwise. */
    public static final long MAX_BYTES = 1L << 30;

    private static final int QUEUE_LENGTH = 4_096;

    /** The usual queue. */
    public static Config of(Reads reads, long maxBytes) {
      return new Config(reads, maxBytes, QUEUE_LENGTH);
    }
  }

  /**
   * How writing goes.
   *
   * @param written rows since the start
   * @param refused calls left out because the queue was full
   * @param leftOut calls left out because the audit is as large as it may get
   * @param problem why rows wait or are left out, fit to be shown; empty when they are not
   */
  public record Status(
      int queueLength,
      int queueCapacity,
      long written,
      long refused,
      long leftOut,
      long bytes,
      Optional<String> problem) {}

  private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());
  private static final int BATCH = 1_000;
  private static final Duration GATHER = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration TELL_EVERY = Duration.ofHours(1);

  private final Accounts accounts;
  private final Config config;
  private final BlockingQueue<AuditEntry> waiting;
  private final Thread writer;
  private final Counter written;
  private final Counter refused;
  private final Counter leftOut;
  private long toldNanos;
  private volatile long bytes;
  private volatile boolean full;
  private volatile boolean closing;
  private volatile Optional<String> failure = Optional.empty();

  /** A log of the audit of these accounts, which are started before and closed after it. */
  public AuditLog(Accounts accounts, Config config, Telemetry telemetry) {
    this.accounts = accounts;
    this.config = config;
    waiting = new ArrayBlockingQueue<>(config.queueLength());
    writer = Thread.ofPlatform().daemon().name("audit-writer").unstarted(this::run);
    written = telemetry.counter("nightjar_audit_rows_total", "Calls written into the audit");
    refused =
        telemetry.counter(
            "nightjar_audit_refused_total", "Calls left out of the audit, its queue was full");
    leftOut =
        telemetry.counter(
            "nightjar_audit_left_out_total",
            "Calls left out of the audit, it was as large as it may get");
    watch(telemetry, "nightjar_audit_queue_length", "Calls waiting to be written", waiting::size);
    watch(telemetry, "nightjar_audit_bytes", "What rows of the audit take, about", () -> bytes);
  }

  private static void watch(
      Telemetry telemetry, String name, String help, java.util.function.LongSupplier value) {
    telemetry.watch(
        name, help, Telemetry.Kind.GAUGE, new TreeMap<>(), () -> (double) value.getAsLong());
  }

  @Override
  public void start() {
    AuditState state = accounts.trail().state();
    look(state);
    tell(state);
    writer.start();
  }

  /** Who keeps this line elsewhere can tell later whether rows were cut off. */
  private void tell(AuditState state) {
    toldNanos = System.nanoTime();
    LOG.log(
        System.Logger.Level.INFO, "audit ends at {0}:{1}", state.headId() + "", state.headHash());
  }

  @Override
  public void note(AuditEntry entry) {
    boolean wanted =
        switch (config.reads()) {
          case ALL -> true;
          case ERRORS -> !entry.result().outcome().equals(AuditEntry.ANSWERED);
          case NONE -> false;
        };
    if (wanted) {
      queue(entry);
    }
  }

  private void queue(AuditEntry entry) {
    if (!waiting.offer(entry)) {
      refused.increment();
    }
  }

  @Override
  public boolean record(AuditEntry entry) {
    try {
      look(accounts.database().write(connection -> Audit.append(connection, List.of(entry))));
      written.increment();
      failure = Optional.empty();
      return true;
    } catch (AccountException e) {
      failed(e);
      queue(entry);
      return false;
    }
  }

  /** How writing goes. */
  public Status status() {
    return new Status(
        waiting.size(),
        config.queueLength(),
        written.value(),
        refused.value(),
        leftOut.value(),
        bytes,
        problem());
  }

  private Optional<String> problem() {
    if (failure.isPresent()) {
      return Optional.of("the audit is not written, and nothing can be changed: " + failure.get());
    }
    if (full) {
      return Optional.of(
          "the audit takes "
              + bytes
              + " bytes, as much as --audit-size allows: calls that only read are left out until"
              + " nightjar audit archive makes room");
    }
    return refused.value() == 0
        ? Optional.empty()
        : Optional.of(refused.value() + " calls are not in the audit: its queue was full");
  }

  private void run() {
    List<AuditEntry> batch = new ArrayList<>();
    try {
      while (!closing) {
        batch.add(waiting.take());
        Thread.sleep(GATHER);
        waiting.drainTo(batch, BATCH - batch.size());
        while (!isWritten(batch)) {
          Thread.sleep(RETRY);
        }
        batch.clear();
        if (System.nanoTime() - toldNanos > TELL_EVERY.toNanos()) {
          tell(accounts.trail().state());
        }
      }
    } catch (InterruptedException _) {
      // The end: what waits is written below.
    }
    rest(batch);
  }

  /** What waits at the end; what cannot be written then is lost, and said. */
  private void rest(List<AuditEntry> batch) {
    waiting.drainTo(batch);
    if (!batch.isEmpty() && !isWritten(batch)) {
      LOG.log(System.Logger.Level.WARNING, "{0} calls are not in the audit", batch.size());
    }
  }

  private boolean isWritten(List<AuditEntry> batch) {
    try {
      long rows = accounts.database().write(connection -> append(connection, batch));
      written.add(rows);
      failure = Optional.empty();
      return true;
    } catch (AccountException e) {
      failed(e);
      return false;
    }
  }

  private long append(java.sql.Connection connection, List<AuditEntry> batch)
      throws java.sql.SQLException {
    AuditState state = AuditState.read(connection);
    boolean room = state.bytes() < config.maxBytes();
    if (room && !batch.isEmpty()) {
      state = Audit.append(connection, batch);
    }
    look(state);
    if (!room) {
      leftOut.add(batch.size());
    }
    return room ? batch.size() : 0;
  }

  private void look(AuditState state) {
    bytes = state.bytes();
    full = bytes >= config.maxBytes();
  }

  /** Says it once, not for every call. */
  private void failed(AccountException e) {
    String message = String.valueOf(e.getMessage());
    if (!failure.equals(Optional.of(message))) {
      LOG.log(System.Logger.Level.WARNING, "the audit is not written: {0}", message);
    }
    failure = Optional.of(message);
  }

  /** Writes what waits. */
  @Override
  public void close() {
    closing = true;
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
