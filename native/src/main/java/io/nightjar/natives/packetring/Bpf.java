package io.nightjar.natives.packetring;

/** Codes of classic BPF (linux/bpf_common.h, linux/filter.h), by what they do to A and X. */
final class Bpf {
  /** A = 4 bytes of the packet. */
  static final int LOAD = 0x20;

  /** A = the value. */
  static final int LOAD_VALUE = 0x00;

  /** A = a cell of memory. */
  static final int LOAD_CELL = 0x60;

  /** A = 4, 2 or 1 bytes of the packet at X plus the value. */
  static final int LOAD_AT_X = 0x40;

  static final int LOAD_SHORT_AT_X = 0x48;
  static final int LOAD_BYTE_AT_X = 0x50;

  /** X = the value, or a cell of memory. */
  static final int LOAD_X_VALUE = 0x01;

  static final int LOAD_X_CELL = 0x61;

  /** A cell of memory = A, or X. */
  static final int STORE = 0x02;

  static final int STORE_X = 0x03;

  /** A = A and the value, or X, computed. */
  static final int ADD = 0x04;

  static final int ADD_X = 0x0c;
  static final int MULTIPLY = 0x24;
  static final int AND = 0x54;
  static final int SHIFT_LEFT = 0x64;
  static final int SHIFT_RIGHT = 0x74;
  static final int XOR_X = 0xac;

  static final int A_TO_X = 0x07;
  static final int X_TO_A = 0x87;

  static final int JUMP = 0x05;
  static final int JUMP_IF_EQUAL = 0x15;
  static final int JUMP_IF_ANY_BIT = 0x45;

  static final int RETURN = 0x06;
  static final int RETURN_A = 0x16;

  /** What {@link #LOAD} takes for what stands beside the packet: its ethertype, its direction. */
  static final int ETHERTYPE = -0x1000;

  static final int PACKET_TYPE = -0x1000 + 4;

  private Bpf() {}
}
