package io.nightjar.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which capture files were read into this history, so that none counts twice: a file read to its
 * end is not read again, and what a broken-off reading left is removed before the next.
 */
public final class CaptureJournal {
  private static final Limits LIMITS = new Limits(10, Duration.ofSeconds(30), 300_000_000);

  /** What is known of a capture file. */
  public enum State {
    /** Never seen. */
    UNKNOWN,
    /** A reading began and did not end. */
    UNFINISHED,
    /** All of it is in. */
    COMPLETE
  }

  private static final Duration LONGEST_REPLAY = Duration.ofMinutes(2);

  private final Store store;
  private final Outbox outbox;

  CaptureJournal(Store store, Outbox outbox) {
    this.store = store;
    this.outbox = outbox;
  }

  /** What is known of the file with this fingerprint. */
  public State state(String fingerprint) {
    Rows rows =
        store
            .client()
            .select(
                "SELECT countIf(state = 'complete'), count() FROM captures"
                    + " WHERE fingerprint = {fingerprint:String}",
                Map.of("fingerprint", fingerprint),
                LIMITS);
    List<@Nullable Object> counts = rows.values().getFirst();
    if (!Long.valueOf(0).equals(counts.getFirst())) {
      return State.COMPLETE;
    }
    return Long.valueOf(0).equals(counts.getLast()) ? State.UNKNOWN : State.UNFINISHED;
  }

  /**
   * Begins a reading; rows of an earlier one that did not end are removed first, once those of them
   * that wait on disk have reached the store.
   *
   * @param name the file's, for people
   */
  public void begin(String fingerprint, String name) {
    if (state(fingerprint) == State.UNFINISHED) {
      takeBack(fingerprint);
    }
    note(fingerprint, name, "reading", 0, 0);
  }

  /** Removes what a reading that broke off left. */
  public void takeBack(String fingerprint) {
    awaitOutbox();
    store.client().forget(fingerprint);
  }

  private void awaitOutbox() {
    try {
      if (!outbox.awaitSettled(LONGEST_REPLAY)) {
        throw HistoryException.unavailable("rows of the last run still wait on disk", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HistoryException.unavailable("interrupted", e);
    }
  }

  /** Notes that all of the file is in; call it after {@link History#flush}. */
  public void complete(String fingerprint, String name, long packets, long flows) {
    note(fingerprint, name, "complete", packets, flows);
  }

  private void note(String fingerprint, String name, String state, long packets, long flows) {
    store
        .client()
        .execute(
            "INSERT INTO captures (fingerprint, name, state, at, packets, flows) SELECT"
                + " {fingerprint:String}, {name:String}, {state:String}, now64(3),"
                + " {packets:UInt64}, {flows:UInt64}",
            Map.of(
                "fingerprint",
                fingerprint,
                "name",
                name,
                "state",
                state,
                "packets",
                packets,
                "flows",
                flows));
  }
}
