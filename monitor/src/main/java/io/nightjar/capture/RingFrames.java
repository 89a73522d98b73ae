package io.nightjar.capture;

import io.nightjar.natives.packetring.PacketRing;
import io.nightjar.natives.packetring.PacketRingException;
import io.nightjar.packet.LinkType;

/** Frames of a ring the kernel fills. */
final class RingFrames implements LiveFrames {
  private final PacketRing ring;

  RingFrames(PacketRing ring) {
    this.ring = ring;
  }

  @Override
  public int readNow(FrameConsumer consumer, int limit) {
    int frames = 0;
    while (frames < limit && ring.next()) {
      consumer.frame(
          ring.memory(),
          ring.frameOffset(),
          ring.capturedBytes(),
          ring.wireBytes(),
          ring.timeNanos(),
          LinkType.ETHERNET);
      frames++;
    }
    return frames;
  }

  @Override
  public int descriptor() {
    return ring.descriptor();
  }

  @Override
  public boolean isUp() {
    try {
      return ring.isUp();
    } catch (PacketRingException e) {
      throw new InterfaceGoneException(e);
    }
  }

  @Override
  public Losses losses() {
    try {
      ring.readStatistics();
      return new Losses(ring.dropped(), ring.freezes());
    } catch (PacketRingException e) {
      throw new InterfaceGoneException(e);
    }
  }

  @Override
  public void close() {
    ring.close();
  }
}
