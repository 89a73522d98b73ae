package io.nightjar.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in ClickHouse's RowBinary format: values one after the other, numbers little endian, texts
 * as UTF-8 after their length as LEB128. Grows as needed, is used again after {@link #clear}. Used
 * by one thread.
 */
final class RowBinary {
  private byte[] bytes;
  private int length;

  RowBinary(int initialBytes) {
    this.bytes = new byte[initialBytes];
  }

  /** The array that holds the rows, valid up to {@link #length}. */
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

  void texts(List<String> values) {
    reserve(5);
    leb128(values.size());
    values.forEach(this::text);
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
