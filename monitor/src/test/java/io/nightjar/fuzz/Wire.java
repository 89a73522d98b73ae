package io.nightjar.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that sends any bytes, right or wrong, and reads what comes back. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int LONGEST_BODY = 4 << 20;

  /**
   * An answer.
   *
   * @param status 0 when the server hung up without one
   * @param reusable whether the connection takes another request
   */
  record Answer(int status, String head, String body, boolean reusable) {}

  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request and reads its answer; of a stream what comes first. */
  Answer send(Shot shot, String host) throws IOException {
    socket.getOutputStream().write(shot.bytes(host));
    socket.getOutputStream().flush();
    if (shot.cut() > 0) {
      socket.shutdownOutput();
    }
    String head = head();
    if (head.isEmpty()) {
      return new Answer(0, "", "", false);
    }
    int status = Integer.parseInt(head.substring(9, 12));
    String lower = head.toLowerCase(Locale.ROOT);
    boolean keep = shot.cut() == 0 && !lower.contains("connection: close");
    if (lower.contains("text/event-stream")) {
      return new Answer(status, head, new String(chunk(), StandardCharsets.UTF_8), false);
    }
    int length = length(lower);
    if (shot.method().equals("HEAD")) {
      return new Answer(status, head, "", false);
    }
    if (length < 0) {
      byte[] rest = lower.contains("connection: close") ? in.readNBytes(LONGEST_BODY) : new byte[0];
      return new Answer(status, head, new String(rest, StandardCharsets.UTF_8), false);
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(status, head, body, keep);
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    int at = head.indexOf("content-length:");
    if (at < 0) {
      return -1;
    }
    String value = head.substring(at + "content-length:".length(), head.indexOf('\r', at)).strip();
    return Math.min(LONGEST_BODY, Integer.parseInt(value));
  }

  /** The first chunk of a stream. */
  private byte[] chunk() throws IOException {
    StringBuilder size = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      size.append((char) c);
    }
    String hex = size.toString().strip();
    return hex.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(hex, 16));
  }

  /** Whether the server hung up, or says nothing for this long. */
  boolean isSilent(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
