package io.nightjar.account;

/** What a network's servers are for. */
public enum ServerKind {
  DNS,
  NTP,
  DHCP,
  SMTP,
  /** Routers that lead out of the network. */
  GATEWAY
}
