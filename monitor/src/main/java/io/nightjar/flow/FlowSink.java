package io.nightjar.flow;

/** Where flow records go. */
public interface FlowSink {
  /**
   * Takes the record, or refuses it and counts that. Called by packet workers: a live worker must
   * not wait. Safe from several threads.
   *
   * @return whether it was taken
   */
  boolean offer(FlowRecord record);
}
