package io.nightjar.packet;

import org.jspecify.annotations.Nullable;

/** Early fragments: those that wait for the first of their packet, and those that may go. */
final class HeldFrames {
  private @Nullable HeldFrame unused;
  private @Nullable HeldFrame ready;
  private int made;

  /** Holds a copy of the fragment; false when too many wait. */
  boolean hold(Datagram datagram, Packet packet) {
    HeldFrame frame = unused;
    if (frame != null) {
      unused = frame.next;
    } else if (made < FragmentTable.MOST_HELD) {
      frame = new HeldFrame();
      made++;
    } else {
      return false;
    }
    frame.hold(packet);
    frame.next = datagram.held;
    datagram.held = frame;
    return true;
  }

  /** Lets the fragments of this packet go, with the ports that are known now. */
  void claim(Datagram datagram) {
    for (HeldFrame each = datagram.held; each != null; each = each.next) {
      datagram.teach(each.packet());
    }
    release(datagram);
  }

  /** Lets the fragments of this packet go as they are; returns how many. */
  int release(Datagram datagram) {
    int released = 0;
    HeldFrame frame = datagram.held;
    while (frame != null) {
      HeldFrame next = frame.next;
      frame.next = ready;
      ready = frame;
      frame = next;
      released++;
    }
    datagram.held = null;
    return released;
  }

  /** Makes the packet the next fragment that may go; false when there is none. */
  boolean next(Packet into) {
    HeldFrame frame = ready;
    if (frame == null) {
      return false;
    }
    ready = frame.next;
    into.copyFrom(frame.packet());
    frame.next = unused;
    unused = frame;
    return true;
  }
}
