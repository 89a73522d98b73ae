package io.nightjar.capture;

import io.nightjar.packet.LinkType;
import java.lang.foreign.MemorySegment;

/**
 * An interface of a pcapng section: what its frames begin with and how it counts time.
 *
 * @param link what its frames begin with
 * @param snapBytes the most bytes captured of a frame
 * @param resolution the option if_tsresol: n for units of 10^-n seconds, 128 + n for 2^-n
 * @param offsetSeconds the option if_tsoffset: seconds to add
 */
record PcapngInterface(LinkType link, long snapBytes, int resolution, long offsetSeconds) {
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int MICROSECONDS = 6;
  private static final int NANOSECONDS = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Reads the body of an interface description block; options that lie are left out. */
  static PcapngInterface read(MemorySegment bytes, long at, long end, FileOrder order) {
    LinkType link = LinkType.of(order.u16(bytes, at));
    long snapBytes = order.u32(bytes, at + 4);
    int resolution = MICROSECONDS;
    long offsetSeconds = 0;
    long option = at + 8;
    while (end - option >= 4) {
      int code = order.u16(bytes, option);
      int length = order.u16(bytes, option + 2);
      long value = option + 4;
      if (code == 0 || length > end - value) {
        break;
      }
      if (code == IF_TSRESOL && length == 1) {
        resolution = order.u8(bytes, value);
      } else if (code == IF_TSOFFSET && length == 8) {
        offsetSeconds = order.i64(bytes, value);
      }
      option = value + (length + 3 & ~3);
    }
    long most = snapBytes == 0 ? Long.MAX_VALUE : snapBytes;
    return new PcapngInterface(link, most, resolution, offsetSeconds);
  }

  /** Nanoseconds since 1970 UTC of a time stamp, which is unsigned; capped where they overflow. */
  long nanos(long stamp) {
    int power = resolution & 0x7f;
    long nanos = (resolution & 0x80) == 0 ? decimal(stamp, power) : binary(stamp, power);
    return offsetSeconds == 0 ? nanos : shifted(nanos);
  }

  private static long decimal(long stamp, int power) {
    long nanos = stamp;
    for (int n = power; n < NANOSECONDS; n++) {
      nanos = tenfold(nanos);
    }
    for (int n = NANOSECONDS; n < power && nanos != 0; n++) {
      nanos = Long.divideUnsigned(nanos, 10);
    }
    return nanos < 0 ? Long.MAX_VALUE : nanos;
  }

  private static long tenfold(long value) {
    return Math.unsignedMultiplyHigh(value, 10) != 0 ? -1 : value * 10;
  }

  private static long binary(long stamp, int power) {
    if (power == 0) {
      return decimal(stamp, 0);
    }
    if (power >= Long.SIZE) {
      return power >= 2 * Long.SIZE
          ? 0
          : Math.unsignedMultiplyHigh(stamp, NANOS_PER_SECOND) >>> (power - Long.SIZE);
    }
    long high = Math.unsignedMultiplyHigh(stamp, NANOS_PER_SECOND);
    long low = stamp * NANOS_PER_SECOND;
    if (high >>> power != 0) {
      return Long.MAX_VALUE;
    }
    long nanos = high << (Long.SIZE - power) | low >>> power;
    return nanos < 0 ? Long.MAX_VALUE : nanos;
  }

  private long shifted(long nanos) {
    boolean sane = Math.abs(offsetSeconds) < Long.MAX_VALUE / NANOS_PER_SECOND;
    long sum = sane ? nanos + offsetSeconds * NANOS_PER_SECOND : -1;
    return sum < 0 ? nanos : sum;
  }
}
