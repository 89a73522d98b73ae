package io.nightjar.account;

/** What a caller may do; each role may do all that the ones before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Reads and writes what alerts and probes do. */
  ANALYST,
  /** Also users, tokens, settings. */
  ADMIN
}
