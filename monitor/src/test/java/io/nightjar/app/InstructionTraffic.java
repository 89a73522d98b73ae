package io.nightjar.app;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A capture of what an attacker can send to whoever lets a model watch: each text of the corpus in
 * packets of its own, as a question of DNS and its answer, a ClientHello, or a request of HTTP.
 */
final class InstructionTraffic {
  /**
   * A text in a place where traffic carries it.
   *
   * @param kind D for DNS, S for a server name of TLS, U for a URL, A for a user agent
   */
  record Text(char kind, String text) {}

  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int PUSH = 24;
  private static final int FIN = 17;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private int frames;

  private InstructionTraffic() {}

  /** The texts of the corpus. */
  static List<Text> corpus() throws IOException {
    String name = "/io/nightjar/dpi/instructions.txt";
    try (var in = Objects.requireNonNull(InstructionTraffic.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> new Text(line.charAt(0), line.substring(2)))
          .toList();
    }
  }

  /** The capture of these texts; the client of each is 10.66.0.1 and on. */
  static Path write(Path file, List<Text> texts) throws IOException {
    InstructionTraffic traffic = new InstructionTraffic();
    traffic.out.writeInt(0xa1b2c3d4);
    traffic.out.writeInt(0x00020004);
    traffic.out.writeLong(0);
    traffic.out.writeInt(65_535);
    traffic.out.writeInt(1);
    for (int i = 0; i < texts.size(); i++) {
      traffic.talk(i + 1, texts.get(i));
    }
    return Files.write(file, traffic.bytes.toByteArray());
  }

  private void talk(int number, Text text) throws IOException {
    int client = 0x0a420000 | number;
    switch (text.kind()) {
      case 'D' -> dns(client, number, text.text());
      case 'S' -> tcp(client, number, 443, clientHello(text.text()), new byte[0]);
      case 'U' -> http(client, number, text.text(), "Mozilla/5.0 (X11; Linux x86_64)");
      default -> http(client, number, "/", text.text());
    }
  }

  private void dns(int client, int number, String name) throws IOException {
    ByteArrayOutputStream question = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      question.write(label.length());
      question.writeBytes(ascii(label));
    }
    question.writeBytes(new byte[] {0, 0, 1, 0, 1});
    int server = 0x08080808;
    byte[] asked = join(hex(number, 0x0100, 1, 0, 0, 0), question.toByteArray());
    byte[] answer = hex(0xc00c, 1, 1, 0, 300, 4, 0xc633, 0x6400 | number);
    byte[] told = join(hex(number, 0x8180, 1, 1, 0, 0), question.toByteArray(), answer);
    packet(client, server, 17, join(hex(40_000 + number, 53, asked.length + 8, 0), asked));
    packet(server, client, 17, join(hex(53, 40_000 + number, told.length + 8, 0), told));
    // The name is then that of a host with traffic.
    tcp(client, number, 0xc6336400 | number, 22, ascii("SSH-2.0-x\r\n"), new byte[0]);
  }

  private void http(int client, int number, String url, String agent) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: h%d.example\r\nUser-Agent: %s\r\nAccept: */*\r\n\r\n"
            .formatted(url, number, agent);
    String response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok";
    tcp(client, number, 80, request.getBytes(StandardCharsets.UTF_8), ascii(response));
  }

  private void tcp(int client, int number, int port, byte[] asked, byte[] answered)
      throws IOException {
    tcp(client, number, 0xc0000200 | number, port, asked, answered);
  }

  private void tcp(int client, int number, int server, int port, byte[] asked, byte[] answered)
      throws IOException {
    int from = 50_000 + number;
    segment(client, server, from, port, 1, 0, SYN, new byte[0]);
    segment(server, client, port, from, 1, 2, SYN | ACK, new byte[0]);
    segment(client, server, from, port, 2, 2, ACK, new byte[0]);
    segment(client, server, from, port, 2, 2, PUSH, asked);
    int next = 2 + asked.length;
    segment(server, client, port, from, 2, next, PUSH, answered);
    segment(client, server, from, port, next, 2 + answered.length, FIN, new byte[0]);
    segment(server, client, port, from, 2 + answered.length, next + 1, FIN, new byte[0]);
  }

  private void segment(
      int from,
      int to,
      int port,
      int toPort,
      int sequence,
      int acknowledged,
      int flags,
      byte[] body)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(20);
    head.putShort((short) port).putShort((short) toPort).putInt(sequence).putInt(acknowledged);
    head.putShort((short) (0x5000 | flags)).putShort((short) 64_000).putInt(0);
    packet(from, to, 6, join(head.array(), body));
  }

  private void packet(int from, int to, int protocol, byte[] payload) throws IOException {
    int length = 34 + payload.length;
    out.writeInt(1_700_000_000 + frames / 100);
    out.writeInt(frames++ % 100 * 10_000);
    out.writeInt(length);
    out.writeInt(length);
    out.write(hex(0x0200, 0, to & 0xffff, 0x0200, 0, from & 0xffff, 0x0800));
    out.writeInt(0x45000000 | length - 14);
    out.writeInt(0);
    out.writeInt(0x40000000 | protocol << 16);
    out.writeInt(from);
    out.writeInt(to);
    out.write(payload);
  }

  private static byte[] clientHello(String name) {
    byte[] text = ascii(name);
    byte[] serverName =
        join(hex(0, text.length + 5, text.length + 3), new byte[] {0}, hex(text.length), text);
    byte[] groups = hex(10, 4, 2, 0x001d);
    byte[] signatures = hex(13, 4, 2, 0x0403);
    byte[] versions = join(hex(43, 3), new byte[] {2, 3, 4});
    byte[] extensions = join(serverName, groups, signatures, versions);
    byte[] body =
        join(
            hex(0x0303),
            new byte[32],
            new byte[] {0},
            hex(4, 0x1301, 0xc02f),
            new byte[] {1, 0},
            hex(extensions.length),
            extensions);
    byte[] handshake = join(new byte[] {1, 0}, hex(body.length), body);
    return join(new byte[] {22, 3, 1}, hex(handshake.length), handshake);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Numbers of two bytes each. */
  private static byte[] hex(int... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * numbers.length);
    for (int number : numbers) {
      buffer.putShort((short) number);
    }
    return buffer.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
