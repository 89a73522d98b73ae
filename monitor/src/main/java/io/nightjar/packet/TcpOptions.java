package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads the options of a TCP header (RFC 9293 section 3.1) in place.
 *
 * <pre>
 *   +--------+   +--------+--------+----------------+
 *   | 0 or 1 |   |  kind  | length |      value     |   length counts kind and length too
 *   +--------+   +--------+--------+----------------+
 * </pre>
 */
public final class TcpOptions {
  /** Largest shift RFC 7323 section 2.3 allows. */
  public static final int MAX_WINDOW_SHIFT = 14;

  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int WINDOW_SCALE = 3;
  private static final int WINDOW_SCALE_BYTES = 3;

  private TcpOptions() {}

  /**
   * The shift a SYN offers for the windows of later segments (RFC 7323 section 2.2): 0 to 14, or -1
   * where it offers none.
   *
   * @param at where the options begin
   * @param end where they, or the captured bytes, end
   */
  public static int windowShift(MemorySegment bytes, long at, long end) {
    long option = at;
    while (option < end) {
      int kind = NetworkOrder.u8(bytes, option);
      if (kind == NO_OPERATION) {
        option++;
        continue;
      }
      int length = kind == END || option + 1 >= end ? 0 : NetworkOrder.u8(bytes, option + 1);
      if (length < 2 || option + length > end) {
        return -1;
      }
      if (kind == WINDOW_SCALE && length == WINDOW_SCALE_BYTES) {
        return Math.min(NetworkOrder.u8(bytes, option + 2), MAX_WINDOW_SHIFT);
      }
      option += length;
    }
    return -1;
  }
}
