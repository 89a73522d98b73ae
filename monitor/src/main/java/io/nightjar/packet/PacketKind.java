package io.nightjar.packet;

import java.util.Locale;

/**
 * What a frame turned out to be. Whoever counts kinds keeps an array by {@link #ordinal}; each kind
 * has a {@link #metric} name and a {@link #description}.
 */
public enum PacketKind {
  IP("IPv4 or IPv6, its addresses known"),
  EARLY_FRAGMENT("an IP fragment that is counted later, with the ports of its first"),

  ARP("address resolution, RARP included (RFC 826, RFC 903)"),
  LLDP("link layer discovery (IEEE 802.1AB)"),
  EAPOL("port-based network access control (IEEE 802.1X)"),
  MACSEC("encrypted Ethernet (IEEE 802.1AE)"),
  SLOW_PROTOCOL("LACP, marker, OAM (IEEE 802.3 annex 57A)"),
  FLOW_CONTROL("Ethernet pause frames (IEEE 802.3 annex 31B)"),
  PTP("precision time over Ethernet (IEEE 1588)"),
  CFM("connectivity fault management (IEEE 802.1ag)"),
  LOOPBACK("Ethernet configuration testing protocol"),
  WAKE_ON_LAN("magic packets"),
  MPLS("label-switched, and not IP under the labels (RFC 3032)"),
  TRILL("transparent interconnection of lots of links (RFC 6325)"),
  NSH("network service header (RFC 8300)"),
  PPPOE_DISCOVERY("PPP over Ethernet, discovery stage (RFC 2516)"),
  PPPOE_SESSION("PPP over Ethernet, session stage, not IP (RFC 2516)"),
  PPP_CONTROL("PPP link control, authentication and other non-IP (RFC 1661)"),
  FCOE("Fibre Channel over Ethernet"),
  ATA_OVER_ETHERNET("ATA over Ethernet"),
  HOMEPLUG("power-line networking"),
  REALTEK("Realtek remote control and loop detection"),
  BATMAN("B.A.T.M.A.N. mesh routing"),

  PROFINET("PROFINET real time (IEC 61158)"),
  ETHERCAT("EtherCAT (IEC 61158)"),
  POWERLINK("Ethernet POWERLINK"),
  SERCOS("SERCOS III"),
  GOOSE("substation events (IEC 61850-8-1)"),
  GSE("substation management (IEC 61850-8-1)"),
  SAMPLED_VALUES("substation measurements (IEC 61850-9-2)"),

  STP("spanning tree (IEEE 802.1D), Cisco's per VLAN too"),
  CDP("Cisco discovery"),
  CISCO_LINK("other Cisco link protocols: DTP, VTP, PAgP, UDLD"),
  ISIS("IS-IS and other OSI routing (ISO 10589)"),
  IPX("Novell IPX"),
  NETBEUI("NetBIOS frames"),
  SNAP_OTHER("other SNAP (IEEE 802)"),
  LLC_OTHER("other LLC (IEEE 802.2)"),

  WLAN_MANAGEMENT("IEEE 802.11 management frames: beacons, probes, authentication"),
  WLAN_CONTROL("IEEE 802.11 control frames: acknowledgments, RTS, CTS"),
  WLAN_ENCRYPTED("IEEE 802.11 data the capture has no key for"),
  WLAN_NO_DATA("IEEE 802.11 data frames without data"),

  UNKNOWN_ETHERTYPE("an EtherType Nightjar does not know"),
  UNKNOWN_LINK_TYPE("a link type Nightjar cannot read"),

  TRUNCATED_LINK("ends inside its link header"),
  TRUNCATED_IPV4("ends inside the 20 bytes every IPv4 header has"),
  TRUNCATED_IPV6("ends inside the 40 bytes of the IPv6 header"),
  BAD_IPV4_HEADER("IPv4 header length below 20 bytes, or above the total length"),
  BAD_VERSION("said to be IP, with a version other than 4 and 6"),
  TOO_MANY_TAGS("more stacked tags or labels than any network uses");

  private final String metric = name().toLowerCase(Locale.ROOT);
  private final String description;

  PacketKind(String description) {
    this.description = description;
  }

  /** The label value in metrics: lower snake case. */
  public String metric() {
    return metric;
  }

  /** One line saying what it is. */
  public String description() {
    return description;
  }

  /** Whether the frame is broken, as opposed to being something else than IP. */
  public boolean isMalformed() {
    return compareTo(TRUNCATED_LINK) >= 0;
  }
}
