package io.nightjar.natives.packetring;

/**
 * Where the fields of TPACKET_V3 stand (linux/if_packet.h), in bytes; native byte order.
 *
 * <pre>
 * block:  tpacket_block_desc (48 bytes), then frames, each at the one before plus its next offset
 * frame:  tpacket3_hdr (48 bytes), sockaddr_ll (20), room of 14 bytes or more, the frame itself
 * </pre>
 */
final class RingLayout {
  /* struct tpacket_block_desc, with tpacket_hdr_v1 from byte 8. */
  static final long BLOCK_STATUS = 8;
  static final long BLOCK_FRAMES = 12;
  static final long BLOCK_FIRST = 16;

  /* struct tpacket3_hdr. */
  static final long FRAME_NEXT = 0;
  static final long FRAME_SECONDS = 4;
  static final long FRAME_NANOS = 8;
  static final long FRAME_CAPTURED = 12;
  static final long FRAME_WIRE = 16;
  static final long FRAME_STATUS = 20;
  static final long FRAME_MAC = 24;
  static final long FRAME_VLAN_TCI = 32;
  static final long FRAME_VLAN_TPID = 36;

  /** Of a block: it is ours to read. */
  static final int STATUS_USER = 1;

  /** Of a frame: a VLAN tag was taken out of it. */
  static final int STATUS_VLAN = 1 << 4;

  /** Of a frame: the tag's type is told too. */
  static final int STATUS_VLAN_TPID = 1 << 6;

  /* struct tpacket_req3: 7 unsigned ints. */
  static final long REQUEST_BYTES = 28;
  static final long REQUEST_BLOCK_BYTES = 0;
  static final long REQUEST_BLOCKS = 4;
  static final long REQUEST_FRAME_BYTES = 8;
  static final long REQUEST_FRAMES = 12;
  static final long REQUEST_RETIRE_MILLIS = 16;

  /* struct tpacket_stats_v3: packets, drops, freezes. */
  static final long STATISTICS_BYTES = 12;

  /* struct sockaddr_ll: family, protocol (big-endian), interface index, then what is told. */
  static final long ADDRESS_BYTES = 20;
  static final long ADDRESS_PROTOCOL = 2;
  static final long ADDRESS_INDEX = 4;

  /* struct packet_mreq. */
  static final long MEMBERSHIP_BYTES = 16;
  static final long MEMBERSHIP_TYPE = 4;

  /* struct sock_fprog: count (unsigned short), pointer to struct sock_filter of 8 bytes. */
  static final long PROGRAM_BYTES = 16;
  static final long PROGRAM_CODE = 8;

  /* struct ifreq: name, then a union. */
  static final long REQUEST_INTERFACE_BYTES = 40;
  static final long REQUEST_INTERFACE_NAME = 16;

  private RingLayout() {}
}
