package io.nightjar.natives.pcap;

/** libpcap refused something; the message says what, why, and what to do where that is known. */
public final class PcapException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message for the one who started the capture. */
  public PcapException(String message) {
    super(message);
  }
}
