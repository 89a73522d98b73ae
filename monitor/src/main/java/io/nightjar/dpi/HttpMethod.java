package io.nightjar.dpi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.nightjar.packet.Packet;
import java.util.List;

/** The method of an HTTP request line (RFC 9110 section 9), which nDPI 4.2 does not tell. */
final class HttpMethod {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "HEAD",
          "PUT",
          "DELETE",
          "OPTIONS",
          "CONNECT",
          "PATCH",
          "TRACE",
          "PROPFIND");

  private HttpMethod() {}

  /** The method that the payload begins with; empty when it is none. */
  static String of(Packet packet) {
    for (String method : METHODS) {
      if (begins(packet, method)) {
        return method;
      }
    }
    return "";
  }

  private static boolean begins(Packet packet, String method) {
    if (packet.payloadBytes() <= method.length()) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      if (at(packet, i) != method.charAt(i)) {
        return false;
      }
    }
    return at(packet, method.length()) == ' ';
  }

  private static byte at(Packet packet, int index) {
    return packet.bytes().get(JAVA_BYTE, packet.payloadOffset() + index);
  }
}
