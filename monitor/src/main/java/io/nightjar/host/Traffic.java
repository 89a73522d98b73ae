package io.nightjar.host;

/**
 * What a host, a device, a network or an application sent and was sent, and how fast. Owned by one
 * worker; a copy is an empty one this was added to. Bytes are frame lengths on the wire; times are
 * nanoseconds since the epoch.
 */
/*
 * Seconds are counted from the first packet. When the first packet of a later second comes, the
 * second it ends goes into the averages; whoever asks does the same without keeping it.
 */
public class Traffic {
  private static final long SECOND = 1_000_000_000L;
  private static final Fading MINUTE = new Fading(60);
  private static final Fading QUARTER_HOUR = new Fading(900);

  private long firstSeenNanos;
  private long lastSeenNanos;
  private long lastSentNanos;
  private long bytesSent;
  private long bytesReceived;
  private long packetsSent;
  private long packetsReceived;
  private long secondStartNanos;
  private long bytesBeforeSecond;
  private long packetsBeforeSecond;
  private float lastSecondBytes;
  private float lastSecondPackets;
  private float minuteBytes;
  private float minutePackets;
  private float quarterHourBytes;
  private float quarterHourPackets;
  private Amount sampled = Amount.NONE;

  /** Nothing yet of what is first seen now. */
  public Traffic(long nowNanos) {
    firstSeenNanos = nowNanos;
    lastSeenNanos = nowNanos;
    secondStartNanos = nowNanos;
  }

  /** Counts a frame it sent; moments do not go back. */
  public final void sent(int bytes, long nowNanos) {
    seen(nowNanos);
    lastSentNanos = lastSeenNanos;
    bytesSent += bytes;
    packetsSent++;
  }

  /** Counts a frame it was sent. */
  public final void received(int bytes, long nowNanos) {
    seen(nowNanos);
    bytesReceived += bytes;
    packetsReceived++;
  }

  /** Counts many frames at once. */
  public final void add(Amount amount, long nowNanos) {
    seen(nowNanos);
    add(amount);
  }

  private void add(Amount amount) {
    bytesSent += amount.bytesSent();
    bytesReceived += amount.bytesReceived();
    packetsSent += amount.packetsSent();
    packetsReceived += amount.packetsReceived();
  }

  private void seen(long nowNanos) {
    if (nowNanos - secondStartNanos >= SECOND) {
      endSecond((nowNanos - secondStartNanos) / SECOND);
    }
    if (nowNanos > lastSeenNanos) {
      lastSeenNanos = nowNanos;
    }
  }

  private void endSecond(long seconds) {
    float bytes = bytes() - bytesBeforeSecond;
    float packets = packets() - packetsBeforeSecond;
    lastSecondBytes = seconds == 1 ? bytes : 0;
    lastSecondPackets = seconds == 1 ? packets : 0;
    minuteBytes = (float) MINUTE.next(minuteBytes, bytes, seconds);
    minutePackets = (float) MINUTE.next(minutePackets, packets, seconds);
    quarterHourBytes = (float) QUARTER_HOUR.next(quarterHourBytes, bytes, seconds);
    quarterHourPackets = (float) QUARTER_HOUR.next(quarterHourPackets, packets, seconds);
    secondStartNanos += seconds * SECOND;
    bytesBeforeSecond = bytes();
    packetsBeforeSecond = packets();
  }

  /** How fast it comes at this moment. */
  public final Throughput throughput(long nowNanos) {
    long seconds = Math.max(0, (nowNanos - secondStartNanos) / SECOND);
    long known = seconds + (secondStartNanos - firstSeenNanos) / SECOND;
    double bytes = bytes() - bytesBeforeSecond;
    double packets = packets() - packetsBeforeSecond;
    if (known == 0) {
      return new Throughput(even(8 * bytes), even(packets));
    }
    return new Throughput(
        new Throughput.Windows(
            8 * second(lastSecondBytes, bytes, seconds),
            8 * average(MINUTE, minuteBytes, bytes, seconds, known),
            8 * average(QUARTER_HOUR, quarterHourBytes, bytes, seconds, known)),
        new Throughput.Windows(
            second(lastSecondPackets, packets, seconds),
            average(MINUTE, minutePackets, packets, seconds, known),
            average(QUARTER_HOUR, quarterHourPackets, packets, seconds, known)));
  }

  private static Throughput.Windows even(double amount) {
    return new Throughput.Windows(amount, amount, amount);
  }

  private static double second(double last, double current, long seconds) {
    return seconds == 0 ? last : seconds == 1 ? current : 0;
  }

  /** An average over less than its window has seen less than weights of 1 in all. */
  private static double average(
      Fading fading, double average, double current, long seconds, long known) {
    double now = seconds == 0 ? average : fading.next(average, current, seconds);
    return now / (1 - fading.kept(known));
  }

  /** Adds what another worker, or another thing, saw: counts add up, times widen. */
  protected final void addTraffic(Traffic other) {
    add(other.amount());
    firstSeenNanos = Math.min(firstSeenNanos, other.firstSeenNanos);
    lastSeenNanos = Math.max(lastSeenNanos, other.lastSeenNanos);
    lastSentNanos = Math.max(lastSentNanos, other.lastSentNanos);
  }

  /** What came since the last call of this. */
  public final Amount takeUnsampled() {
    Amount now = amount();
    Amount more = now.minus(sampled);
    sampled = now;
    return more;
  }

  /** Whether something came since {@link #takeUnsampled}. */
  public final boolean hasUnsampled() {
    return packetsSent != sampled.packetsSent() || packetsReceived != sampled.packetsReceived();
  }

  /** All so far. */
  public final Amount amount() {
    return new Amount(bytesSent, bytesReceived, packetsSent, packetsReceived);
  }

  /** Bytes both ways. */
  public final long bytes() {
    return bytesSent + bytesReceived;
  }

  /** Packets both ways. */
  public final long packets() {
    return packetsSent + packetsReceived;
  }

  /** When it was first seen. */
  public final long firstSeenNanos() {
    return firstSeenNanos;
  }

  /** When it was last seen. */
  public final long lastSeenNanos() {
    return lastSeenNanos;
  }

  /** When it last sent a frame, 0 for never. */
  public final long lastSentNanos() {
    return lastSentNanos;
  }
}
