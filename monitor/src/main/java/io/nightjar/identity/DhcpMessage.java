package io.nightjar.identity;

import io.nightjar.net.IpAddress;
import java.lang.foreign.MemorySegment;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A DHCP message (RFC 2131 section 2, options of RFC 2132).
 *
 * <pre>
 *   0    1       2      3      4     8      10     12       16       20       24
 *   +----+-------+------+------+-----+------+-------+--------+--------+--------+
 *   | op | htype | hlen | hops | xid | secs | flags | ciaddr | yiaddr | siaddr |
 *   +----+-------+------+------+-----+------+-------+--------+--------+--------+
 *   24 giaddr | 28 chaddr 16 | 44 sname 64 | 108 file 128 | 236 cookie | 240 options
 * </pre>
 *
 * @param type option 53: 1 discover, 2 offer, 3 request, 5 acknowledgment, …; 0 for BOOTP
 * @param clientMac the client's address, 48 bits; 0 where it is no Ethernet address
 * @param clientIp what the client uses already, null for none
 * @param assignedIp what the server gives, null for none
 * @param requestedIp option 50, null for none
 * @param hostName option 12, or the name of option 81 (RFC 4702)
 * @param fingerprint option 55 in the order asked, {@code 1,3,6,15}
 * @param vendorClass option 60
 * @param leaseSeconds option 51, 0 for none
 */
record DhcpMessage(
    boolean fromServer,
    int type,
    long clientMac,
    @Nullable IpAddress clientIp,
    @Nullable IpAddress assignedIp,
    @Nullable IpAddress requestedIp,
    String hostName,
    String fingerprint,
    String vendorClass,
    long leaseSeconds) {
  static final int REQUEST = 3;
  static final int ACKNOWLEDGMENT = 5;

  private static final int FIXED_BYTES = 240;
  private static final int COOKIE_AT = 236;
  private static final long COOKIE = 0x63825363L;
  private static final int END = 255;
  private static final int ETHERNET_AND_SIX_BYTES = 0x0106;
  private static final int FQDN_HEADER_BYTES = 3;

  /** The message; null where it is none. */
  static @Nullable DhcpMessage read(MemorySegment bytes, long offset, int length) {
    if (length < FIXED_BYTES || new ByteCursor(bytes, offset + COOKIE_AT, 4).u32() != COOKIE) {
      return null;
    }
    ByteCursor fixed = new ByteCursor(bytes, offset, COOKIE_AT);
    int op = fixed.u8();
    boolean ethernet = fixed.u16() == ETHERNET_AND_SIX_BYTES;
    fixed.skip(9);
    IpAddress clientIp = address(fixed.u32());
    IpAddress assignedIp = address(fixed.u32());
    fixed.skip(8);
    long mac = (long) fixed.u16() << 32 | fixed.u32();
    Options options = new Options();
    options.read(new ByteCursor(bytes, offset + FIXED_BYTES, length - FIXED_BYTES));
    return new DhcpMessage(
        op == 2,
        options.type,
        ethernet ? mac : 0,
        clientIp,
        assignedIp,
        options.requestedIp,
        options.hostName.isEmpty() ? options.fqdn : options.hostName,
        options.fingerprint,
        options.vendorClass,
        options.leaseSeconds);
  }

  private static @Nullable IpAddress address(long bits) {
    return bits == 0 ? null : IpAddress.v4((int) bits);
  }

  private static final class Options {
    private int type;
    private @Nullable IpAddress requestedIp;
    private String hostName = "";
    private String fqdn = "";
    private String fingerprint = "";
    private String vendorClass = "";
    private long leaseSeconds;

    void read(ByteCursor options) {
      while (options.remaining() > 0) {
        int code = options.u8();
        if (code == END) {
          return;
        }
        if (code != 0) {
          take(code, options.part(options.u8()));
        }
      }
    }

    private void take(int code, ByteCursor value) {
      if (value.overran()) {
        return;
      }
      switch (code) {
        case 12 -> hostName = value.text(value.remaining());
        case 50 -> requestedIp = address(value.u32());
        case 51 -> leaseSeconds = value.u32();
        case 53 -> type = value.u8();
        case 55 -> fingerprint = numbers(value);
        case 60 -> vendorClass = value.text(value.remaining());
        case 81 -> fqdn = fqdn(value);
        default -> {
          // tells nothing of who the client is
        }
      }
    }

    private static String numbers(ByteCursor value) {
      StringJoiner joined = new StringJoiner(",");
      while (value.remaining() > 0) {
        joined.add(Integer.toString(value.u8()));
      }
      return joined.toString();
    }

    /** Flags, two codes no longer used, then the name: as text, or as labels when flag 4 is set. */
    private static String fqdn(ByteCursor value) {
      boolean asLabels = (value.u8() & 4) != 0;
      value.skip(FQDN_HEADER_BYTES - 1);
      if (!asLabels) {
        return value.text(value.remaining());
      }
      StringJoiner labels = new StringJoiner(".");
      for (int size = value.u8(); size > 0 && size < 64 && !value.overran(); size = value.u8()) {
        labels.add(value.text(size));
      }
      return labels.toString();
    }
  }
}
