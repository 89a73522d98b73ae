package io.nightjar.capture;

import io.nightjar.natives.pcap.LivePcap;
import io.nightjar.natives.pcap.PcapException;
import io.nightjar.packet.LinkType;

/** Frames of libpcap: where there is no ring. */
final class PcapFrames implements LiveFrames {
  private final LivePcap pcap;
  private final LinkType link;
  private long dropped;
  private long interfaceDropped;

  PcapFrames(LivePcap pcap) {
    this.pcap = pcap;
    link = LinkType.of(pcap.dataLink());
  }

  @Override
  public int readNow(FrameConsumer consumer, int limit) {
    int frames = 0;
    while (frames < limit && next()) {
      consumer.frame(
          pcap.memory(),
          pcap.frameAddress(),
          pcap.capturedBytes(),
          Math.max(pcap.wireBytes(), pcap.capturedBytes()),
          pcap.timeNanos(),
          link);
      frames++;
    }
    return frames;
  }

  private boolean next() {
    try {
      return pcap.next();
    } catch (PcapException e) {
      throw new InterfaceGoneException(e);
    }
  }

  @Override
  public int descriptor() {
    return pcap.descriptor();
  }

  /** As far as is known: libpcap ends the capture when the interface goes down. */
  @Override
  public boolean isUp() {
    return true;
  }

  /** Carries libpcap's 32-bit counters on in 64 bits. */
  @Override
  public Losses losses() {
    try {
      pcap.readStatistics();
    } catch (PcapException e) {
      throw new InterfaceGoneException(e);
    }
    dropped = carriedOn(dropped, pcap.dropped());
    interfaceDropped = carriedOn(interfaceDropped, pcap.interfaceDropped());
    return new Losses(dropped + interfaceDropped, 0);
  }

  private static long carriedOn(long total, int low) {
    return total + Integer.toUnsignedLong(low - (int) total);
  }

  @Override
  public void close() {
    pcap.close();
  }
}
