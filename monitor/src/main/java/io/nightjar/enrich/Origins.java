package io.nightjar.enrich;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Countries and autonomous systems of public addresses, read in place from the form that {@link
 * OriginsFile} writes. Safe from several threads.
 */
final class Origins {
  /**
   * An autonomous system.
   *
   * @param number 0 when unknown
   * @param name its organisation, empty when unknown
   */
  record AutonomousSystem(long number, String name) {
    static final AutonomousSystem UNKNOWN = new AutonomousSystem(0, "");
  }

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final AddressRanges countries;
  private final AddressRanges systems;
  private final MemorySegment numbers;
  private final MemorySegment nameEnds;
  private final MemorySegment names;

  /**
   * What lies in this memory.
   *
   * @param body behind the file's header
   * @param counts as {@link OriginsFile} has them
   * @throws IndexOutOfBoundsException when the counts need more than there is
   */
  Origins(MemorySegment body, int[] counts) {
    long at = AddressRanges.bytes(counts[0], counts[1]);
    countries = new AddressRanges(body, counts[0], counts[1]);
    systems = new AddressRanges(body.asSlice(at), counts[2], counts[3]);
    at += AddressRanges.bytes(counts[2], counts[3]);
    numbers = body.asSlice(at, counts[4] * 8L);
    at += numbers.byteSize();
    nameEnds = body.asSlice(at, counts[4] * 4L);
    at += nameEnds.byteSize();
    names = body.asSlice(at, counts[5]);
  }

  /** Two upper-case letters in the low 16 bits, 0 when unknown. */
  int country(long high, long low) {
    return countries.of(high, low);
  }

  /** One more than the index of the system that announces the address, 0 when unknown. */
  int systemIndex(long high, long low) {
    return systems.of(high, low);
  }

  /** The system of an index as {@link #systemIndex} tells it. */
  AutonomousSystem system(int index) {
    if (index == 0) {
      return AutonomousSystem.UNKNOWN;
    }
    int i = index - 1;
    int start = i == 0 ? 0 : nameEnds.get(INT, (i - 1) * 4L);
    int length = nameEnds.get(INT, i * 4L) - start;
    byte[] name = names.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    return new AutonomousSystem(
        numbers.get(LONG, i * 8L), new String(name, StandardCharsets.UTF_8));
  }
}
