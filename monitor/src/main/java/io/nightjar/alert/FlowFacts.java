package io.nightjar.alert;

import io.nightjar.net.IpAddress;

/** What is known of the flow a finding is about, as far as alerts are excluded by it. */
public interface FlowFacts {
  /** Who began it. */
  IpAddress client();

  /** Whom it was begun with. */
  IpAddress server();

  /** The server's port, 0 where there is none. */
  int serverPort();

  /** IANA number of the transport protocol. */
  int transport();

  /** As nDPI names it, {@code TLS.Google} say. */
  String application();

  /** TLS server name, HTTP host or DNS query; empty for none. */
  String domain();

  /** Subject of the server's certificate; empty for none. */
  String certificate();

  /** Where it goes: {@code local}, {@code outbound}, {@code inbound} or {@code remote}. */
  String direction();
}
