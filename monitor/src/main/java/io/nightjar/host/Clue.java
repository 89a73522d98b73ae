package io.nightjar.host;

/**
 * Something a host sent that hints at what it is.
 *
 * @param value what it hints at; several that are as likely are joined by {@code " or "}
 * @param text what was seen: the network's, cleaned, never to be trusted
 * @param weight how far it goes, 100 for certain
 */
public record Clue(Trait trait, String value, Evidence evidence, String text, int weight) {
  /** What a clue is about. */
  public enum Trait {
    OS,
    DEVICE_TYPE
  }

  /** What a clue was read from. */
  public enum Evidence {
    DHCP_FINGERPRINT,
    DHCP_VENDOR_CLASS,
    HTTP_USER_AGENT,
    /** What a device says it is in LLDP or CDP. */
    LINK_DISCOVERY,
    MDNS,
    SSDP,
    SSH_BANNER,
    TCP_SYN
  }
}
