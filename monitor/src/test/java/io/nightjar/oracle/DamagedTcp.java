package io.nightjar.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A capture (pcap, raw IPv4) of TCP connections whose segments were lost before or after the
 * monitor, repeated, and reordered at random. The same seed gives the same capture.
 */
final class DamagedTcp {
  private static final int HEADER_BYTES = 40;
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  private final Random random;
  private final List<Segment> segments = new ArrayList<>();
  private int connection;
  private long micros;

  private record Segment(
      long micros,
      int connection,
      boolean fromClient,
      int flags,
      int sequence,
      int acknowledgment,
      int window,
      int payload) {}

  DamagedTcp(long seed) {
    random = new Random(seed);
  }

  /** That many connections, some of them at the same time, as a capture file. */
  byte[] connections(int count) {
    for (connection = 0; connection < count; connection++) {
      micros = connection * 100_000L;
      converse();
    }
    segments.sort(Comparator.comparingLong(Segment::micros));
    ByteBuffer file =
        ByteBuffer.allocate(24 + segments.size() * (16 + HEADER_BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
    file.putInt(65_535).putInt(101);
    segments.forEach(segment -> write(segment, file));
    return file.array();
  }

  /** Both sides send in turns; sequence numbers begin anywhere, often shortly before they wrap. */
  private void converse() {
    int[] next = {near(), near()};
    int[] windows = {65_535, 65_535};
    int rounds = 5 + random.nextInt(60);
    if (random.nextInt(5) > 0) {
      handshake(next);
    }
    for (int round = 0; round < rounds; round++) {
      int side = random.nextInt(2);
      micros += 1 + random.nextInt(random.nextInt(10) == 0 ? 500_000 : 4_000);
      windows[side] = random.nextInt(8) == 0 ? random.nextInt(3) * 500 : windows[side];
      step(side, next, windows[side]);
    }
    int last = random.nextInt(2);
    int end = random.nextInt(3) == 0 ? RST : FIN | ACK;
    send(last, end, next[last], next[1 - last], windows[last], 0);
  }

  private int near() {
    return random.nextBoolean() ? random.nextInt() : -random.nextInt(5_000);
  }

  private void handshake(int[] next) {
    int repeats = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < repeats; i++) {
      send(0, SYN, next[0] - 1, 0, 65_535, 0);
      micros += 1_000 + random.nextInt(20_000);
    }
    send(1, SYN | ACK, next[1] - 1, next[0], 65_535, 0);
    micros += 500 + random.nextInt(10_000);
    send(0, ACK, next[0], next[1], 65_535, 0);
  }

  private void step(int side, int[] next, int window) {
    int payload = random.nextInt(6) == 0 ? 1 : random.nextInt(1_400);
    int peers = next[1 - side];
    switch (random.nextInt(12)) {
      case 0 -> next[side] += payload;
      case 1 -> send(side, ACK, next[side] - 1, peers, window, random.nextInt(2));
      case 2 -> send(side, ACK, next[side] - payload, peers, window, payload);
      case 3 -> send(side, ACK, next[side], peers - random.nextInt(3_000), window, 0);
      case 4, 5, 6 -> send(side, ACK, next[side], peers, window, 0);
      default -> {
        long before = micros;
        micros += random.nextInt(8) == 0 ? random.nextInt(20_000) : 0;
        send(side, ACK, next[side], peers, window, payload);
        micros = before;
        next[side] += payload;
      }
    }
  }

  private void send(int side, int flags, int sequence, int answer, int window, int payload) {
    segments.add(
        new Segment(micros, connection, side == 0, flags, sequence, answer, window, payload));
  }

  private static void write(Segment segment, ByteBuffer file) {
    int wireBytes = HEADER_BYTES + segment.payload;
    file.putInt(1_700_000_000 + (int) (segment.micros / 1_000_000));
    file.putInt((int) (segment.micros % 1_000_000)).putInt(HEADER_BYTES).putInt(wireBytes);
    file.order(ByteOrder.BIG_ENDIAN);
    int client = 0x0a000001;
    int server = 0x0a010001;
    int clientPort = 20_000 + segment.connection;
    file.putShort((short) 0x4500).putShort((short) wireBytes).putInt(0);
    file.put((byte) 64).put((byte) 6).putShort((short) 0);
    file.putInt(segment.fromClient ? client : server).putInt(segment.fromClient ? server : client);
    file.putShort((short) (segment.fromClient ? clientPort : 80));
    file.putShort((short) (segment.fromClient ? 80 : clientPort));
    file.putInt(segment.sequence);
    file.putInt((segment.flags & ACK) == 0 ? 0 : segment.acknowledgment);
    file.put((byte) 0x50).put((byte) segment.flags).putShort((short) segment.window).putInt(0);
    file.order(ByteOrder.LITTLE_ENDIAN);
  }
}
