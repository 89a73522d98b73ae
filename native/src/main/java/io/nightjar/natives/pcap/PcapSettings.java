package io.nightjar.natives.pcap;

/**
 * How to capture on an interface.
 *
 * @param interfaceName as the kernel names it
 * @param snapBytes the most bytes captured of a frame
 * @param promiscuous whether frames to other machines count
 * @param bufferBytes kernel memory for frames not read yet
 * @param blockMillis how long the kernel may gather frames before it shows them
 * @param filter a pcap-filter(7) expression; blank for all frames
 */
public record PcapSettings(
    String interfaceName,
    int snapBytes,
    boolean promiscuous,
    int bufferBytes,
    int blockMillis,
    String filter) {
  /** Checks the ranges. */
  public PcapSettings {
    if (interfaceName.isBlank()) {
      throw new IllegalArgumentException("an interface has a name, got a blank one");
    }
    if (snapBytes < 1 || bufferBytes < 1 || blockMillis < 1) {
      throw new IllegalArgumentException(
          "snapBytes, bufferBytes and blockMillis are at least 1, got "
              + snapBytes
              + ", "
              + bufferBytes
              + ", "
              + blockMillis);
    }
  }
}
