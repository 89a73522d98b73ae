package io.nightjar.host;

/**
 * A row of a {@link Tally} of traffic: bytes and packets each way, and flows.
 *
 * @param amount each way
 * @param flows that began
 */
public record Usage(Amount amount, long flows) {
  /** Numbers in a row. */
  static final int WIDTH = 5;

  /** The row's numbers as a usage. */
  public static Usage of(long[] row) {
    return new Usage(new Amount(row[0], row[1], row[2], row[3]), row[4]);
  }

  static void add(Tally<String> tally, String key, Amount amount, int flows) {
    int row = tally.row(key);
    tally.add(row, 0, amount.bytesSent());
    tally.add(row, 1, amount.bytesReceived());
    tally.add(row, 2, amount.packetsSent());
    tally.add(row, 3, amount.packetsReceived());
    tally.add(row, 4, flows);
  }
}
