package io.nightjar.live;

/** How a source of packets is doing; of two workers, the later constant tells. */
public enum SourceState {
  /** Read to its end. */
  DONE,
  /** Not begun. */
  WAITING,
  /** Being read. */
  RUNNING,
  /** Ended by a fault, or a live interface that is down or gone; what was read stays. */
  FAILED
}
