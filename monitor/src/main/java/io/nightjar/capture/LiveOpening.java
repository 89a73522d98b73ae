package io.nightjar.capture;

import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.packetring.BpfProgram;
import io.nightjar.natives.packetring.PacketRing;
import io.nightjar.natives.packetring.PacketRingException;
import io.nightjar.natives.packetring.PacketRingSettings;
import io.nightjar.natives.pcap.LivePcap;
import io.nightjar.natives.pcap.PcapException;
import io.nightjar.natives.pcap.PcapSettings;
import java.util.List;

/**
 * Opens the captures of an interface: a ring for each worker, or libpcap where there is no ring.
 */
final class LiveOpening {
  private static final System.Logger LOG = System.getLogger(LiveOpening.class.getName());

  /** Frames are shown after at most about twice as long. */
  private static final int BLOCK_MILLIS = 30;

  /** libpcap's name for all interfaces together. */
  private static final String ALL_INTERFACES = "any";

  private LiveOpening() {}

  /**
   * Running captures: one for each worker, or only one.
   *
   * @throws InterfaceGoneException when trying again later may help
   * @throws CaptureException when it does not; the message says what to do
   */
  static List<LiveFrames> open(LiveInterface.Config config) {
    if (config.name().equals(ALL_INTERFACES)) {
      return List.of(withoutRing(config, "it is all interfaces together"));
    }
    try {
      return PacketRing.open(ringSettings(config)).stream()
          .<LiveFrames>map(RingFrames::new)
          .toList();
    } catch (PacketRingException e) {
      return switch (e.reason()) {
        case NO_INTERFACE -> throw new InterfaceGoneException(e);
        case NO_RING -> List.of(withoutRing(config, String.valueOf(e.getMessage())));
        case NO_RIGHT, REFUSED -> throw refusal(e);
      };
    } catch (PcapException e) {
      throw new InterfaceGoneException(e);
    } catch (IllegalArgumentException | NativeLibraryException e) {
      throw refusal(e);
    }
  }

  private static LiveFrames withoutRing(LiveInterface.Config config, String why) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: read by one worker through libpcap: {1}",
        config.name(),
        why);
    try {
      return new PcapFrames(LivePcap.open(pcapSettings(config)));
    } catch (PcapException e) {
      throw new InterfaceGoneException(e);
    } catch (IllegalArgumentException | NativeLibraryException e) {
      throw refusal(e);
    }
  }

  private static CaptureException refusal(RuntimeException e) {
    return new CaptureException(String.valueOf(e.getMessage()), e);
  }

  private static PacketRingSettings ringSettings(LiveInterface.Config config) {
    BpfProgram filter =
        config.filter().isBlank()
            ? BpfProgram.everything(config.snapBytes())
            : LivePcap.compile(pcapSettings(config));
    return new PacketRingSettings(
        config.name(),
        config.workers(),
        config.bufferBytes() / config.workers(),
        BLOCK_MILLIS,
        config.promiscuous(),
        config.cardTime(),
        filter);
  }

  private static PcapSettings pcapSettings(LiveInterface.Config config) {
    return new PcapSettings(
        config.name(),
        config.snapBytes(),
        config.promiscuous(),
        Math.toIntExact(Math.min(config.bufferBytes(), Integer.MAX_VALUE)),
        BLOCK_MILLIS,
        config.filter());
  }
}
