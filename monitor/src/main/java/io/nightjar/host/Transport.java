package io.nightjar.host;

/** The transport protocols traffic is told apart by. */
public enum Transport {
  TCP("tcp"),
  UDP("udp"),
  /** ICMP and ICMPv6. */
  ICMP("icmp"),
  OTHER("other");

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  /** Of an IANA protocol number. */
  public static Transport of(int protocol) {
    return switch (protocol) {
      case 6 -> TCP;
      case 17 -> UDP;
      case 1, 58 -> ICMP;
      default -> OTHER;
    };
  }

  /** In lower case. */
  public String label() {
    return label;
  }
}
