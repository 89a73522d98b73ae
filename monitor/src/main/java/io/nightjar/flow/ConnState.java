package io.nightjar.flow;

/** How a TCP connection went, in Zeek's words ({@code conn_state} of its conn log). */
public enum ConnState {
  /** Attempt seen, no answer. */
  S0,
  /** Established, not ended. */
  S1,
  /** Established, the client's end seen but no reply to it. */
  S2,
  /** Established, the server's end seen but no reply to it. */
  S3,
  /** Normal establishment and end. */
  SF,
  /** Attempt rejected. */
  REJ,
  /** Established, the client reset it. */
  RSTO,
  /** Established, the server reset it. */
  RSTR,
  /** The client sent SYN then RST, no answer of the server seen. */
  RSTOS0,
  /** The server sent SYN-ACK then RST, no SYN of the client seen. */
  RSTRH,
  /** The client sent SYN then FIN, no SYN-ACK seen. */
  SH,
  /** The server sent SYN-ACK then FIN, no SYN of the client seen. */
  SHR,
  /** No SYN seen: midstream traffic, or not TCP. */
  OTH
}
