package io.nightjar.live;

/** What numbers in DNS are called (IANA, Domain Name System Parameters). */
final class DnsNames {
  private DnsNames() {}

  static String type(int type) {
    return switch (type) {
      case 1 -> "A";
      case 2 -> "NS";
      case 5 -> "CNAME";
      case 6 -> "SOA";
      case 12 -> "PTR";
      case 15 -> "MX";
      case 16 -> "TXT";
      case 28 -> "AAAA";
      case 33 -> "SRV";
      case 35 -> "NAPTR";
      case 43 -> "DS";
      case 48 -> "DNSKEY";
      case 64 -> "SVCB";
      case 65 -> "HTTPS";
      case 255 -> "ANY";
      default -> "other";
    };
  }

  static String responseCode(int code) {
    return switch (code) {
      case 0 -> "NOERROR";
      case 1 -> "FORMERR";
      case 2 -> "SERVFAIL";
      case 3 -> "NXDOMAIN";
      case 4 -> "NOTIMP";
      case 5 -> "REFUSED";
      default -> "other";
    };
  }
}
