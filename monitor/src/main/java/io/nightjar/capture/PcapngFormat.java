package io.nightjar.capture;

import io.nightjar.packet.LinkType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pcapng file format (draft-ietf-opsawg-pcapng): sections of blocks, each in its own byte order
 * and with its own interfaces. Blocks that hold no frames are stepped over.
 *
 * <pre>
 *   block:  | type, 4 | total length, 4 | body | total length, 4 |
 * </pre>
 */
final class PcapngFormat implements CaptureFormat {
  /** The type of a section header block: the same in both byte orders. */
  static final int SECTION_HEADER = 0x0a0d0d0a;

  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

  private static final int LEAST_BLOCK_BYTES = 12;
  private static final int LEAST_SECTION_BYTES = 28;
  private static final int LEAST_INTERFACE_BYTES = 20;
  private static final int SIMPLE_HEADER_BYTES = 12;
  private static final int PACKET_HEADER_BYTES = 28;
  private static final int MOST_INTERFACES = 4096;

  private final ByteWindow window;
  private final PcapngInterface[] interfaces = new PcapngInterface[MOST_INTERFACES];
  private int interfaceCount;
  private FileOrder order = FileOrder.SAME;
  private long lastNanos;
  private boolean handedOver;
  private boolean ended;
  private @Nullable CaptureFault fault;

  /** Reads on from the file's first byte, where a section header block begins. */
  PcapngFormat(ByteWindow window) {
    this.window = window;
  }

  @Override
  public int read(FrameConsumer consumer, int limit) {
    int frames = 0;
    while (frames < limit && !ended) {
      handedOver = false;
      ended = !block(consumer);
      if (handedOver) {
        frames++;
      }
    }
    return frames == 0 && ended ? FrameSource.END : frames;
  }

  /** Reads one block; false at the end of the file or at a fault. */
  private boolean block(FrameConsumer consumer) {
    if (!window.require(LEAST_BLOCK_BYTES)) {
      return !window.isAtEnd() && cut("a block");
    }
    MemorySegment bytes = window.bytes();
    int at = window.at();
    int type = order.i32(bytes, at);
    if (type == SECTION_HEADER && !section(bytes, at + 8)) {
      return false;
    }
    long length = order.u32(bytes, window.at() + 4);
    if (length < LEAST_BLOCK_BYTES || (length & 3) != 0) {
      return stop("a block of " + length + " bytes", "a multiple of 4, at least 12");
    }
    boolean readable =
        switch (type) {
          case SECTION_HEADER -> length >= LEAST_SECTION_BYTES || tooShort(length);
          case INTERFACE_DESCRIPTION -> description(length);
          case SIMPLE_PACKET -> simplePacket(consumer, length);
          case ENHANCED_PACKET, OBSOLETE_PACKET -> packet(consumer, type, length);
          default -> true;
        };
    return readable && (window.skip(length) || cut("a block of " + length + " bytes"));
  }

  private boolean section(MemorySegment bytes, int magicAt) {
    int magic = FileOrder.SAME.i32(bytes, magicAt);
    if (magic == BYTE_ORDER_MAGIC) {
      order = FileOrder.SAME;
    } else if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
      order = FileOrder.SWAPPED;
    } else {
      return stop("byte-order magic 0x" + Integer.toHexString(magic), "0x1a2b3c4d");
    }
    interfaceCount = 0;
    return true;
  }

  private boolean description(long length) {
    if (length < LEAST_INTERFACE_BYTES) {
      return tooShort(length);
    }
    if (interfaceCount == MOST_INTERFACES) {
      return stop("one more interface", "at most " + MOST_INTERFACES + " in a section");
    }
    int here = (int) Math.min(length, ByteWindow.CAPACITY);
    if (!window.require(here)) {
      return cut("an interface description of " + length + " bytes");
    }
    interfaces[interfaceCount++] =
        PcapngInterface.read(window.bytes(), window.at() + 8, window.at() + here - 4, order);
    return true;
  }

  private boolean simplePacket(FrameConsumer consumer, long length) {
    long room = length - SIMPLE_HEADER_BYTES - 4;
    if (room < 0) {
      return tooShort(length);
    }
    if (interfaceCount == 0) {
      return stop("a packet of interface 0", "its description before it");
    }
    if (!window.require(SIMPLE_HEADER_BYTES)) {
      return cut("a packet header");
    }
    PcapngInterface on = interfaces[0];
    long original = order.u32(window.bytes(), window.at() + 8);
    long captured = Math.min(Math.min(original, on.snapBytes()), room);
    return hand(consumer, SIMPLE_HEADER_BYTES, captured, original, lastNanos, on.link());
  }

  private boolean packet(FrameConsumer consumer, int type, long length) {
    long room = length - PACKET_HEADER_BYTES - 4;
    if (room < 0) {
      return tooShort(length);
    }
    if (!window.require(PACKET_HEADER_BYTES)) {
      return cut("a packet header");
    }
    MemorySegment bytes = window.bytes();
    int at = window.at();
    long number = type == ENHANCED_PACKET ? order.u32(bytes, at + 8) : order.u16(bytes, at + 8);
    if (number >= interfaceCount) {
      return stop("a packet of interface " + number, "one of the " + interfaceCount + " described");
    }
    long captured = order.u32(bytes, at + 20);
    if (captured > room) {
      return stop("a packet of " + captured + " bytes", "at most the block's " + room);
    }
    PcapngInterface on = interfaces[(int) number];
    lastNanos = on.nanos(order.u32(bytes, at + 12) << 32 | order.u32(bytes, at + 16));
    long original = order.u32(bytes, at + 24);
    return hand(consumer, PACKET_HEADER_BYTES, captured, original, lastNanos, on.link());
  }

  private boolean hand(
      FrameConsumer consumer, int header, long captured, long original, long nanos, LinkType link) {
    if (captured > MOST_CAPTURED_BYTES) {
      return stop("a frame of " + captured + " bytes", "at most " + MOST_CAPTURED_BYTES);
    }
    int length = (int) captured;
    if (!window.require(header + length)) {
      return cut("a frame of " + length + " bytes");
    }
    int wire = CaptureFormat.wireBytes(length, original);
    consumer.frame(window.bytes(), window.at() + header, length, wire, nanos, link);
    handedOver = true;
    return true;
  }

  private boolean tooShort(long length) {
    return stop("a block of " + length + " bytes", "room for what its type holds");
  }

  private boolean cut(String expected) {
    String failure = window.failure();
    return stop(
        failure != null ? failure : "the file ends after " + window.available() + " more bytes",
        expected);
  }

  private boolean stop(String found, String expected) {
    fault = new CaptureFault(window.fileOffset(), found, expected);
    return false;
  }

  @Override
  public Optional<CaptureFault> fault() {
    return Optional.ofNullable(fault);
  }
}
