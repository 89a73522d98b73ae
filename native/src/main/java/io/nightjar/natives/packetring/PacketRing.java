package io.nightjar.natives.packetring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.nightjar.natives.libc.Errno;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A ring of blocks that the kernel fills with the frames of an interface (Linux,
 * networking/packet_mmap.rst, TPACKET_V3). One thread at a time uses it; going from frame to frame
 * allocates nothing and calls nothing.
 *
 * <p>A frame stays where the kernel put it, good until the next call of {@link #next}. A VLAN tag
 * that the kernel took out is put back.
 */
public final class PacketRing implements AutoCloseable {
  private static final int ETHERNET = 1;
  private static final int LOOPBACK = 772;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int MAC_ADDRESSES = 12;
  private static final int TAG_BYTES = 4;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Status of a block: read with acquire, written with release; the kernel does the same. */
  private static final VarHandle STATUS = JAVA_INT.varHandle();

  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final PacketRingSettings settings;
  private final PacketSocket socket;
  private final int interfaceIndex;
  private final boolean isLoopback;
  private final int blocks;
  private final MemorySegment memory;
  private int block;
  private boolean inBlock;
  private int framesLeft;
  private long header;
  private long nextHeader;
  private long frameOffset;
  private int tagBytes;
  private long received;
  private long dropped;
  private long freezes;

  private PacketRing(PacketRingSettings settings, PacketSocket socket) {
    this.settings = settings;
    this.socket = socket;
    blocks = settings.blocks();
    interfaceIndex = socket.interfaceIndex();
    int hardware = socket.hardwareType();
    if (hardware != ETHERNET && hardware != LOOPBACK) {
      throw new PacketRingException(
          PacketRingException.Reason.NO_RING,
          settings.interfaceName()
              + " has no Ethernet frames (its hardware type is "
              + hardware
              + ")");
    }
    if (!socket.isUp()) {
      throw new InterfaceName(settings.interfaceName()).refusal("the interface", Errno.ENETDOWN);
    }
    isLoopback = hardware == LOOPBACK;
    socket.filter(BpfProgram.everything(0));
    memory = socket.ring(blocks, settings.blockMillis(), settings.cardTime());
    socket.bind(interfaceIndex);
    if (settings.promiscuous()) {
      socket.promiscuous(interfaceIndex);
    }
  }

  /**
   * Rings that share the frames of an interface: all frames of a flow, both directions, come to the
   * same one, those without IP to the first. Nothing is let in before all are there.
   *
   * @throws PacketRingException when they cannot be had; the message says what to do
   */
  public static List<PacketRing> open(PacketRingSettings settings) {
    List<PacketRing> rings = new ArrayList<>();
    try {
      int group = 0;
      for (int i = 0; i < settings.rings(); i++) {
        PacketRing ring = open(settings, rings);
        if (settings.rings() > 1 && i == 0) {
          group = ring.socket.beginGroup(FlowSplit.program());
        } else if (i > 0) {
          ring.socket.joinGroup(group);
        }
      }
      rings.forEach(PacketRing::letIn);
      return List.copyOf(rings);
    } catch (PacketRingException e) {
      rings.forEach(PacketRing::close);
      throw e;
    }
  }

  private static PacketRing open(PacketRingSettings settings, List<PacketRing> rings) {
    PacketSocket socket = new PacketSocket(settings.interfaceName());
    try {
      PacketRing ring = new PacketRing(settings, socket);
      rings.add(ring);
      return ring;
    } catch (PacketRingException e) {
      socket.close();
      throw e;
    }
  }

  private void letIn() {
    socket.filter(isLoopback ? settings.filter().withoutOutgoing() : settings.filter());
  }

  /**
   * Goes to the next frame without waiting.
   *
   * @return whether there is one
   */
  public boolean next() {
    while (framesLeft == 0) {
      if (!nextBlock()) {
        return false;
      }
    }
    framesLeft--;
    header = nextHeader;
    nextHeader = header + int32(RingLayout.FRAME_NEXT);
    frameOffset =
        header + Short.toUnsignedInt(memory.get(JAVA_SHORT, header + RingLayout.FRAME_MAC));
    int status = int32(RingLayout.FRAME_STATUS);
    tagBytes = 0;
    if ((status & RingLayout.STATUS_VLAN) != 0
        && int32(RingLayout.FRAME_CAPTURED) >= MAC_ADDRESSES) {
      restoreTag(status);
    }
    return true;
  }

  /** Gives the block that was read back to the kernel, and goes to the next where it is filled. */
  private boolean nextBlock() {
    if (inBlock) {
      STATUS.setRelease(memory, blockStart() + RingLayout.BLOCK_STATUS, 0);
      block = block + 1 == blocks ? 0 : block + 1;
      inBlock = false;
    }
    long start = blockStart();
    int status = (int) STATUS.getAcquire(memory, start + RingLayout.BLOCK_STATUS);
    if ((status & RingLayout.STATUS_USER) == 0) {
      return false;
    }
    inBlock = true;
    framesLeft = memory.get(JAVA_INT, start + RingLayout.BLOCK_FRAMES);
    nextHeader = start + memory.get(JAVA_INT, start + RingLayout.BLOCK_FIRST);
    return true;
  }

  private long blockStart() {
    return (long) block * PacketRingSettings.BLOCK_BYTES;
  }

  /** The MAC addresses move to the front, into room the ring leaves, and the tag goes behind. */
  private void restoreTag(int status) {
    long from = frameOffset;
    long to = from - TAG_BYTES;
    memory.set(JAVA_LONG_UNALIGNED, to, memory.get(JAVA_LONG_UNALIGNED, from));
    memory.set(JAVA_INT_UNALIGNED, to + 8, memory.get(JAVA_INT_UNALIGNED, from + 8));
    short type =
        (status & RingLayout.STATUS_VLAN_TPID) != 0
            ? memory.get(JAVA_SHORT, header + RingLayout.FRAME_VLAN_TPID)
            : (short) ETHERTYPE_VLAN;
    memory.set(NETWORK_SHORT, to + MAC_ADDRESSES, type);
    memory.set(NETWORK_SHORT, to + MAC_ADDRESSES + 2, (short) int32(RingLayout.FRAME_VLAN_TCI));
    frameOffset = to;
    tagBytes = TAG_BYTES;
  }

  private int int32(long field) {
    return memory.get(JAVA_INT, header + field);
  }

  /** The ring's memory, which holds the frame. */
  public MemorySegment memory() {
    return memory;
  }

  /** Where the frame begins. */
  public long frameOffset() {
    return frameOffset;
  }

  /** Bytes of the frame that were captured. */
  public int capturedBytes() {
    return int32(RingLayout.FRAME_CAPTURED) + tagBytes;
  }

  /** Bytes the frame had on the wire. */
  public int wireBytes() {
    return int32(RingLayout.FRAME_WIRE) + tagBytes;
  }

  /** When the frame passed, in nanoseconds since 1970 UTC. */
  public long timeNanos() {
    return Integer.toUnsignedLong(int32(RingLayout.FRAME_SECONDS)) * NANOS_PER_SECOND
        + int32(RingLayout.FRAME_NANOS);
  }

  /** What to wait for with poll(2). */
  public int descriptor() {
    return socket.descriptor();
  }

  /** Brings {@link #received}, {@link #dropped} and {@link #freezes} up to date. */
  public void readStatistics() {
    MemorySegment taken = socket.takeStatistics();
    received += Integer.toUnsignedLong(taken.get(JAVA_INT, 0));
    dropped += Integer.toUnsignedLong(taken.get(JAVA_INT, 4));
    freezes += Integer.toUnsignedLong(taken.get(JAVA_INT, 8));
  }

  /** Frames the kernel had for this ring, those it dropped included. */
  public long received() {
    return received;
  }

  /** Frames the kernel dropped because the ring was full. */
  public long dropped() {
    return dropped;
  }

  /** Times the kernel found every block of the ring unread. */
  public long freezes() {
    return freezes;
  }

  /**
   * Whether the interface is up; a ring stays open while it is down.
   *
   * @throws PacketRingException when it is gone, or another has taken its name
   */
  public boolean isUp() {
    int _ = socket.takeError();
    if (socket.interfaceIndex() != interfaceIndex) {
      throw new InterfaceName(settings.interfaceName()).refusal("the interface", Errno.ENODEV);
    }
    return socket.isUp();
  }

  @Override
  public void close() {
    socket.close();
  }
}
