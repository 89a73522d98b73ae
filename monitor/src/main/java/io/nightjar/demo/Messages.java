package io.nightjar.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** What the office's machines say to one another. */
final class Messages {
  private static final int MOST_BYTES = 1_024;

  private Messages() {}

  /** A DNS question for an address (RFC 1035, 4.1). */
  static byte[] dnsQuestion(int id, String name) {
    ByteBuffer message = dns(id, 0x0100, 0, name);
    return taken(message);
  }

  /** Its answer; none found when the address is 0. */
  static byte[] dnsAnswer(int id, String name, int address) {
    ByteBuffer message = dns(id, address == 0 ? 0x8183 : 0x8180, address == 0 ? 0 : 1, name);
    if (address != 0) {
      message.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1);
      message.putInt(300).putShort((short) 4).putInt(address);
    }
    return taken(message);
  }

  private static ByteBuffer dns(int id, int flags, int answers, String name) {
    ByteBuffer message = ByteBuffer.allocate(MOST_BYTES);
    message.putShort((short) id).putShort((short) flags).putShort((short) 1);
    message.putShort((short) answers).putInt(0);
    for (String label : name.split("\\.", -1)) {
      message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    return message.put((byte) 0).putShort((short) 1).putShort((short) 1);
  }

  /** A TLS 1.3 ClientHello (RFC 8446, 4.1.2); no server name when the name is empty. */
  static byte[] clientHello(SplittableRandom random, String name) {
    ByteBuffer hello = ByteBuffer.allocate(MOST_BYTES);
    hello.putShort((short) 0x0303).put(bytes(random, 32)).put((byte) 32).put(bytes(random, 32));
    short[] suites = {0x1301, 0x1302, 0x1303, (short) 0xc02b, (short) 0xc02f, (short) 0xc02c};
    hello.putShort((short) (suites.length * 2));
    for (short suite : suites) {
      hello.putShort(suite);
    }
    hello.put((byte) 1).put((byte) 0);
    int extensions = hello.position();
    hello.putShort((short) 0);
    if (!name.isEmpty()) {
      byte[] host = name.getBytes(StandardCharsets.US_ASCII);
      hello.putShort((short) 0).putShort((short) (host.length + 5));
      hello.putShort((short) (host.length + 3)).put((byte) 0);
      hello.putShort((short) host.length).put(host);
      byte[] http = "\2h2\10http/1.1".getBytes(StandardCharsets.US_ASCII);
      hello.putShort((short) 16).putShort((short) (http.length + 2));
      hello.putShort((short) http.length).put(http);
    }
    hello.putShort((short) 10).putShort((short) 6).putShort((short) 4).putInt(0x001d_0017);
    hello.putShort((short) 13).putShort((short) 6).putShort((short) 4).putInt(0x0403_0804);
    hello.putShort((short) 43).putShort((short) 5).put((byte) 4).putInt(0x0304_0303);
    hello.putShort((short) 51).putShort((short) 38).putShort((short) 36);
    hello.putShort((short) 0x001d).putShort((short) 32).put(bytes(random, 32));
    hello.putShort(extensions, (short) (hello.position() - extensions - 2));
    return handshake(1, taken(hello));
  }

  /** A TLS 1.3 ServerHello (RFC 8446, 4.1.3). */
  static byte[] serverHello(SplittableRandom random) {
    ByteBuffer hello = ByteBuffer.allocate(MOST_BYTES);
    hello.putShort((short) 0x0303).put(bytes(random, 32)).put((byte) 32).put(bytes(random, 32));
    hello.putShort((short) 0x1301).put((byte) 0).putShort((short) 46);
    hello.putShort((short) 43).putShort((short) 2).putShort((short) 0x0304);
    hello.putShort((short) 51).putShort((short) 36).putShort((short) 0x001d);
    hello.putShort((short) 32).put(bytes(random, 32));
    return handshake(2, taken(hello));
  }

  private static byte[] handshake(int type, byte[] body) {
    ByteBuffer record = ByteBuffer.allocate(body.length + 9);
    record.put((byte) 22).putShort((short) 0x0301).putShort((short) (body.length + 4));
    record.putInt(type << 24 | body.length).put(body);
    return record.array();
  }

  /** The head of a TLS record of application data, of the largest size. */
  static byte[] tlsData(SplittableRandom random) {
    ByteBuffer record = ByteBuffer.allocate(32);
    record.put((byte) 23).putShort((short) 0x0303).putShort((short) 0x4000);
    return record.put(bytes(random, 27)).array();
  }

  static byte[] httpRequest(String host, String path, String agent) {
    return ascii(
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\nAccept: */*\r\n\r\n"
            .formatted(path, host, agent));
  }

  static byte[] httpAnswer(int bytes) {
    return ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n<html>"
            .formatted(bytes));
  }

  /** A client's or server's NTP message (RFC 5905, 7.3). */
  static byte[] ntp(boolean isAnswer) {
    ByteBuffer message = ByteBuffer.allocate(48);
    message.put((byte) (isAnswer ? 0x24 : 0x23)).put((byte) (isAnswer ? 2 : 0));
    return message.put((byte) 6).put((byte) 0xe9).array();
  }

  /** OpenVPN's hard reset, version 2: the client's first message (7) or the server's answer (8). */
  static byte[] openVpnReset(SplittableRandom random, boolean isAnswer) {
    ByteBuffer message = ByteBuffer.allocate(MOST_BYTES);
    message.put((byte) ((isAnswer ? 8 : 7) << 3)).put(bytes(random, 8));
    if (isAnswer) {
      message.put((byte) 1).putInt(0).put(bytes(random, 8));
    } else {
      message.put((byte) 0);
    }
    return taken(message.putInt(0));
  }

  /** OpenVPN's data, version 2 (opcode 9). */
  static byte[] openVpnData(SplittableRandom random) {
    ByteBuffer message = ByteBuffer.allocate(32);
    return message.put((byte) (9 << 3)).put(bytes(random, 31)).array();
  }

  /** SMB 2's negotiation behind its length (MS-SMB2 2.2.3 and 2.2.4). */
  static byte[] smb2Negotiate(boolean isAnswer) {
    ByteBuffer message = ByteBuffer.allocate(MOST_BYTES);
    message.putInt(0).put(ascii("\u00feSMB")).put((byte) 64).put((byte) 0);
    message.position(20).put((byte) (isAnswer ? 1 : 0));
    message.position(68).put((byte) (isAnswer ? 65 : 36)).put((byte) 0).put((byte) 1);
    message.position(110);
    message.putInt(0, message.position() - 4);
    return taken(message);
  }

  private static byte[] bytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] taken(ByteBuffer buffer) {
    byte[] taken = new byte[buffer.position()];
    buffer.flip().get(taken);
    return taken;
  }
}
