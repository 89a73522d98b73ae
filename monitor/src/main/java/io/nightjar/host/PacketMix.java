package io.nightjar.host;

import java.util.List;

/**
 * How large packets are, and what service they ask of the network, both ways. 112 bytes, and 528
 * more once a packet asks for more than best effort. Owned by one worker.
 */
public final class PacketMix {
  /** What each size class is, in frame bytes. */
  public static final List<String> SIZES =
      List.of(
          "<=64", "<=128", "<=256", "<=512", "<=1024", "<=1518", "<=2500", "<=6500", "<=9000",
          ">9000");

  private static final int DSCP_VALUES = 64;
  private static final long[] NONE = {};

  private final long[] sizes = new long[SIZES.size()];
  private long[] dscp = NONE;

  /** The size class of a frame, an index of {@link #SIZES}. */
  public static int sizeClass(int bytes) {
    if (bytes <= 1024) {
      return bytes <= 64 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1) - 6;
    }
    if (bytes <= 1518) {
      return 5;
    }
    if (bytes <= 2500) {
      return 6;
    }
    return bytes <= 6500 ? 7 : bytes <= 9000 ? 8 : 9;
  }

  /**
   * Counts a packet.
   *
   * @param differentiated its DSCP, 0 to 63 (RFC 2474)
   */
  public void count(int sizeClass, int differentiated) {
    sizes[sizeClass]++;
    if (differentiated != 0) {
      if (dscp.length == 0) {
        dscp = new long[DSCP_VALUES];
      }
      dscp[differentiated]++;
    }
  }

  /** Adds another one. */
  public void addAll(PacketMix other) {
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] += other.sizes[i];
    }
    if (other.dscp.length > 0) {
      dscp = dscp.length == 0 ? new long[DSCP_VALUES] : dscp;
      for (int i = 0; i < DSCP_VALUES; i++) {
        dscp[i] += other.dscp[i];
      }
    }
  }

  /** Packets of a size class. */
  public long ofSize(int sizeClass) {
    return sizes[sizeClass];
  }

  /** Packets with this DSCP, which is not 0. */
  public long ofDscp(int differentiated) {
    return dscp.length == 0 ? 0 : dscp[differentiated];
  }
}
