package io.nightjar.host;

/** Where a host's name comes from; the one to believe first stands first. */
public enum NameSource {
  /** The host told the DHCP server, which gave it the address. */
  DHCP,
  /** The host announced it on the link. */
  MDNS,
  /** The host answered for it on the link. */
  LLMNR,
  /** The host registered it. */
  NETBIOS,
  /** The device announced it on its cable. */
  LLDP,
  /** Likewise, in Cisco's protocol. */
  CDP,
  /** A DNS answer led from the name to the address, or back. */
  DNS,
  /** A client asked the address for it in HTTP. */
  HTTP_HOST,
  /** A client asked the address for it in a TLS handshake. */
  TLS_SNI,
  /** A client asked the address for it in a QUIC handshake. */
  QUIC_SNI;

  /** Whether it is told on the host's own link: few, and worth keeping longer. */
  public boolean isLocal() {
    return compareTo(DNS) < 0;
  }
}
