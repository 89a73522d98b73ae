package io.nightjar.identity;

import io.nightjar.net.IpAddress;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DNS message (RFC 1035 section 4.1), as DNS, mDNS (RFC 6762) and LLMNR (RFC 4795) send it.
 *
 * <pre>
 *   0        2        4         6         8           10           12
 *   +--------+--------+---------+---------+-----------+------------+-----------
 *   |   id   | flags  | queries | answers | authority | additional | sections
 *   +--------+--------+---------+---------+-----------+------------+-----------
 *   record: name | type 2 | class 2 | TTL 4 | length 2 | data
 * </pre>
 *
 * @param question the first name asked for; empty when there is none
 * @param questionType its type
 * @param records answers and additional records, at most {@value #MAX_RECORDS}
 */
public record DnsMessage(
    boolean isResponse, int responseCode, String question, int questionType, List<Answer> records) {
  /** The type of an IPv4 address. */
  public static final int A = 1;

  /** The type of another name of the same host. */
  public static final int CNAME = 5;

  static final int PTR = 12;
  static final int TXT = 16;

  /** The type of an IPv6 address. */
  public static final int AAAA = 28;

  static final int SRV = 33;

  private static final int MAX_RECORDS = 64;
  private static final int HEADER_BYTES = 12;
  private static final int MAX_QUESTIONS = 16;
  private static final int MAX_STRINGS = 32;

  /**
   * One resource record of class IN.
   *
   * @param ttlSeconds how long it may be kept
   * @param address of A and AAAA, else null
   * @param text the name that PTR, CNAME and SRV lead to; TXT's strings, each ended by a line feed
   */
  public record Answer(
      String name, int type, long ttlSeconds, @Nullable IpAddress address, String text) {}

  /** The message, as far as it can be read; null where it is none. */
  public static @Nullable DnsMessage read(MemorySegment bytes, long offset, int length) {
    if (length < HEADER_BYTES) {
      return null;
    }
    ByteCursor header = new ByteCursor(bytes, offset + 2, HEADER_BYTES - 2);
    int flags = header.u16();
    int questions = header.u16();
    int answers = header.u16();
    int authorities = header.u16();
    int additional = header.u16();
    if ((flags & 0x7840) != 0 || questions > MAX_QUESTIONS) {
      return null; // another opcode than a query's, or the bit that must be zero
    }
    DnsName names = new DnsName(bytes, offset, offset + length);
    long at = offset + HEADER_BYTES;
    String question = "";
    int type = 0;
    for (int i = 0; i < questions; i++) {
      at = names.read(at);
      if (at < 0 || at + 4 > offset + length) {
        return null;
      }
      if (i == 0) {
        question = names.text();
        type = new ByteCursor(bytes, at, 2).u16();
      }
      at += 4;
    }
    List<Answer> records = new ArrayList<>(4);
    int count = answers + authorities + additional;
    readRecords(bytes, at, offset + length, names, count, records);
    return new DnsMessage((flags & 0x8000) != 0, flags & 0xf, question, type, records);
  }

  private static void readRecords(
      MemorySegment bytes, long first, long end, DnsName names, int count, List<Answer> records) {
    long at = first;
    for (int i = 0; i < Math.min(count, MAX_RECORDS); i++) {
      at = names.read(at);
      if (at < 0) {
        return;
      }
      String owner = names.text();
      ByteCursor fixed = new ByteCursor(bytes, at, end - at);
      int type = fixed.u16();
      int kind = fixed.u16() & 0x7fff; // the highest bit is mDNS's cache flush
      long ttl = fixed.u32();
      ByteCursor data = fixed.part(fixed.u16());
      if (fixed.overran()) {
        return;
      }
      at = fixed.offset();
      if (kind == 1) {
        records.add(answer(owner, type, ttl, data, names));
      }
    }
  }

  private static Answer answer(String owner, int type, long ttl, ByteCursor data, DnsName names) {
    IpAddress address =
        switch (type) {
          case A -> data.remaining() == 4 ? IpAddress.v4((int) data.u32()) : null;
          case AAAA -> data.remaining() == 16 ? new IpAddress(data.i64(), data.i64()) : null;
          default -> null;
        };
    String text =
        switch (type) {
          case PTR, CNAME -> name(data.offset(), names);
          case SRV -> name(data.offset() + 6, names);
          case TXT -> strings(data);
          default -> "";
        };
    return new Answer(owner, type, ttl, address, text);
  }

  private static String name(long at, DnsName names) {
    return names.read(at) < 0 ? "" : names.text();
  }

  private static String strings(ByteCursor data) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < MAX_STRINGS && data.remaining() > 0; i++) {
      all.append(data.text(data.u8())).append('\n');
    }
    return all.toString();
  }
}
