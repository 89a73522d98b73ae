package io.nightjar.history;

import io.nightjar.history.Store.State;
import org.jspecify.annotations.Nullable;

/** What a store's own thread tells the others: the client while there is one, else why not. */
final class Readiness {
  private record Now(State state, @Nullable HistoryClient client, String problem) {}

  private volatile Now now = new Now(State.STARTING, null, "the store is starting");

  void ready(HistoryClient client) {
    now = new Now(State.READY, client, "");
  }

  void down(String problem) {
    now = new Now(State.DOWN, null, problem);
  }

  /** Why it is not ready yet, while it was never ready. */
  void notYet(String problem) {
    now = new Now(now.state() == State.STARTING ? State.STARTING : State.DOWN, null, problem);
  }

  HistoryClient client() {
    Now seen = now;
    if (seen.client() == null) {
      throw HistoryException.unavailable(seen.problem(), null);
    }
    return seen.client();
  }

  State state() {
    return now.state();
  }

  String problem() {
    return now.problem();
  }
}
