package io.nightjar.natives.icmp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * Memory that recvmsg(2) fills: the message, who sent it, and what the kernel says of it beside
 * ({@code struct msghdr} and {@code struct cmsghdr} of 64-bit Linux). Used by one thread.
 */
final class ReceivedMessage {
  private static final int BUFFER_BYTES = 2048;
  private static final int CONTROL_BYTES = 512;
  private static final int NAME_BYTES = 32;

  /* struct msghdr. */
  private static final long HEADER_BYTES = 56;
  private static final long NAME = 0;
  private static final long NAME_LENGTH = 8;
  private static final long VECTOR = 16;
  private static final long VECTOR_LENGTH = 24;
  private static final long CONTROL = 32;
  private static final long CONTROL_LENGTH = 40;

  /* struct cmsghdr: length (size_t), level, type, then data. */
  private static final long LEVEL = 8;
  private static final long TYPE = 12;
  private static final long DATA = 16;

  private static final int SOL_SOCKET = 1;
  private static final int SO_TIMESTAMPNS = 35;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /* struct sock_extended_err: errno (int), origin, type, code, padding, info, data; the offender. */
  private static final long ERROR_ORIGIN = 4;
  private static final long ERROR_TYPE = 5;
  private static final long ERROR_OFFENDER = 16;

  private final MemorySegment header;
  private final MemorySegment vector;
  private final MemorySegment name;
  private final MemorySegment buffer;
  private final MemorySegment control;

  ReceivedMessage(Arena arena) {
    header = arena.allocate(HEADER_BYTES, 8);
    vector = arena.allocate(16, 8);
    name = arena.allocate(NAME_BYTES, 8);
    buffer = arena.allocate(BUFFER_BYTES, 8);
    control = arena.allocate(CONTROL_BYTES, 8);
    vector.set(ADDRESS, 0, buffer);
    vector.set(JAVA_LONG, 8, BUFFER_BYTES);
  }

  /** The header to receive with, its lengths as they must be before a call. */
  MemorySegment ready() {
    header.set(ADDRESS, NAME, name);
    header.set(JAVA_INT, NAME_LENGTH, NAME_BYTES);
    header.set(ADDRESS, VECTOR, vector);
    header.set(JAVA_LONG, VECTOR_LENGTH, 1);
    header.set(ADDRESS, CONTROL, control);
    header.set(JAVA_LONG, CONTROL_LENGTH, CONTROL_BYTES);
    return header;
  }

  MemorySegment buffer() {
    return buffer;
  }

  /** Who sent it. */
  byte[] sender() {
    return SocketAddress.address(name, 0);
  }

  /** How long ago the kernel got it, by the clock, which may have been set meanwhile. */
  long waitedNanos() {
    long at = control(SOL_SOCKET, SO_TIMESTAMPNS);
    if (at < 0) {
      return 0;
    }
    Instant now = Instant.now();
    long waited =
        (now.getEpochSecond() - control.get(JAVA_LONG, at)) * NANOS_PER_SECOND
            + now.getNano()
            - control.get(JAVA_LONG, at + 8);
    return waited > 0 && waited < NANOS_PER_SECOND ? waited : 0;
  }

  /** Where the extended error of this level and type begins; -1 when there is none. */
  long error(int level, int type) {
    return control(level, type);
  }

  int errorOrigin(long at) {
    return control.get(JAVA_BYTE, at + ERROR_ORIGIN) & 0xff;
  }

  int errorType(long at) {
    return control.get(JAVA_BYTE, at + ERROR_TYPE) & 0xff;
  }

  /** Who sent the error; who it was meant for where the kernel does not know. */
  byte[] offender(long at) {
    boolean isKnown = control.get(JAVA_SHORT, at + ERROR_OFFENDER) != 0;
    return isKnown ? SocketAddress.address(control, at + ERROR_OFFENDER) : sender();
  }

  /** The data of the first message of this level and type. */
  private long control(int level, int type) {
    long filled = Math.min(header.get(JAVA_LONG, CONTROL_LENGTH), CONTROL_BYTES);
    long at = 0;
    while (at + DATA <= filled) {
      long length = control.get(JAVA_LONG, at);
      if (length < DATA) {
        return -1;
      }
      if (control.get(JAVA_INT, at + LEVEL) == level && control.get(JAVA_INT, at + TYPE) == type) {
        return at + DATA;
      }
      at += (length + 7) / 8 * 8;
    }
    return -1;
  }
}
