package io.nightjar.natives.packetring;

/** A ring could not be had, or broke; the message says why, and what to do where that is known. */
public final class PacketRingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What can be done about it. */
  public enum Reason {
    /** There is no such interface now, or it is down: try again later. */
    NO_INTERFACE,
    /** The process has no right to capture. */
    NO_RIGHT,
    /** The kernel or this kind of interface has no such ring: capture another way. */
    NO_RING,
    /** Anything else. */
    REFUSED
  }

  private final Reason reason;

  /** With a message for the one who started the capture. */
  public PacketRingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What can be done about it. */
  public Reason reason() {
    return reason;
  }
}
