package io.nightjar.notification;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** A syslog server that reads frames by octet counting, and messages by RFC 5424 to the letter. */
final class SyslogReceiver implements AutoCloseable {
  /** A message as its grammar reads it. */
  record Message(
      int priority,
      String timestamp,
      String host,
      String application,
      String processId,
      String id,
      String element,
      Map<String, String> parameters,
      String text) {}

  private static final Pattern MESSAGE =
      Pattern.compile(
          "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z) ([!-~]{1,255})"
              + " ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
              + " \\[([^ =\\]\"]{1,32})((?: [^ =\\]\"]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*)\\]"
              + " \uFEFF([^\\p{Cc}]*)");
  private static final Pattern PARAMETER =
      Pattern.compile(" ([^ =\\]\"]{1,32})=\"((?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*)\"");

  final BlockingQueue<String> raw = new LinkedBlockingQueue<>();
  private final ServerSocket server;

  SyslogReceiver(ServerSocketFactory sockets) throws IOException {
    server = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::run);
  }

  int port() {
    return server.getLocalPort();
  }

  private void run() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        read(socket.getInputStream());
      } catch (IOException _) {
        // A client that was refused, or the end.
      }
    }
  }

  private void read(InputStream in) throws IOException {
    int digit = in.read();
    while (digit >= 0) {
      int length = 0;
      for (; digit != ' '; digit = in.read()) {
        if (digit < '0' || digit > '9') {
          raw.add("no octet count: " + digit);
          return;
        }
        length = length * 10 + digit - '0';
      }
      raw.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
      digit = in.read();
    }
  }

  Message take() throws InterruptedException {
    String text = raw.poll(20, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("no message came");
    }
    return parse(text);
  }

  static Message parse(String text) {
    Matcher message = MESSAGE.matcher(text);
    if (!message.matches()) {
      throw new AssertionError("not RFC 5424: " + text);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(message.group(8));
    while (parameter.find()) {
      parameters.put(parameter.group(1), parameter.group(2).replaceAll("\\\\(.)", "$1"));
    }
    return new Message(
        Integer.parseInt(message.group(1)),
        message.group(2),
        message.group(3),
        message.group(4),
        message.group(5),
        message.group(6),
        message.group(7),
        parameters,
        message.group(9));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
