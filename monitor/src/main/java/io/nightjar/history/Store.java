package io.nightjar.history;

import io.nightjar.lifecycle.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ClickHouse server that history is kept on: a private one, or one that was named. */
abstract class Store implements Component {
  /** Whether it can be asked. */
  enum State {
    /** Not yet. */
    STARTING,
    /** Yes. */
    READY,
    /** No longer; it is being restarted or waited for. */
    DOWN
  }

  private record Now(State state, @Nullable HistoryClient client, String problem) {}

  private static final String UNDER_WAY = "the store is starting";

  private volatile Now now = new Now(State.STARTING, null, UNDER_WAY);

  /** It can be asked this way. */
  final void ready(HistoryClient client) {
    now = new Now(State.READY, client, "");
  }

  /** It cannot be asked: not yet, or, where it once could, not now. */
  final void away(String problem) {
    now = new Now(now.state() == State.STARTING ? State.STARTING : State.DOWN, null, problem);
  }

  /** It will not be asked any more. */
  final void closed() {
    now = new Now(State.DOWN, null, "the store is closed");
  }

  /**
   * The way to ask it, its tables made.
   *
   * @throws HistoryException when it cannot be asked now
   */
  final HistoryClient client() {
    Now seen = now;
    if (seen.client() == null) {
      throw HistoryException.unavailable(
          isInTrouble()
              ? "history cannot be asked now, get_system_health says why"
              : seen.problem(),
          null);
    }
    return seen.client();
  }

  final State state() {
    return now.state();
  }

  /** Why it is not ready, in a sentence; empty when it is. */
  final String problem() {
    return now.problem();
  }

  /** Whether something keeps it from being ready, beside that it takes its time. */
  final boolean isInTrouble() {
    return now.state() != State.READY && !now.problem().equals(UNDER_WAY);
  }

  /** What broke on its disk and was lost, a sentence each, as far as it can be known. */
  List<String> losses() {
    return List.of();
  }
}
