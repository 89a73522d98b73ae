package io.nightjar.natives.packetring;

/**
 * How to capture on an interface.
 *
 * @param interfaceName as the kernel names it
 * @param rings how many share its frames; all frames of a flow come to the same one
 * @param ringBytes kernel memory of each ring, rounded down to whole blocks, two at least
 * @param blockMillis how long the kernel may gather frames before it shows them
 * @param promiscuous whether frames to other machines count
 * @param cardTime whether times are those of the card's clock, where it stamps frames
 * @param filter which frames, and how many bytes of each
 */
public record PacketRingSettings(
    String interfaceName,
    int rings,
    long ringBytes,
    int blockMillis,
    boolean promiscuous,
    boolean cardTime,
    BpfProgram filter) {
  /** Room for the largest frame of any interface, with its header. */
  static final int BLOCK_BYTES = 128 << 10;

  private static final int MOST_RINGS = 256;

  /** Checks the ranges. */
  public PacketRingSettings {
    if (interfaceName.isBlank()) {
      throw new IllegalArgumentException("an interface has a name, got a blank one");
    }
    if (rings < 1 || rings > MOST_RINGS || blockMillis < 1 || ringBytes < 1) {
      throw new IllegalArgumentException(
          "1 to 256 rings, of at least 1 byte and 1 ms a block, got "
              + rings
              + ", "
              + ringBytes
              + ", "
              + blockMillis);
    }
  }

  /** Blocks of a ring. */
  int blocks() {
    return Math.toIntExact(Math.clamp(ringBytes / BLOCK_BYTES, 2, Integer.MAX_VALUE / BLOCK_BYTES));
  }
}
