package io.nightjar.history;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of ClickHouse's Native format: numbers little endian, texts as UTF-8 after their length as
 * LEB128. Grows as needed, is used again after {@link #clear}. Used by one thread.
 */
final class ColumnBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte MAC_CHARS = 17;
  private static final int LONGEST_IPV4 = 15;

  private byte[] bytes;
  private int length;

  ColumnBuffer(int initialBytes) {
    this.bytes = new byte[initialBytes];
  }

  /** The array that holds the bytes, valid up to {@link #length}. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void bool(boolean value) {
    uint8(value ? 1 : 0);
  }

  void uint8(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void uint16(int value) {
    reserve(2);
    bytes[length++] = (byte) value;
    bytes[length++] = (byte) (value >>> 8);
  }

  /** The low 32 bits. */
  void uint32(long value) {
    reserve(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void int64(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void float64(double value) {
    int64(Double.doubleToRawLongBits(value));
  }

  void text(String value) {
    int chars = value.length();
    reserve(chars + 5);
    int start = length;
    leb128(chars);
    for (int i = 0; i < chars; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        length = start;
        encoded(value);
        return;
      }
      bytes[length++] = (byte) c;
    }
  }

  /** Lower-case colon-separated; nothing for no address. */
  void mac(MacAddress address) {
    long bits = address.bits();
    if (bits == 0) {
      uint8(0);
      return;
    }
    reserve(MAC_CHARS + 1);
    bytes[length++] = MAC_CHARS;
    for (int shift = 40; shift >= 0; shift -= 8) {
      bytes[length++] = HEX[(int) (bits >>> (shift + 4)) & 15];
      bytes[length++] = HEX[(int) (bits >>> shift) & 15];
      if (shift > 0) {
        bytes[length++] = ':';
      }
    }
  }

  /** As {@link IpAddress#toString}. */
  void ip(IpAddress address) {
    if (!address.isV4()) {
      text(address.toString());
      return;
    }
    reserve(LONGEST_IPV4 + 1);
    int start = length++;
    for (int shift = 24; shift >= 0; shift -= 8) {
      decimal((int) (address.low() >>> shift) & 0xff);
      if (shift > 0) {
        bytes[length++] = '.';
      }
    }
    bytes[start] = (byte) (length - start - 1);
  }

  private void decimal(int octet) {
    if (octet >= 100) {
      bytes[length++] = (byte) ('0' + octet / 100);
    }
    if (octet >= 10) {
      bytes[length++] = (byte) ('0' + octet / 10 % 10);
    }
    bytes[length++] = (byte) ('0' + octet % 10);
  }

  /** An unsigned number of variable length. */
  void varUint(int value) {
    reserve(5);
    leb128(value);
  }

  private void encoded(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    reserve(utf8.length + 5);
    leb128(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  private void leb128(int value) {
    int rest = value;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
