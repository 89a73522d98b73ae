package io.nightjar.packet;

/**
 * What a captured frame begins with. The numbers are those of pcap files (LINKTYPE_ values) and of
 * {@code pcap_datalink} (DLT_ values), which differ only for raw IP.
 */
public enum LinkType {
  /** BSD loopback: 4 bytes of address family in the byte order of the capturing host. */
  NULL(0),
  ETHERNET(1),
  /** PPP, with or without its address and control bytes. */
  PPP(9),
  /** IPv4 or IPv6 without a link header. */
  RAW_IP(101),
  /** PPP in HDLC-like framing, or Cisco HDLC. */
  PPP_HDLC(50),
  /** PPPoE without its Ethernet header. */
  PPPOE(51),
  CISCO_HDLC(104),
  IEEE80211(105),
  /** OpenBSD loopback: 4 bytes of address family in network byte order. */
  LOOP(108),
  LINUX_COOKED(113),
  /** IEEE 802.11 behind a Prism (or AVS) header. */
  PRISM(119),
  /** IEEE 802.11 behind a radiotap header. */
  RADIOTAP(127),
  /** IEEE 802.11 behind an AVS header. */
  AVS(163),
  /** Any link type behind a per-packet information header. */
  PPI(192),
  IPV4(228),
  IPV6(229),
  /** Linux netfilter log. */
  NFLOG(239),
  LINUX_COOKED_V2(276),
  /** Any other number: frames count as {@link PacketKind#UNKNOWN_LINK_TYPE}. */
  UNKNOWN(-1);

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  /** The link type of this number, {@link #UNKNOWN} where none is known. */
  public static LinkType of(int number) {
    if (number == 12 || number == 14) {
      return RAW_IP;
    }
    for (LinkType type : LinkTypes.ALL) {
      if (type.number == number) {
        return type;
      }
    }
    return UNKNOWN;
  }

  /** The number pcap files carry. */
  public int number() {
    return number;
  }

  /** Holds the values once, because {@code values()} copies. */
  private static final class LinkTypes {
    private static final LinkType[] ALL = LinkType.values();
  }
}
