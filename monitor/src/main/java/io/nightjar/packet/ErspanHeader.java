package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an ERSPAN header (draft-foschiano-erspan-03) in place: type II is the first 8 bytes, type
 * III is 12, and 8 more where the last bit says so. Type I has no header.
 *
 * <pre>
 *   0    4              16        22                             31
 *   +----+--------------+---------+-------------------------------+
 *   |ver |     vlan     | cos,... |            session            |
 *   +----+--------------+---------+-------------------------------+
 *   |                    index, or timestamp                      |
 *   +-----------------------------+-+------+-----+-+---+-+--------+
 *   |       security group        |P| type | hw  |D|gra|O|
 *   +-----------------------------+-+------+-----+-+---+-+
 * </pre>
 */
public final class ErspanHeader {
  /** Length in bytes of type II. */
  public static final int TYPE_2_BYTES = 8;

  /** Length in bytes of type III without its optional part. */
  public static final int TYPE_3_BYTES = 12;

  private ErspanHeader() {}

  /** 1 for type II, 2 for type III. */
  public static int version(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at) >>> 4;
  }

  /** The mirror session, 0 to 1023. */
  public static int session(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 2) & 0x3ff;
  }

  /** For type III: length in bytes, with the part of its platform. */
  public static int type3Bytes(MemorySegment bytes, long at) {
    return TYPE_3_BYTES + ((NetworkOrder.u8(bytes, at + 11) & 1) != 0 ? 8 : 0);
  }
}
