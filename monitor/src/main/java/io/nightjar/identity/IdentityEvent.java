package io.nightjar.identity;

import java.util.Locale;

/** What is counted of names and fingerprints. */
public enum IdentityEvent {
  NAMES_LEARNED("Names told of an address"),
  NAMES_FORGOTTEN("Times the older half of a table of names was dropped because it was full"),
  MESSAGES_MALFORMED("DNS, DHCP, NetBIOS and SSDP messages that could not be read"),
  MESSAGES_SKIPPED("Such messages not read: more than the allowance of a second"),
  HANDSHAKES_READ("TLS, QUIC and SSH handshakes that gave a fingerprint"),
  HANDSHAKES_MALFORMED("TLS, QUIC and SSH handshakes that could not be read"),
  HANDSHAKES_ABANDONED("Handshakes in pieces given up: too many at once, or the flow went on"),
  HANDSHAKES_SKIPPED("QUIC handshakes not decrypted: more than the allowance of a second"),
  IDENTITIES_REFUSED("Clues dropped because too many hosts had some");

  private final String description;

  IdentityEvent(String description) {
    this.description = description;
  }

  /** One sentence for metrics. */
  public String description() {
    return description;
  }

  /** Name in metrics and health. */
  public String metric() {
    return "identity_" + name().toLowerCase(Locale.ROOT);
  }
}
