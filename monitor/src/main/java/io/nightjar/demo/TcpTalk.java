package io.nightjar.demo;

/** A TCP connection from its handshake to its end, both sides seen. */
final class TcpTalk {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final byte[] NOTHING = {};

  /** What a network card that puts segments together hands over at once. */
  private static final int MOST_SEGMENT_BYTES = 60_000;

  private final Minute minute;
  private final End client;
  private final End server;
  private final long stepMicros;
  private long now;
  private int clientSequence;
  private int serverSequence;

  /**
   * Opens one.
   *
   * @param rttMicros from here to the server and back
   */
  TcpTalk(Minute minute, double second, End client, End server, long rttMicros) {
    this.minute = minute;
    this.client = client;
    this.server = server;
    stepMicros = rttMicros / 2 + 50;
    now = minute.at(second);
    clientSequence = minute.random().nextInt();
    serverSequence = minute.random().nextInt();
    segment(true, SYN, NOTHING, 0);
    clientSequence++;
    segment(false, SYN | ACK, NOTHING, 0);
    serverSequence++;
    segment(true, ACK, NOTHING, 0);
  }

  TcpTalk ask(byte[] payload) {
    segment(true, PSH | ACK, payload, payload.length);
    return this;
  }

  TcpTalk answer(byte[] payload) {
    segment(false, PSH | ACK, payload, payload.length);
    return this;
  }

  /**
   * Moves so many bytes, every segment beginning like a TLS record or not, over so many seconds.
   */
  TcpTalk move(boolean up, long bytes, byte[] start, double seconds) {
    long segments = Math.max(1, (bytes + MOST_SEGMENT_BYTES - 1) / MOST_SEGMENT_BYTES);
    long pause = (long) (seconds * 1_000_000 / segments);
    long left = bytes;
    for (long i = 0; i < segments; i++) {
      int length = (int) Math.min(MOST_SEGMENT_BYTES, left);
      long before = now;
      segment(up, PSH | ACK, length < start.length ? NOTHING : start, length);
      segment(!up, ACK, NOTHING, 0);
      left -= length;
      now = Math.max(now, before + pause);
    }
    return this;
  }

  TcpTalk pause(double seconds) {
    now += (long) (seconds * 1_000_000);
    return this;
  }

  void close() {
    segment(true, FIN | ACK, NOTHING, 0);
    clientSequence++;
    segment(false, FIN | ACK, NOTHING, 0);
    serverSequence++;
    segment(true, ACK, NOTHING, 0);
  }

  private void segment(boolean fromClient, int flags, byte[] payload, int bytes) {
    int acknowledgment = (flags & ACK) == 0 ? 0 : fromClient ? serverSequence : clientSequence;
    minute.add(
        Frame.tcp(
            now,
            fromClient ? client : server,
            fromClient ? server : client,
            fromClient ? clientSequence : serverSequence,
            acknowledgment,
            flags,
            payload,
            bytes));
    if (fromClient) {
      clientSequence += bytes;
    } else {
      serverSequence += bytes;
    }
    now += stepMicros;
  }
}
