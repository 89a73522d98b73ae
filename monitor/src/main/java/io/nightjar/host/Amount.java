package io.nightjar.host;

/**
 * Bytes and packets each way. Bytes are frame lengths on the wire.
 *
 * @param bytesSent by what the amount is of
 * @param bytesReceived by it
 */
public record Amount(long bytesSent, long bytesReceived, long packetsSent, long packetsReceived) {
  /** Nothing. */
  public static final Amount NONE = new Amount(0, 0, 0, 0);

  /** Bytes both ways. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** Packets both ways. */
  public long packets() {
    return packetsSent + packetsReceived;
  }

  /** Of both together. */
  public Amount plus(Amount other) {
    return new Amount(
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        packetsSent + other.packetsSent,
        packetsReceived + other.packetsReceived);
  }

  /** What this is more than an earlier amount. */
  public Amount minus(Amount earlier) {
    return new Amount(
        bytesSent - earlier.bytesSent,
        bytesReceived - earlier.bytesReceived,
        packetsSent - earlier.packetsSent,
        packetsReceived - earlier.packetsReceived);
  }
}
