package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an IEEE 802.11 MAC header (IEEE 802.11-2020 clause 9.2.4) in place.
 *
 * <pre>
 *   0               2          4        10       16       22         24
 *   +---------------+----------+--------+--------+--------+----------+-----------
 *   | frame control | duration | addr 1 | addr 2 | addr 3 | sequence | addr 4 ...
 *   +---------------+----------+--------+--------+--------+----------+-----------
 * </pre>
 *
 * Frame control is one byte of version (2 low bits), type (2) and subtype (4), and one of flags.
 */
public final class Ieee80211Header {
  /** Length in bytes up to and with the sequence control. */
  public static final int BYTES = 24;

  public static final int MANAGEMENT = 0;
  public static final int CONTROL = 1;
  public static final int DATA = 2;

  private static final int TO_DISTRIBUTION = 0x0100;
  private static final int FROM_DISTRIBUTION = 0x0200;
  private static final int PROTECTED = 0x4000;
  private static final int ORDER = 0x8000;
  private static final int ADDRESS_1 = 4;
  private static final int ADDRESS_2 = 10;
  private static final int ADDRESS_3 = 16;
  private static final int ADDRESS_4 = 24;

  private Ieee80211Header() {}

  /** Frame control: type in the low byte, flags in the high one. */
  public static int control(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at) | NetworkOrder.u8(bytes, at + 1) << 8;
  }

  /** Management, control, data, or 3 (extension). */
  public static int type(int control) {
    return control >>> 2 & 3;
  }

  /** The version; only 0 is in use. */
  public static int version(int control) {
    return control & 3;
  }

  /** For data frames: whether there is no data. */
  public static boolean isNull(int control) {
    return (control & 0x40) != 0;
  }

  /** For data frames: whether a quality-of-service field is there. */
  public static boolean isQos(int control) {
    return (control & 0x80) != 0;
  }

  /** Whether the body is encrypted. */
  public static boolean isProtected(int control) {
    return (control & PROTECTED) != 0;
  }

  /** For data frames: length of the whole header in bytes. */
  public static int dataHeaderBytes(int control) {
    boolean qos = isQos(control);
    return BYTES
        + (hasFourthAddress(control) ? 6 : 0)
        + (qos ? 2 : 0)
        + (qos && (control & ORDER) != 0 ? 4 : 0);
  }

  /** For data frames: whether the body is several frames in one (A-MSDU). */
  public static boolean isAggregate(int control, MemorySegment bytes, long at) {
    long qos = at + BYTES + (hasFourthAddress(control) ? 6 : 0);
    return isQos(control) && (NetworkOrder.u8(bytes, qos) & 0x80) != 0;
  }

  private static boolean hasFourthAddress(int control) {
    int both = TO_DISTRIBUTION | FROM_DISTRIBUTION;
    return (control & both) == both;
  }

  /** For data frames: the MAC address it goes to in the end. */
  public static long destination(int control, MemorySegment bytes, long at) {
    boolean toDistribution = (control & TO_DISTRIBUTION) != 0;
    return NetworkOrder.u48(bytes, at + (toDistribution ? ADDRESS_3 : ADDRESS_1));
  }

  /** For data frames whose header is whole: the MAC address it first came from. */
  public static long source(int control, MemorySegment bytes, long at) {
    int address =
        switch (control & (TO_DISTRIBUTION | FROM_DISTRIBUTION)) {
          case FROM_DISTRIBUTION -> ADDRESS_3;
          case TO_DISTRIBUTION | FROM_DISTRIBUTION -> ADDRESS_4;
          default -> ADDRESS_2;
        };
    return NetworkOrder.u48(bytes, at + address);
  }
}
