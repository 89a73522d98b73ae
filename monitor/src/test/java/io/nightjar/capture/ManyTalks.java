package io.nightjar.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A capture of flows, each with a question and its answer: IPv4 and IPv6, TCP and UDP, plain and
 * behind VLAN tags, PPPoE and MPLS, answers of UDP in fragments; and some ARP.
 */
final class ManyTalks {
  static final int FLOWS = 600;
  static final int ARP_FRAMES = 20;

  private static final String MACS = "020000000002" + "020000000001";

  /** What stands between the MAC addresses and IP; each with the one for IPv6. */
  private static final String[][] LINKS = {
    {"0800", "86dd"},
    {"810000640800", "8100006486dd"},
    {"88a80064810000c80800", "88a80064810000c886dd"},
    {"81000064810000658100006686dd".substring(0, 24) + "0800", "81000064810000658100006686dd"},
    {"8864110000010000" + "0021", "8864110000010000" + "0057"},
    {"8847" + "0006403f" + "0006413f", "8847" + "0006403f" + "0006413f"},
  };

  private ManyTalks() {}

  static Path write(Path folder) throws IOException {
    PcapBytes file = PcapBytes.plain();
    for (int i = 0; i < FLOWS; i++) {
      String[] link = LINKS[i / 4 % LINKS.length];
      boolean tcp = i % 2 == 0;
      boolean v6 = i % 4 >= 2;
      String client = v6 ? "20010db8%024x".formatted(i * 7919) : "0a%06x".formatted(i * 7919);
      String server = v6 ? "20010db8%024x".formatted(0xfff1 + i) : "c000%04x".formatted(i);
      String ask = "%04x%04x".formatted(20_000 + i, tcp ? 443 : 53);
      String answer = "%04x%04x".formatted(tcp ? 443 : 53, 20_000 + i);
      String head = MACS + link[v6 ? 1 : 0];
      add(file, head + ip(v6, tcp, client, server, 0) + ask + rest(tcp));
      add(file, head + ip(v6, tcp, server, client, 0) + answer + rest(tcp));
      if (!tcp && !v6) {
        add(file, head + ip(false, false, server, client, 0x2000) + answer + rest(false));
        add(file, head + ip(false, false, server, client, 0x0003) + "deadbeef" + rest(false));
      }
    }
    for (int i = 0; i < ARP_FRAMES; i++) {
      add(file, MACS + "0806" + "0001080006040001" + "00".repeat(20 + i));
    }
    return Files.write(folder.resolve("talks.pcap"), file.bytes());
  }

  private static void add(PcapBytes file, String hex) {
    byte[] frame = HexFormat.of().parseHex(hex);
    file.frame(1, 0, frame.length, frame);
  }

  private static String ip(
      boolean v6, boolean tcp, String source, String destination, int fragment) {
    int transportBytes = 4 + rest(tcp).length() / 2;
    int protocol = tcp ? 6 : 17;
    return v6
        ? "60000000%04x%02x40%s%s".formatted(transportBytes, protocol, source, destination)
        : "4500%04x0001%04x40%02x0000%s%s"
            .formatted(20 + transportBytes, fragment, protocol, source, destination);
  }

  /** A layer-4 header without its ports, and a little payload. */
  private static String rest(boolean tcp) {
    return tcp
        ? "00000001" + "00000001" + "50100100" + "00000000" + "aa".repeat(8)
        : "000c0000" + "aa".repeat(4);
  }
}
