package io.nightjar.capture;

import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.pcap.LivePcap;
import io.nightjar.natives.pcap.PcapException;
import io.nightjar.natives.pcap.PcapSettings;
import io.nightjar.packet.LinkType;
import java.util.Optional;

/**
 * Frames of a network interface as they pass. Read on one thread; the figures may be asked for on
 * any.
 */
public final class LiveInterface implements FrameSource {
  /**
   * How to capture.
   *
   * @param name the interface, as the kernel names it
   * @param snapBytes the most bytes captured of a frame
   * @param promiscuous whether frames to other machines count
   * @param bufferBytes kernel memory for frames not read yet
   * @param filter a pcap-filter(7) expression; blank for all frames
   */
  public record Config(
      String name, int snapBytes, boolean promiscuous, int bufferBytes, String filter) {
    /** Everything on this interface: whole frames, also those of interfaces with large ones. */
    public static Config of(String name) {
      return new Config(name, 262_144, true, 32 << 20, "");
    }
  }

  private static final int BLOCK_MILLIS = 20;
  private static final int LONGEST_WAIT_MILLIS = 100;
  private static final int READS_PER_STATISTICS = 16;

  private final Config config;
  private final LivePcap pcap;
  private final LinkType link;
  private int reads;
  private boolean closed;
  private volatile long received;
  private volatile long dropped;
  private volatile long interfaceDropped;
  private volatile String fault = "";

  private LiveInterface(Config config, LivePcap pcap) {
    this.config = config;
    this.pcap = pcap;
    link = LinkType.of(pcap.dataLink());
  }

  /**
   * Starts capturing.
   *
   * @throws CaptureException when it cannot; the message says what to do
   */
  public static LiveInterface open(Config config) {
    try {
      PcapSettings settings =
          new PcapSettings(
              config.name(),
              config.snapBytes(),
              config.promiscuous(),
              config.bufferBytes(),
              BLOCK_MILLIS,
              config.filter());
      return new LiveInterface(config, LivePcap.open(settings));
    } catch (PcapException | NativeLibraryException e) {
      throw new CaptureException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public int read(FrameConsumer consumer, int limit) {
    if (!fault.isEmpty()) {
      return END;
    }
    try {
      int frames = readNow(consumer, limit);
      if (frames == 0) {
        pcap.await(LONGEST_WAIT_MILLIS);
        frames = readNow(consumer, limit);
      }
      if (frames == 0 || ++reads % READS_PER_STATISTICS == 0) {
        readStatistics();
      }
      return frames;
    } catch (PcapException e) {
      fault = String.valueOf(e.getMessage());
      return END;
    }
  }

  private int readNow(FrameConsumer consumer, int limit) {
    int frames = 0;
    while (frames < limit && pcap.next()) {
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

  /** Carries libpcap's 32-bit counters on in 64 bits. */
  private void readStatistics() {
    pcap.readStatistics();
    received = carriedOn(received, pcap.received());
    dropped = carriedOn(dropped, pcap.dropped());
    interfaceDropped = carriedOn(interfaceDropped, pcap.interfaceDropped());
  }

  private static long carriedOn(long total, int low) {
    return total + Integer.toUnsignedLong(low - (int) total);
  }

  /** Frames the kernel had for this capture, those it dropped included. */
  public long received() {
    return received;
  }

  @Override
  public long droppedFrames() {
    return dropped + interfaceDropped;
  }

  /** Frames lost because they were not read in time. */
  public long dropped() {
    return dropped;
  }

  /** Frames the interface itself lost. */
  public long interfaceDropped() {
    return interfaceDropped;
  }

  /** Why the capture ended by itself, when it did. */
  @Override
  public Optional<String> failure() {
    return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
  }

  /** What the frames begin with. */
  public LinkType link() {
    return link;
  }

  /** The interface's name. */
  public String name() {
    return config.name();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pcap.close();
    }
  }
}
