package io.nightjar.lifecycle;

/**
 * A part of the monitor with a start and an end. A constructor starts nothing; parts are started in
 * the order of their dependencies and closed in reverse.
 */
public interface Component extends AutoCloseable {
  /** Starts the part; called once. */
  void start();

  /** Ends the part and waits for its threads; called once, and never before {@link #start}. */
  @Override
  void close();
}
