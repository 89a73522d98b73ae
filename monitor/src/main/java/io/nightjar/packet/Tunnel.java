package io.nightjar.packet;

import java.util.Locale;

/** How one packet carries another. */
public enum Tunnel {
  /** The packet came as it is. */
  NONE,
  /** IPv4 in IPv4 (RFC 2003). */
  IP4_IN_IP4,
  /** IPv6 in IPv4 (RFC 4213). */
  IP6_IN_IP4,
  /** IPv4 in IPv6 (RFC 2473). */
  IP4_IN_IP6,
  /** IPv6 in IPv6 (RFC 2473). */
  IP6_IN_IP6,
  /** Generic routing encapsulation (RFC 2784, RFC 2890), NVGRE too (RFC 7637). */
  GRE,
  /** Point-to-point tunnelling: PPP in enhanced GRE (RFC 2637). */
  PPTP,
  /** Cisco's mirrored frames in GRE, types I, II and III. */
  ERSPAN,
  /** Ethernet directly in IP (RFC 3378). */
  ETHERIP,
  /** MPLS labels in IP (RFC 4023) or UDP (RFC 7510). */
  MPLS,
  /** IPv6 in UDP through NAT (RFC 4380). */
  TEREDO,
  /** Virtual extensible LAN (RFC 7348). */
  VXLAN,
  /** VXLAN with a protocol number. */
  VXLAN_GPE,
  /** Generic network virtualization encapsulation (RFC 8926). */
  GENEVE,
  /** The user plane of mobile networks (3GPP TS 29.281). */
  GTP_U,
  /** PPP in UDP (RFC 2661). */
  L2TP,
  /** Wireless access points to their controller, data channel (RFC 5415). */
  CAPWAP;

  private final String label =
      name().equals("NONE") ? "" : name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Lower case, with dashes; empty for none. */
  public String label() {
    return label;
  }
}
