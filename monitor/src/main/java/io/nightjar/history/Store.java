package io.nightjar.history;

import io.nightjar.lifecycle.Component;

/** A ClickHouse server that history is kept on: a private one, or one that was named. */
interface Store extends Component {
  /** Whether it can be asked. */
  enum State {
    /** Not yet. */
    STARTING,
    /** Yes. */
    READY,
    /** No longer; it is being restarted or waited for. */
    DOWN
  }

  /**
   * The way to ask it, its tables made.
   *
   * @throws HistoryException when it cannot be asked now
   */
  HistoryClient client();

  State state();

  /** Why it is not ready, in a sentence; empty when it is. */
  String problem();
}
