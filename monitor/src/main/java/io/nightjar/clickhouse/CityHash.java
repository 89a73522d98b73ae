package io.nightjar.clickhouse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash128 in its version 1.0.2, which guards ClickHouse's compressed blocks: later versions
 * give other numbers. Of at least 8 bytes.
 */
final class CityHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MIX = 0x9ddfea08eb382d69L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** 128 bits; {@code low} is written first. */
  record Hash(long low, long high) {}

  private final byte[] bytes;

  private CityHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of {@code length} bytes from {@code from}. */
  static Hash of(byte[] bytes, int from, int length) {
    CityHash city = new CityHash(bytes);
    if (length >= 16) {
      return city.seeded(from + 16, length - 16, city.at(from) ^ K3, city.at(from + 8));
    }
    return city.seeded(from, 0, city.at(from) ^ length * K0, city.at(from + length - 8) ^ K1);
  }

  private Hash seeded(int from, int length, long low, long high) {
    return length < 128 ? few(from, length, low, high) : many(from, length, low, high);
  }

  private Hash few(int from, int length, long low, long high) {
    long a = low;
    long b = high;
    long c;
    long d;
    if (length <= 16) {
      a = shifted(a * K1) * K1;
      c = b * K1 + upTo16(from, length);
      d = shifted(a + (length >= 8 ? at(from) : c));
    } else {
      c = mixed(at(from + length - 8) + K1, a);
      d = mixed(b + length, c + at(from + length - 16));
      a += d;
      int s = from;
      for (int left = length - 16; left > 0; left -= 16) {
        a = (a ^ shifted(at(s) * K1) * K1) * K1;
        b ^= a;
        c = (c ^ shifted(at(s + 8) * K1) * K1) * K1;
        d ^= c;
        s += 16;
      }
    }
    a = mixed(a, c);
    b = mixed(d, b);
    return new Hash(a ^ b, mixed(b, a));
  }

  private Hash many(int from, int length, long low, long high) {
    long x = low;
    long y = high;
    long z = length * K1;
    long first = Long.rotateRight(y ^ K1, 49) * K1 + at(from);
    Hash v = new Hash(first, Long.rotateRight(first, 42) * K1 + at(from + 8));
    Hash w =
        new Hash(
            Long.rotateRight(y + z, 35) * K1 + x, Long.rotateRight(x + at(from + 88), 53) * K1);
    int s = from;
    int left = length;
    for (int half = 0; half % 2 == 1 || left >= 128; half++) {
      x = (Long.rotateRight(x + y + v.low + at(s + 16), 37) * K1) ^ w.high;
      y = (Long.rotateRight(y + v.high + at(s + 48), 42) * K1) ^ v.low;
      z = Long.rotateRight(z ^ w.low, 33);
      v = weak(s, v.high * K1, x + w.low);
      w = weak(s + 32, z + w.high, y);
      long swapped = z;
      z = x;
      x = swapped;
      s += 64;
      left -= half % 2 == 1 ? 128 : 0;
    }
    y += Long.rotateRight(w.low, 37) * K0 + z;
    x += Long.rotateRight(v.low + z, 49) * K0;
    long wLow = w.low;
    for (int done = 32; done - 32 < left; done += 32) {
      y = Long.rotateRight(y - x, 42) * K0 + v.high;
      wLow += at(s + left - done + 16);
      x = Long.rotateRight(x, 49) * K0 + wLow;
      wLow += v.low;
      v = weak(s + left - done, v.low, v.high);
    }
    x = mixed(x, v.low);
    y = mixed(y, wLow);
    return new Hash(mixed(x + v.high, w.high) + y, mixed(x + w.high, y + v.high));
  }

  private Hash weak(int from, long low, long high) {
    long a = low + at(from);
    long z = at(from + 24);
    long b = Long.rotateRight(high + a + z, 21);
    long c = a;
    a += at(from + 8) + at(from + 16);
    return new Hash(a + z, b + Long.rotateRight(a, 44) + c);
  }

  private long upTo16(int from, int length) {
    if (length > 8) {
      long b = at(from + length - 8);
      return mixed(at(from), Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      return mixed(length + (unsigned(from) << 3), unsigned(from + length - 4));
    }
    if (length == 0) {
      return K2;
    }
    int y = (bytes[from] & 0xff) + ((bytes[from + (length >> 1)] & 0xff) << 8);
    int z = length + ((bytes[from + length - 1] & 0xff) << 2);
    return shifted(y * K2 ^ z * K3) * K2;
  }

  private static long mixed(long low, long high) {
    long a = shifted((low ^ high) * MIX);
    return shifted((high ^ a) * MIX) * MIX;
  }

  private static long shifted(long value) {
    return value ^ (value >>> 47);
  }

  private long at(int index) {
    return (long) LONGS.get(bytes, index);
  }

  private long unsigned(int index) {
    return Integer.toUnsignedLong((int) INTS.get(bytes, index));
  }
}
