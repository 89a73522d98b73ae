package io.nightjar.demo;

import io.nightjar.net.IpAddress;

/**
 * One end of a conversation.
 *
 * @param mac 48 bits, in transmission order
 * @param ip 32 bits, in network order
 */
record End(long mac, int ip, int port) {
  /** A machine of the office, with a MAC address made of its own. */
  static End local(String address, int port) {
    int ip = (int) IpAddress.parse(address).low();
    return new End(0x00_1b_21_00_00_00L | (ip & 0xffff), ip, port);
  }

  /** A machine elsewhere: its frames bear the gateway's MAC address. */
  static End remote(String address, int port) {
    return new End(Office.GATEWAY.mac(), (int) IpAddress.parse(address).low(), port);
  }

  /** The same machine on another port. */
  End on(int other) {
    return new End(mac, ip, other);
  }

  String address() {
    return IpAddress.v4(ip).toString();
  }
}
