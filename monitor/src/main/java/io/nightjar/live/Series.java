package io.nightjar.live;

/** The time series kept, by the names ntopng has for them where it has any. */
public enum Series {
  INTERFACE("iface:traffic", 1, "an interface: all frames, frames dropped"),
  INTERFACE_SUMMARY(
      "iface:summary", 60, "an interface: all frames, flows begun, flows, hosts and devices"),
  APPLICATION("iface:ndpi", 60, "an application: clients send, servers are sent"),
  CATEGORY("iface:ndpi_categories", 60, "a category of applications, in the same way"),
  NETWORK("subnet:traffic", 60, "a local network: what its hosts sent and were sent"),
  HOST("host:traffic", 300, "an address, with @ and the VLAN where it has one"),
  DEVICE("mac:traffic", 300, "a MAC address"),
  ASN("asn:traffic", 300, "an autonomous system: what its hosts sent and were sent"),
  COUNTRY("country:traffic", 300, "a country, in the same way"),
  VLAN("vlan:traffic", 300, "a VLAN: all frames of hosts in it");

  private final String label;
  private final int seconds;
  private final String about;

  Series(String label, int seconds, String about) {
    this.label = label;
    this.seconds = seconds;
    this.about = about;
  }

  /** Its name. */
  public String label() {
    return label;
  }

  /** The length of its intervals. */
  public int seconds() {
    return seconds;
  }

  /** What a key of it is, and what is counted. */
  public String about() {
    return about;
  }
}
