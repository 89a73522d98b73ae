package io.nightjar.packet;

/** IP protocol numbers (IANA, Assigned Internet Protocol Numbers). */
public final class IpProtocol {
  public static final int ICMP = 1;
  public static final int IPV4 = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int IPV6 = 41;
  public static final int GRE = 47;
  public static final int ESP = 50;
  public static final int AUTHENTICATION_HEADER = 51;
  public static final int ICMPV6 = 58;
  public static final int ETHERIP = 97;
  public static final int SCTP = 132;
  public static final int UDP_LITE = 136;
  public static final int MPLS = 137;

  private IpProtocol() {}

  /** Whether the layer 4 header begins with a source and a destination port. */
  public static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDP_LITE -> true;
      default -> false;
    };
  }
}
