package io.nightjar.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request, as its bytes go over the wire.
 *
 * @param headers whole lines; without the length of the body, which {@link #bytes} adds
 * @param chunked whether the body goes in chunks
 * @param cut bytes left off at the end, after which the sender hangs up; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // it is sent, never compared
record Shot(
    String method, String path, List<String> headers, byte[] body, boolean chunked, int cut) {
  private static final int CHUNK = 777;

  /** What is sent. */
  byte[] bytes(String host) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 512);
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    head.append(
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n"
            : "Content-Length: " + body.length + "\r\n\r\n");
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (chunked) {
      for (int at = 0; at < body.length; at += CHUNK) {
        int length = Math.min(CHUNK, body.length - at);
        out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body, at, length);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } else {
      out.writeBytes(body);
    }
    byte[] all = out.toByteArray();
    return cut == 0 ? all : java.util.Arrays.copyOf(all, Math.max(1, all.length - cut));
  }

  /** The request, to be shown. */
  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return method
        + " "
        + path
        + " "
        + headers.stream().filter(line -> !line.startsWith("Authorization")).toList()
        + " "
        + (text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
  }
}
