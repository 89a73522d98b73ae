package io.nightjar.host;

/** What became of an attempt to connect. */
public enum TcpOutcome {
  /** Both sides sent a SYN. */
  ESTABLISHED,
  /** The server answered with a reset. */
  REFUSED,
  /** The client's SYN had no answer. */
  UNANSWERED,
  /** The beginning was not seen. */
  UNKNOWN
}
