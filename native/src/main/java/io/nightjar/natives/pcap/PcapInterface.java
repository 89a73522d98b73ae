package io.nightjar.natives.pcap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * An interface libpcap could capture on.
 *
 * @param name as the kernel names it
 * @param description as libpcap describes it, often empty
 * @param isLoopback whether packets on it never leave the machine
 * @param isUp whether it is up
 */
public record PcapInterface(String name, String description, boolean isLoopback, boolean isUp) {
  /* struct pcap_if: next, name, description, addresses (pointers), then flags (unsigned int). */
  private static final long BYTES = 40;
  private static final long NEXT = 0;
  private static final long NAME = 8;
  private static final long DESCRIPTION = 16;
  private static final long FLAGS = 32;
  private static final int FLAG_LOOPBACK = 1;
  private static final int FLAG_UP = 2;
  private static final long LONGEST_TEXT = 4096;

  /**
   * All interfaces, in libpcap's order.
   *
   * @throws PcapException when they cannot be listed
   */
  public static List<PcapInterface> all() {
    PcapVersion.check();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment first = arena.allocate(ADDRESS);
      MemorySegment error = arena.allocate(LivePcap.ERROR_BYTES);
      if (PcapLibrary.findAllDevices(first, error) != 0) {
        throw new PcapException("cannot list interfaces: " + error.getString(0));
      }
      MemorySegment list = first.get(ADDRESS, 0);
      List<PcapInterface> interfaces = new ArrayList<>();
      for (MemorySegment at = list; at.address() != 0; ) {
        MemorySegment device = at.reinterpret(BYTES);
        int flags = device.get(JAVA_INT, FLAGS);
        interfaces.add(
            new PcapInterface(
                text(device.get(ADDRESS, NAME)),
                text(device.get(ADDRESS, DESCRIPTION)),
                (flags & FLAG_LOOPBACK) != 0,
                (flags & FLAG_UP) != 0));
        at = device.get(ADDRESS, NEXT);
      }
      PcapLibrary.freeAllDevices(list);
      return List.copyOf(interfaces);
    }
  }

  private static String text(MemorySegment pointer) {
    return pointer.address() == 0 ? "" : pointer.reinterpret(LONGEST_TEXT).getString(0);
  }
}
