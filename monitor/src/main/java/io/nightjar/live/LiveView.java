package io.nightjar.live;

import java.util.List;
import java.util.function.Function;

/** The live state of all workers, asked by message: an answer holds copies only. */
public interface LiveView {
  /**
   * Runs the question on every worker's thread, for each of its interfaces, and waits.
   *
   * @param question must copy what it returns, and not block
   * @throws LiveUnavailableException when a worker does not answer in time
   */
  <R> List<R> ask(Function<InterfaceState, R> question);
}
