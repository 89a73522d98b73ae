package io.nightjar.natives.packetring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.nightjar.natives.libc.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Sends frames on an Ethernet interface, and receives those of one EtherType. Neither waits. One
 * thread at a time uses it.
 */
public final class LinkSocket implements AutoCloseable {
  /** The longest frame that is sent or received; longer ones are cut. */
  public static final int LONGEST_FRAME = 2048;

  private static final int ETHERNET = 1;

  private final String interfaceName;
  private final PacketSocket socket;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment sent = arena.allocate(LONGEST_FRAME);
  private final MemorySegment received = arena.allocate(LONGEST_FRAME);
  private final long hardwareAddress;
  private boolean closed;

  private LinkSocket(String interfaceName, PacketSocket socket, int etherType) {
    this.interfaceName = interfaceName;
    this.socket = socket;
    int hardware = socket.hardwareType();
    if (hardware != ETHERNET) {
      throw new PacketRingException(
          PacketRingException.Reason.REFUSED,
          interfaceName + " has no Ethernet frames (its hardware type is " + hardware + ")");
    }
    if (!socket.isUp()) {
      throw new InterfaceName(interfaceName).refusal("the interface", Errno.ENETDOWN);
    }
    hardwareAddress = socket.hardwareAddress();
    socket.bind(socket.interfaceIndex(), (short) etherType);
  }

  /**
   * Opens one.
   *
   * @throws PacketRingException when it cannot be had; the message says what to do
   */
  public static LinkSocket open(String interfaceName, int etherType) {
    PacketSocket socket = new PacketSocket(interfaceName);
    boolean opened = false;
    try {
      LinkSocket link = new LinkSocket(interfaceName, socket, etherType);
      opened = true;
      return link;
    } finally {
      if (!opened) {
        socket.close();
      }
    }
  }

  /** The interface's own address, 48 bits. */
  public long hardwareAddress() {
    return hardwareAddress;
  }

  /**
   * Sends a frame, from its destination address on; false when the kernel has no room for it now.
   *
   * @throws PacketRingException when the interface went away
   */
  public boolean send(byte[] frame) {
    if (frame.length > LONGEST_FRAME) {
      throw new IllegalArgumentException(
          "a frame of " + frame.length + " bytes; at most " + LONGEST_FRAME);
    }
    MemorySegment.copy(frame, 0, sent, JAVA_BYTE, 0, frame.length);
    int result = socket.send(sent, frame.length);
    if (result == 0) {
      return true;
    }
    return switch (-result) {
      case Errno.EAGAIN, Errno.ENOBUFS, Errno.EINTR -> false;
      default -> throw new InterfaceName(interfaceName).refusal("sending", -result);
    };
  }

  /**
   * The next frame that has come, good until the next call; its length is 0 when there is none.
   *
   * @throws PacketRingException when the interface went away
   */
  public MemorySegment receive() {
    int bytes = socket.receive(received);
    if (bytes >= 0) {
      return received.asSlice(0, Math.min(bytes, LONGEST_FRAME));
    }
    return switch (-bytes) {
      case Errno.EAGAIN, Errno.EINTR -> received.asSlice(0, 0);
      default -> throw new InterfaceName(interfaceName).refusal("receiving", -bytes);
    };
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      socket.close();
      arena.close();
    }
  }
}
