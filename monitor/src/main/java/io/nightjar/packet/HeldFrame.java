package io.nightjar.packet;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A fragment that came before the first of its packet, as far as it will be counted. */
final class HeldFrame {
  private final Packet packet = new Packet();
  @Nullable HeldFrame next;

  void hold(Packet fragment) {
    packet.copyFrom(fragment);
    // The frame's memory is somebody else's by the time this is counted.
    packet.bytes = MemorySegment.NULL;
    packet.ipOffset = 0;
    packet.ipBytes = 0;
    packet.payloadOffset = 0;
    packet.forgetTransport();
  }

  Packet packet() {
    return packet;
  }
}
