package io.nightjar.packet;

import io.nightjar.packet.Datagram.State;
import io.nightjar.telemetry.Counter;
import org.jspecify.annotations.Nullable;

/**
 * The IP packets of which fragments came: gives later fragments the ports of the first, and puts
 * packets together. Owned by one worker.
 *
 * <p>Bounds: {@value #MOST_DATAGRAMS} packets, of which the oldest of eight makes room; {@value
 * #MOST_BUFFERS} of 64 KiB being put together, of which one is given up for the next; {@value
 * #MOST_HELD} early fragments; 30 seconds. Memory is taken when first needed, and kept.
 */
final class FragmentTable {
  static final int MOST_DATAGRAMS = 2048;
  static final int MOST_BUFFERS = 64;
  static final int MOST_HELD = 1024;
  static final long TIMEOUT_NANOS = 30_000_000_000L;

  private static final int WAYS = 8;
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

  private final PacketCounters counters;
  private final HeldFrames frames = new HeldFrames();
  private final @Nullable ReassemblyBuffer[] buffers = new ReassemblyBuffer[MOST_BUFFERS];
  private final @Nullable Datagram[] slots = new Datagram[MOST_DATAGRAMS];
  private int nextBuffer;
  private int used;
  private long lookAtNanos;

  /** What a fragment is. */
  enum Found {
    /** It made its packet whole, and now is that packet. */
    WHOLE,
    /** One to be counted, its ports known unless nobody can know them. */
    COUNTED,
    /** Held until the first fragment comes, or can come no more. */
    HELD
  }

  FragmentTable(PacketCounters counters) {
    this.counters = counters;
  }

  /** Takes a fragment. */
  Found take(Packet packet) {
    counters.fragments.increment();
    advance(packet.timeNanos);
    Datagram datagram = datagram(packet);
    if (packet.fragmentOffset == 0) {
      first(datagram, packet);
    }
    boolean whole = gather(datagram, packet);
    if (datagram.firstSeen() && packet.laterFragment) {
      datagram.teach(packet);
    }
    if (whole) {
      return Found.WHOLE;
    }
    if (packet.laterFragment) {
      packet.forgetTransport();
      return datagram.firstSeen() || !hold(datagram, packet) ? Found.COUNTED : Found.HELD;
    }
    if (datagram.state == State.GATHERING) {
      forLater(packet);
    }
    return Found.COUNTED;
  }

  /**
   * The first fragment of a packet that may become whole: what is counted of layer 4 is counted
   * then. TCP is not shown before, so that a segment is seen once.
   */
  private static void forLater(Packet packet) {
    if (packet.protocol == IpProtocol.TCP) {
      packet.forgetTransport();
      packet.laterFragment = true;
    }
    packet.payloadWireBytes = 0;
  }

  private void first(Datagram datagram, Packet packet) {
    if (datagram.state == State.WHOLE) {
      datagram.restart(packet.timeNanos);
    }
    datagram.learn(packet);
    frames.claim(datagram);
  }

  private boolean hold(Datagram datagram, Packet packet) {
    boolean held = frames.hold(datagram, packet);
    if (!held) {
      counters.unclaimed.increment();
    }
    return held;
  }

  /** Adds the fragment to its packet; true when that is whole, which the fragment now is. */
  private boolean gather(Datagram datagram, Packet packet) {
    if (datagram.state != State.GATHERING) {
      return false;
    }
    if (!datagram.hasPossibleLength(packet)) {
      giveUp(datagram, counters.badLength);
      return false;
    }
    if (packet.fragmentBegin + packet.fragmentWireBytes > packet.end) {
      giveUp(datagram, counters.cut);
      return false;
    }
    ReassemblyBuffer buffer = datagram.buffer == null ? buffer(datagram) : datagram.buffer;
    if (buffer.add(packet) == ReassemblyBuffer.Fit.OVERLAPS) {
      giveUp(datagram, counters.overlapping);
      return false;
    }
    return datagram.isComplete() && finish(datagram, buffer, packet);
  }

  private boolean finish(Datagram datagram, ReassemblyBuffer buffer, Packet packet) {
    if (!buffer.hasPossibleLength(packet)) {
      giveUp(datagram, counters.badLength);
      return false;
    }
    datagram.state = State.WHOLE;
    free(datagram);
    counters.reassembled.increment();
    long at = buffer.finish(packet);
    return NetworkDecoder.ip(packet, at) == PacketKind.IP;
  }

  private void giveUp(Datagram datagram, Counter why) {
    datagram.state = State.GIVEN_UP;
    free(datagram);
    why.increment();
  }

  private static void free(Datagram datagram) {
    if (datagram.buffer != null) {
      datagram.buffer.owner = null;
      datagram.buffer = null;
    }
  }

  private ReassemblyBuffer buffer(Datagram datagram) {
    ReassemblyBuffer buffer = null;
    for (int i = 0; i < MOST_BUFFERS; i++) {
      nextBuffer = (nextBuffer + 1) % MOST_BUFFERS;
      buffer = buffers[nextBuffer];
      if (buffer == null || buffer.owner == null) {
        break;
      }
    }
    if (buffer == null) {
      buffer = new ReassemblyBuffer();
      buffers[nextBuffer] = buffer;
    } else if (buffer.owner != null) {
      giveUp(buffer.owner, counters.tooMany);
    }
    buffer.begin(datagram);
    datagram.buffer = buffer;
    return buffer;
  }

  private Datagram datagram(Packet packet) {
    int set = Datagram.hash(packet) & (MOST_DATAGRAMS / WAYS - 1);
    int free = -1;
    int oldest = set * WAYS;
    for (int i = set * WAYS; i < (set + 1) * WAYS; i++) {
      Datagram each = slots[i];
      if (each == null || each.state == State.FREE) {
        free = i;
      } else if (each.holds(packet)) {
        return each;
      } else if (free < 0 && isOlder(each, slots[oldest])) {
        oldest = i;
      }
    }
    int slot = free < 0 ? oldest : free;
    Datagram datagram = slots[slot];
    if (datagram == null) {
      datagram = new Datagram();
      slots[slot] = datagram;
    } else if (datagram.state != State.FREE) {
      end(datagram, counters.tooMany);
    }
    datagram.begin(packet);
    used++;
    return datagram;
  }

  private static boolean isOlder(Datagram one, @Nullable Datagram other) {
    return other == null || one.sinceNanos < other.sinceNanos;
  }

  /** Forgets a packet; its fragments that wait are counted without ports. */
  private void end(Datagram datagram, Counter why) {
    if (datagram.state == State.GATHERING) {
      giveUp(datagram, why);
    }
    counters.unclaimed.add(frames.release(datagram));
    datagram.state = State.FREE;
    used--;
  }

  /** Forgets packets whose time is over. */
  void advance(long nowNanos) {
    boolean back = nowNanos < lookAtNanos - 2 * LOOK_EVERY_NANOS;
    if (used == 0 || (nowNanos < lookAtNanos && !back)) {
      return;
    }
    lookAtNanos = nowNanos + LOOK_EVERY_NANOS;
    for (Datagram each : slots) {
      if (each != null
          && each.state != State.FREE
          && Math.abs(nowNanos - each.sinceNanos) > TIMEOUT_NANOS) {
        end(each, counters.timedOut);
      }
    }
  }

  /** Forgets every packet. */
  void clear() {
    for (Datagram each : slots) {
      if (each != null && each.state != State.FREE) {
        end(each, counters.timedOut);
      }
    }
  }

  /** Makes the packet the next early fragment that can be counted now; false when there is none. */
  boolean next(Packet into) {
    return frames.next(into);
  }
}
