package io.nightjar.probe;

import io.nightjar.identity.DnsMessage;
import io.nightjar.net.IpAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Asks one DNS server one question (RFC 1035), over UDP, and over TCP where that is cut. */
final class DnsClient {
  private static final int LONGEST = 65_535;
  private static final int HEADER_BYTES = 12;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int TRUNCATED = 0x02;
  private static final int INTERNET = 1;

  /** A question that is asked. */
  private record Question(int id, String name, int type) {
    byte[] bytes() {
      ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + name.length() + 2 + 4);
      out.putShort((short) id).putShort((short) RECURSION_DESIRED);
      out.putShort((short) 1).putShort((short) 0).putInt(0);
      for (String label : name.split("\\.", -1)) {
        out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
      }
      out.put((byte) 0).putShort((short) type).putShort((short) INTERNET);
      return out.array();
    }
  }

  private DnsClient() {}

  /**
   * Asks.
   *
   * @param type {@link DnsMessage#A} or {@link DnsMessage#AAAA}
   * @throws NoAnswer when there is none by then
   */
  static DnsReply ask(InetSocketAddress server, String name, int type, Deadline deadline)
      throws NoAnswer, InterruptedException {
    Question question = new Question(ThreadLocalRandom.current().nextInt(1 << 16), name, type);
    String who = "DNS server " + server.getAddress().getHostAddress();
    long start = System.nanoTime();
    try {
      byte[] answer = overUdp(server, question, deadline);
      if ((answer[2] & TRUNCATED) != 0) {
        answer = overTcp(server, question, deadline);
      }
      DnsMessage message = message(answer, question);
      if (message == null) {
        throw NoAnswer.down(who + " answered something else than was asked");
      }
      return new DnsReply(message.responseCode(), addresses(message), Deadline.millisSince(start));
    } catch (SocketTimeoutException _) {
      throw NoAnswer.down(who + " does not answer");
    } catch (PortUnreachableException _) {
      throw NoAnswer.down(who + ": nobody listens there");
    } catch (IOException e) {
      Interruptions.rethrow();
      throw NoAnswer.down(
          who + " cannot be asked: " + HostName.shown(String.valueOf(e.getMessage())));
    }
  }

  private static byte[] overUdp(InetSocketAddress server, Question question, Deadline deadline)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      byte[] asked = question.bytes();
      socket.send(new DatagramPacket(asked, asked.length));
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
      while (true) {
        if (deadline.isOver()) {
          throw new SocketTimeoutException();
        }
        socket.setSoTimeout(deadline.leftMillis());
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (answer.length >= HEADER_BYTES && isTo(question, answer)) {
          return answer;
        }
      }
    }
  }

  private static boolean isTo(Question question, byte[] answer) {
    return (ByteBuffer.wrap(answer).getShort() & 0xffff) == question.id();
  }

  private static byte[] overTcp(InetSocketAddress server, Question question, Deadline deadline)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, deadline.leftMillis());
      byte[] asked = question.bytes();
      ByteBuffer framed = ByteBuffer.allocate(2 + asked.length);
      framed.putShort((short) asked.length).put(asked);
      socket.getOutputStream().write(framed.array());
      DataInputStream in =
          new DataInputStream(new TimedInput(socket, socket.getInputStream(), deadline));
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return answer;
    }
  }

  private static @Nullable DnsMessage message(byte[] answer, Question question) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, answer);
      DnsMessage message = DnsMessage.read(bytes, 0, answer.length);
      boolean isAnswer =
          message != null
              && answer.length >= HEADER_BYTES
              && isTo(question, answer)
              && message.isResponse()
              && message.question().equals(question.name())
              && message.questionType() == question.type();
      return isAnswer ? message : null;
    }
  }

  /**
   * Those of the name asked for and of the names it stands for; not what else is in the message.
   */
  private static List<IpAddress> addresses(DnsMessage message) {
    Set<String> names = new HashSet<>(Set.of(message.question()));
    List<IpAddress> addresses = new ArrayList<>();
    for (DnsMessage.Answer each : message.records()) {
      if (!names.contains(each.name())) {
        continue;
      }
      if (each.type() == DnsMessage.CNAME) {
        names.add(each.text());
      }
      IpAddress address = each.address();
      if (address != null && each.type() == message.questionType()) {
        addresses.add(address);
      }
    }
    return addresses;
  }
}
