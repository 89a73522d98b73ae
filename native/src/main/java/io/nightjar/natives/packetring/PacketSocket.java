package io.nightjar.natives.packetring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.nightjar.natives.libc.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A packet(7) socket on one interface. One thread at a time uses it. */
final class PacketSocket implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOSED_ON_EXEC = 0x80003;
  private static final short ETH_P_ALL = 3;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final int SO_ATTACH_FILTER = 26;

  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VERSION = 10;
  private static final int PACKET_TIMESTAMP = 17;
  private static final int PACKET_FANOUT = 18;
  private static final int PACKET_FANOUT_DATA = 22;

  private static final int TPACKET_V3 = 2;
  private static final short MEMBERSHIP_PROMISCUOUS = 1;
  private static final int STAMPED_BY_CARD_OR_KERNEL = (1 << 6) | (1 << 4);
  private static final int FANOUT_BY_PROGRAM = 6;
  private static final int FANOUT_UNIQUE_ID = 0x2000;
  private static final int FRAME_BYTES = 2048;
  private static final int MAC_BYTES = 6;
  private static final int MSG_DONTWAIT = 0x40;

  private final InterfaceName name;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment errno = Errno.allocate(arena);
  private final MemorySegment value = arena.allocate(RingLayout.STATISTICS_BYTES, 4);
  private final MemorySegment valueBytes = arena.allocate(JAVA_INT);
  private final int descriptor;
  private boolean closed;

  /**
   * Opens a socket that receives nothing yet.
   *
   * @throws PacketRingException when the process may not
   */
  PacketSocket(String interfaceName) {
    name = new InterfaceName(interfaceName);
    int opened = PacketLibrary.socket(errno, AF_PACKET, SOCK_RAW_CLOSED_ON_EXEC, 0);
    if (opened < 0) {
      arena.close();
      throw name.refusal("a packet socket", -opened);
    }
    descriptor = opened;
  }

  int descriptor() {
    return descriptor;
  }

  /** The interface's number now. */
  int interfaceIndex() {
    return interfaceFact(InterfaceName.INDEX).get(JAVA_INT, RingLayout.REQUEST_INTERFACE_NAME);
  }

  /** What frames on it begin with, an ARPHRD_ number. */
  int hardwareType() {
    return Short.toUnsignedInt(
        interfaceFact(InterfaceName.HARDWARE).get(JAVA_SHORT, RingLayout.REQUEST_INTERFACE_NAME));
  }

  /** Its hardware address, 48 bits. */
  long hardwareAddress() {
    MemorySegment fact = interfaceFact(InterfaceName.HARDWARE);
    long address = 0;
    for (int i = 0; i < MAC_BYTES; i++) {
      address =
          address << 8
              | Byte.toUnsignedInt(fact.get(JAVA_BYTE, RingLayout.REQUEST_INTERFACE_NAME + 2 + i));
    }
    return address;
  }

  /** Sends a frame as it is; 0, or an errno, negative. */
  int send(MemorySegment frame, long bytes) {
    return Math.min(0, PacketLibrary.send(errno, descriptor, frame, bytes));
  }

  /** Takes a frame that has come, without waiting; its bytes, or an errno, negative. */
  int receive(MemorySegment frame) {
    return PacketLibrary.receive(errno, descriptor, frame, MSG_DONTWAIT);
  }

  /** Whether it is up. */
  boolean isUp() {
    short flags =
        interfaceFact(InterfaceName.FLAGS).get(JAVA_SHORT, RingLayout.REQUEST_INTERFACE_NAME);
    return (flags & 1) != 0;
  }

  private MemorySegment interfaceFact(long request) {
    MemorySegment fact = name.request();
    checked("the interface", PacketLibrary.ioctl(errno, descriptor, request, fact));
    return fact;
  }

  /** Which frames are let in; replaces the filter before. */
  void filter(BpfProgram program) {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment written = program.write(scratch);
      set(SOL_SOCKET, SO_ATTACH_FILTER, written, "a filter");
    }
  }

  /** Makes the ring, and returns its memory, which goes with the socket. */
  MemorySegment ring(int blocks, int blockMillis, boolean cardTime) {
    setInt(PACKET_VERSION, TPACKET_V3, "TPACKET_V3");
    if (cardTime) {
      setInt(PACKET_TIMESTAMP, STAMPED_BY_CARD_OR_KERNEL, "the card's time");
    }
    int blockBytes = PacketRingSettings.BLOCK_BYTES;
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment request = scratch.allocate(RingLayout.REQUEST_BYTES, 4);
      request.set(JAVA_INT, RingLayout.REQUEST_BLOCK_BYTES, blockBytes);
      request.set(JAVA_INT, RingLayout.REQUEST_BLOCKS, blocks);
      request.set(JAVA_INT, RingLayout.REQUEST_FRAME_BYTES, FRAME_BYTES);
      request.set(JAVA_INT, RingLayout.REQUEST_FRAMES, blocks * (blockBytes / FRAME_BYTES));
      request.set(JAVA_INT, RingLayout.REQUEST_RETIRE_MILLIS, blockMillis);
      set(SOL_PACKET, PACKET_RX_RING, request, "a ring");
    }
    long bytes = (long) blocks * blockBytes;
    final int readAndWrite = 3;
    long address = PacketLibrary.mapShared(errno, descriptor, bytes, readAndWrite);
    checked("a ring", (int) Math.min(0, address));
    return MemorySegment.ofAddress(address).reinterpret(bytes, arena, PacketLibrary::unmap);
  }

  /** Receives every protocol of this interface. */
  void bind(int interfaceIndex) {
    bind(interfaceIndex, ETH_P_ALL);
  }

  /** Receives one protocol of this interface. */
  void bind(int interfaceIndex, short etherType) {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment address = scratch.allocate(RingLayout.ADDRESS_BYTES, 4);
      address.set(JAVA_SHORT, 0, (short) AF_PACKET);
      address.set(NETWORK_SHORT, RingLayout.ADDRESS_PROTOCOL, etherType);
      address.set(JAVA_INT, RingLayout.ADDRESS_INDEX, interfaceIndex);
      int bytes = (int) RingLayout.ADDRESS_BYTES;
      checked("the interface", PacketLibrary.bind(errno, descriptor, address, bytes));
    }
  }

  /** Receives frames to other machines as well, until the socket is closed. */
  void promiscuous(int interfaceIndex) {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment membership = scratch.allocate(RingLayout.MEMBERSHIP_BYTES, 4);
      membership.set(JAVA_INT, 0, interfaceIndex);
      membership.set(JAVA_SHORT, RingLayout.MEMBERSHIP_TYPE, MEMBERSHIP_PROMISCUOUS);
      set(SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership, "frames to others");
    }
  }

  /** Begins a group that shares frames as the program says; its number. */
  int beginGroup(BpfProgram split) {
    setInt(PACKET_FANOUT, (FANOUT_BY_PROGRAM | FANOUT_UNIQUE_ID) << 16, "a fan-out group");
    try (Arena scratch = Arena.ofConfined()) {
      set(SOL_PACKET, PACKET_FANOUT_DATA, split.write(scratch), "a fan-out program");
    }
    return getInt(SOL_PACKET, PACKET_FANOUT, "a fan-out group") & 0xffff;
  }

  /** Joins a group. */
  void joinGroup(int group) {
    setInt(PACKET_FANOUT, FANOUT_BY_PROGRAM << 16 | group, "a fan-out group");
  }

  /** Packets, drops and times the ring was full since the last call. */
  MemorySegment takeStatistics() {
    valueBytes.set(JAVA_INT, 0, (int) RingLayout.STATISTICS_BYTES);
    checked(
        "statistics",
        PacketLibrary.getOption(
            errno, descriptor, SOL_PACKET, PACKET_STATISTICS, value, valueBytes));
    return value;
  }

  /** The error that poll(2) told of, an errno; 0 for none. Taken away by asking. */
  int takeError() {
    return getInt(SOL_SOCKET, SO_ERROR, "its state");
  }

  private int getInt(int level, int option, String what) {
    valueBytes.set(JAVA_INT, 0, Integer.BYTES);
    checked(what, PacketLibrary.getOption(errno, descriptor, level, option, value, valueBytes));
    return value.get(JAVA_INT, 0);
  }

  private void setInt(int option, int number, String what) {
    value.set(JAVA_INT, 0, number);
    set(SOL_PACKET, option, value.asSlice(0, Integer.BYTES), what);
  }

  private void set(int level, int option, MemorySegment setting, String what) {
    int bytes = (int) setting.byteSize();
    checked(what, PacketLibrary.setOption(errno, descriptor, level, option, setting, bytes));
  }

  private void checked(String what, int result) {
    if (result < 0) {
      throw name.refusal(what, -result);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      int _ = PacketLibrary.close(errno, descriptor);
      arena.close();
    }
  }
}
