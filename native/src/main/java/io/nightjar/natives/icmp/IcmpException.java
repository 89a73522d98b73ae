package io.nightjar.natives.icmp;

/** An ICMP socket could not be had; the message says why, and what to do where that is known. */
public final class IcmpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message for the one who wants to probe. */
  public IcmpException(String message) {
    super(message);
  }
}
