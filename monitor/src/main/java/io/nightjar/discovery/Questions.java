package io.nightjar.discovery;

import io.nightjar.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The datagrams that ask hosts who they are. */
final class Questions {
  static final int MDNS_PORT = 5353;
  static final int SSDP_PORT = 1900;
  static final int NETBIOS_PORT = 137;
  static final IpAddress MDNS_GROUP = IpAddress.parse("224.0.0.251");
  static final IpAddress SSDP_GROUP = IpAddress.parse("239.255.255.250");

  /** Which services there are (RFC 6763 section 9), and what kind of device it is. */
  static final List<String> SERVICES =
      List.of("_services._dns-sd._udp.local", "_device-info._tcp.local");

  private static final int PTR = 12;
  private static final int IN = 1;
  private static final int LONGEST = 512;
  private static final int NODE_STATUS = 0x21;

  private Questions() {}

  /** Asks by multicast DNS for PTR records; of one-shot queries the answer comes to the sender. */
  static ByteBuffer mdns(List<String> names) {
    ByteBuffer message = ByteBuffer.allocateDirect(LONGEST * 4);
    message.putShort((short) 0).putShort((short) 0);
    message.putShort((short) names.size()).putShort((short) 0).putInt(0);
    for (String name : names) {
      for (String label : name.split("\\.", -1)) {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        message.put((byte) bytes.length).put(bytes);
      }
      message.put((byte) 0).putShort((short) PTR).putShort((short) IN);
    }
    return message.flip();
  }

  /** The name under which the name of an IPv4 address stands (RFC 1035 section 3.5). */
  static String reverse(IpAddress ip) {
    byte[] bytes = ip.bytes();
    return "%d.%d.%d.%d.in-addr.arpa"
        .formatted(bytes[3] & 0xff, bytes[2] & 0xff, bytes[1] & 0xff, bytes[0] & 0xff);
  }

  /** Searches all devices and services of UPnP, which are to answer within two seconds. */
  static ByteBuffer ssdp() {
    String text =
        """
        M-SEARCH * HTTP/1.1\r
        HOST: 239.255.255.250:1900\r
        MAN: "ssdp:discover"\r
        MX: 2\r
        ST: ssdp:all\r
        \r
        """;
    return direct(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Asks for all names of NetBIOS: the status of the node {@code *} (RFC 1002 4.2.17). */
  static ByteBuffer netbios() {
    ByteBuffer message = ByteBuffer.allocate(50);
    message.putShort((short) 0x4e4a).putShort((short) 0).putShort((short) 1).putShort((short) 0);
    message.putInt(0).put((byte) 32).put((byte) 'C').put((byte) 'K');
    for (int i = 0; i < 30; i++) {
      message.put((byte) 'A');
    }
    message.put((byte) 0).putShort((short) NODE_STATUS).putShort((short) IN);
    return direct(message.array());
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
