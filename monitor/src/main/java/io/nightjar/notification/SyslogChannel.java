package io.nightjar.notification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends batches to a syslog server, framed by octet counting (RFC 5425, 4.3; RFC 6587, 3.4.1).
 *
 * <p>Syslog answers nothing. Each batch therefore has a connection of its own, which we end and the
 * server then ends too: one that reset it, or is gone, has not read all.
 */
final class SyslogChannel implements Channel {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int END_MILLIS = 1_000;

  private final Destination destination;
  private final NameLookup names;
  private final SSLContext tls;

  SyslogChannel(Destination destination, NameLookup names) {
    this.destination = destination;
    this.names = names;
    tls = Trust.in(destination.authority());
  }

  @Override
  public Receipt send(Batch batch) throws IOException, InterruptedException {
    List<byte[]> messages = SyslogMessage.of(batch);
    boolean isPlain = DestinationRequest.PLAIN.contains(destination.at().getScheme());
    InetAddress address = names.find(destination, isPlain);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, destination.at().getPort()), CONNECT_MILLIS);
      if (isPlain) {
        give(socket, messages);
      } else {
        try (Socket secured = secured(socket)) {
          give(secured, messages);
        }
      }
    }
    String count = messages.size() == 1 ? "1 message" : messages.size() + " messages";
    return Receipt.delivered(count + " given to " + destination.server() + ", which never answers");
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(plain, destination.host(), destination.at().getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void give(Socket socket, List<byte[]> messages) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (byte[] each : messages) {
      frames.writeBytes((each.length + " ").getBytes(StandardCharsets.US_ASCII));
      frames.writeBytes(each);
    }
    socket.getOutputStream().write(frames.toByteArray());
    socket.getOutputStream().flush();
    socket.shutdownOutput();
    awaitEnd(socket);
  }

  /** A server that keeps its side open is taken to have read. */
  private static void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout(END_MILLIS);
    InputStream in = socket.getInputStream();
    try {
      byte[] ignored = new byte[256];
      for (int i = 0; i < ignored.length && in.read(ignored) >= 0; i++) {
        // Nothing is expected.
      }
    } catch (SocketTimeoutException _) {
      // It waits for us to close.
    }
  }
}
