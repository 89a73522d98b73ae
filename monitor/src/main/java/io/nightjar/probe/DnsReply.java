package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import java.util.List;

/**
 * What a DNS server answered.
 *
 * @param code RFC 1035 section 4.1.1; 0 for no error
 */
record DnsReply(int code, List<IpAddress> addresses, double millis) {
  String codeText() {
    return switch (code) {
      case 0 -> "NOERROR";
      case 1 -> "FORMERR";
      case 2 -> "SERVFAIL";
      case 3 -> "NXDOMAIN";
      case 4 -> "NOTIMP";
      case 5 -> "REFUSED";
      default -> "error " + code;
    };
  }
}
