package io.nightjar.identity;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Memory to put pieces together in, made when it is first needed; owned by one worker. It is
 * native, as all that parsers read: one kind of memory keeps their code fast.
 */
final class Scratch {
  /** Of each part: a handshake of the longest kind, with its record headers. */
  static final int BYTES = 2 * ClientHello.MAX_BYTES;

  private @Nullable MemorySegment wrapped;
  private @Nullable MemorySegment message;

  /** For bytes as they came: records, frames. */
  MemorySegment wrapped() {
    MemorySegment made = wrapped == null ? Arena.ofAuto().allocate(BYTES) : wrapped;
    wrapped = made;
    return made;
  }

  /** For the message taken out of them. */
  MemorySegment message() {
    MemorySegment made = message == null ? Arena.ofAuto().allocate(BYTES) : message;
    message = made;
    return made;
  }
}
