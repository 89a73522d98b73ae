package io.nightjar.flow;

/** Bits of the TCP flags byte (RFC 9293 section 3.1). */
public final class TcpFlags {
  /** No more data from the sender. */
  public static final int FIN = 0x01;

  /** Synchronise sequence numbers. */
  public static final int SYN = 0x02;

  /** Reset the connection. */
  public static final int RST = 0x04;

  /** Push function. */
  public static final int PSH = 0x08;

  /** The acknowledgment field is significant. */
  public static final int ACK = 0x10;

  /** The flags that open or end a connection. */
  static final int CONTROL = FIN | SYN | RST;

  private static final String LETTERS = "FSRPAUEC";

  private TcpFlags() {}

  /** The letters of the flags set, lowest bit first ({@code FSRPAUEC}). */
  public static String text(int flags) {
    StringBuilder text = new StringBuilder(8);
    for (int bit = 0; bit < 8; bit++) {
      if ((flags >>> bit & 1) != 0) {
        text.append(LETTERS.charAt(bit));
      }
    }
    return text.toString();
  }
}
