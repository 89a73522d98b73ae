package io.nightjar.exclusion;

import io.nightjar.net.IpProtocolNames;
import io.nightjar.net.Prefix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What must be so beside the subject for an alert to be excluded: all that is given.
 *
 * @param peer the other end; empty for any
 * @param port the server's, 0 for any
 * @param protocol transport, {@code TCP} say; empty for any
 * @param application as nDPI names it, or its part before the dot; empty for any
 * @param direction local, outbound, inbound or remote; empty for any
 * @param alert key of the alert; empty for all
 */
public record Conditions(
    Optional<Prefix> peer,
    int port,
    String protocol,
    String application,
    String direction,
    String alert) {
  private static final List<String> DIRECTIONS = List.of("local", "outbound", "inbound", "remote");
  private static final Pattern ALERT = Pattern.compile("([a-z][a-z0-9_]{0,63})?");
  private static final Pattern APPLICATION = Pattern.compile("[\\w.+/ -]{0,64}");
  private static final int PROTOCOLS = 256;

  /** Nothing more. */
  public static final Conditions NONE = new Conditions(Optional.empty(), 0, "", "", "", "");

  /** Checks what a caller gave; the message is for the caller. */
  public Conditions {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port: " + port + " came, expected 1 to 65535");
    }
    if (!protocol.isEmpty() && number(protocol) < 0) {
      throw new IllegalArgumentException(
          Exclusion.came("protocol", protocol) + "expected TCP, UDP, ICMP or another of IANA's");
    }
    if (!APPLICATION.matcher(application).matches()) {
      throw new IllegalArgumentException(
          Exclusion.came("application", application)
              + "expected the name flows have in l7_app, TLS.Google say");
    }
    if (!direction.isEmpty() && !DIRECTIONS.contains(direction)) {
      throw new IllegalArgumentException(
          Exclusion.came("direction", direction)
              + "expected one of "
              + String.join(", ", DIRECTIONS));
    }
    if (!ALERT.matcher(alert).matches()) {
      throw new IllegalArgumentException(
          Exclusion.came("alert", alert) + "expected the key of an alert, connection_failed say");
    }
  }

  /** Whether only alerts of flows can meet them. */
  boolean needFlow() {
    return port != 0 || !protocol.isEmpty() || !application.isEmpty() || !direction.isEmpty();
  }

  /** IANA number of the protocol, -1 for any. */
  int protocolNumber() {
    return protocol.isEmpty() ? -1 : number(protocol);
  }

  private static int number(String name) {
    return IntStream.range(0, PROTOCOLS)
        .filter(each -> IpProtocolNames.of(each).equalsIgnoreCase(name))
        .findFirst()
        .orElse(-1);
  }

  /** In words, for people; empty for none. */
  String text() {
    StringBuilder text = new StringBuilder();
    add(text, "with", peer.map(Exclusion::text).orElse(""));
    add(text, "on port", port == 0 ? "" : Integer.toString(port));
    add(text, "over", protocol.toUpperCase(Locale.ROOT));
    add(text, "of application", application);
    add(text, "going", direction);
    return text.toString();
  }

  private static void add(StringBuilder text, String word, String value) {
    if (!value.isEmpty()) {
      text.append(' ').append(word).append(' ').append(value);
    }
  }
}
