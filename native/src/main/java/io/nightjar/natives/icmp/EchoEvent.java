package io.nightjar.natives.icmp;

/** What came back for an echo request. */
public final class EchoEvent {
  /** What it is. */
  public enum Kind {
    REPLY,
    /** A router on the way counted the hop limit down to nothing. */
    TIME_EXCEEDED,
    /** Somebody on the way, or this machine, cannot deliver it. */
    UNREACHABLE
  }

  private final Kind kind;
  private final byte[] from;
  private final int sequence;
  private final long token;
  private final long waitedNanos;

  EchoEvent(Kind kind, byte[] from, int sequence, long token, long waitedNanos) {
    this.kind = kind;
    this.from = from;
    this.sequence = sequence;
    this.token = token;
    this.waitedNanos = waitedNanos;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Who sent it, 4 or 16 bytes. */
  public byte[] from() {
    return from.clone();
  }

  /** Of the request. */
  public int sequence() {
    return sequence;
  }

  /** Of the request; 0 in what is no reply. */
  public long token() {
    return token;
  }

  /** How long it lay in the kernel before it was read. */
  public long waitedNanos() {
    return waitedNanos;
  }
}
