package io.nightjar.demo;

import io.nightjar.net.IpAddress;
import java.util.List;

/** People at home work through the office's VPN. */
final class VpnSessions implements Story {
  /** Addresses for documentation (RFC 5737), as the homes of seven people. */
  private static final List<String> HOMES =
      List.of(
          "198.51.100.11",
          "198.51.100.24",
          "198.51.100.37",
          "198.51.100.58",
          "198.51.100.73",
          "198.51.100.90",
          "198.51.100.113");

  private static final int PACKETS = 40;
  private static final int PACKET_BYTES = 900;

  @Override
  public String title() {
    return "VPN health";
  }

  @Override
  public String question() {
    return "How many people use the VPN, and how is its concentrator?";
  }

  @Override
  public String truth() {
    return HOMES.size()
        + " addresses have an OpenVPN session with "
        + Office.VPN.address()
        + " on UDP port 1194.";
  }

  @Override
  public void tell(Minute minute) {
    for (int i = 0; i < HOMES.size(); i++) {
      int ip = (int) IpAddress.parse(HOMES.get(i)).low();
      End home = new End(Office.GATEWAY.mac(), ip, 41_000 + i);
      minute.add(udp(minute, 0.5, home, true, Messages.openVpnReset(minute.random(), false), 0));
      minute.add(udp(minute, 0.6, home, false, Messages.openVpnReset(minute.random(), true), 0));
      for (int packet = 0; packet < PACKETS; packet++) {
        double second = 1 + packet * 1.4 + minute.random().nextDouble();
        byte[] data = Messages.openVpnData(minute.random());
        minute.add(udp(minute, second, home, packet % 3 == 0, data, PACKET_BYTES));
      }
    }
  }

  private static Frame udp(
      Minute minute, double second, End home, boolean in, byte[] payload, int bytes) {
    int length = Math.max(bytes, payload.length);
    return in
        ? Frame.udp(minute.at(second), home, Office.VPN, payload, length)
        : Frame.udp(minute.at(second), Office.VPN, home, payload, length);
  }
}
