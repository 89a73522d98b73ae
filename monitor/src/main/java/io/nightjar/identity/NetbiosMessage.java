package io.nightjar.identity;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A NetBIOS name service message (RFC 1002 section 4.2) that says its sender's own name: a
 * registration, a refresh, or an answer to a query. A name is 15 characters and a suffix, each byte
 * sent as two letters from {@code A} on, high half first (RFC 1001 section 14.1).
 *
 * <pre>
 *   0    2       4                     12
 *   +----+-------+---------------------+----+----------------------+---
 *   | id | flags | counts as in DNS    | 32 | 32 letters, A to P   | 0 …
 *   +----+-------+---------------------+----+----------------------+---
 * </pre>
 *
 * @param name without the blanks behind it
 * @param suffix what the name is for: 0x00 workstation, 0x20 file server, 0x1b … domains
 * @param isGroup whether it names a group of hosts
 */
record NetbiosMessage(String name, int suffix, boolean isGroup) {
  private static final int REGISTRATION = 5;
  private static final int REFRESH = 8;
  private static final int HEADER_BYTES = 12;
  private static final int ENCODED_BYTES = 32;
  private static final int NAME_LENGTH = 15;
  private static final int NAME_FIELD_BYTES = 34;

  /** The message; null where it says no name of its sender. */
  static @Nullable NetbiosMessage read(MemorySegment bytes, long offset, int length) {
    if (length < HEADER_BYTES + NAME_FIELD_BYTES) {
      return null;
    }
    ByteCursor message = new ByteCursor(bytes, offset + 2, length - 2L);
    int flags = message.u16();
    int questions = message.u16();
    int answers = message.u16();
    message.skip(HEADER_BYTES - 8);
    boolean isResponse = (flags & 0x8000) != 0;
    int opcode = flags >>> 11 & 0xf;
    boolean claims = !isResponse && questions == 1 && (opcode == REGISTRATION || opcode == REFRESH);
    boolean tells = isResponse && opcode == 0 && answers == 1 && (flags & 0xf) == 0;
    if ((!claims && !tells) || message.u8() != ENCODED_BYTES) {
      return null;
    }
    return decode(message, flags(bytes, offset, length, claims));
  }

  /** The name's flags: behind the question and its record's header, or behind the answer's. */
  private static int flags(MemorySegment bytes, long offset, int length, boolean claims) {
    int at = HEADER_BYTES + NAME_FIELD_BYTES + (claims ? 4 + 2 : 0) + 10;
    return length < at + 2 ? 0 : new ByteCursor(bytes, offset + at, 2).u16();
  }

  private static @Nullable NetbiosMessage decode(ByteCursor message, int nameFlags) {
    byte[] decoded = new byte[NAME_LENGTH + 1];
    for (int i = 0; i <= NAME_LENGTH; i++) {
      int high = message.u8() - 'A';
      int low = message.u8() - 'A';
      if (high < 0 || high > 15 || low < 0 || low > 15) {
        return null;
      }
      decoded[i] = (byte) (high << 4 | low);
    }
    String name = NetworkText.of(java.util.Arrays.copyOf(decoded, NAME_LENGTH));
    boolean isGroup = (nameFlags & 0x8000) != 0;
    return name.isEmpty() || name.startsWith("*")
        ? null
        : new NetbiosMessage(name, decoded[NAME_LENGTH] & 0xff, isGroup);
  }
}
