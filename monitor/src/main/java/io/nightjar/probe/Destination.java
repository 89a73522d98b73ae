package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import java.util.List;

/**
 * A host that was looked up and may be probed.
 *
 * @param addresses at least one
 * @param isName whether it was looked up by a name
 * @param dnsMs how long that took
 */
record Destination(String host, List<IpAddress> addresses, boolean isName, double dnsMs) {
  IpAddress first() {
    return addresses.getFirst();
  }
}
