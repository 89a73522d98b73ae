package io.nightjar.blocklist;

import io.nightjar.net.IpAddress;

/**
 * What lists are asked about a flow. Texts are empty and numbers 0 where something is not known;
 * nothing is copied, and nothing is kept.
 */
public interface FlowFacts {
  /** Who opened it. */
  IpAddress client();

  /** Who was asked. */
  IpAddress server();

  /** Whether the client is in the local networks. */
  boolean isClientLocal();

  /** Whether the server is in the local networks. */
  boolean isServerLocal();

  /** Whether the server ever sent something. */
  boolean isAnswered();

  /** Whether nothing more will be known of it. */
  boolean isSettled();

  /** DNS query, TLS server name or HTTP host. */
  String domain();

  /** Of HTTP, with host; the scheme may be missing. */
  String url();

  /** SHA-1 or SHA-256 of the server's certificate in hexadecimal, with colons or without. */
  String certificate();

  /** The client's. */
  String ja3();

  /** The client's. */
  String ja4();

  /** Autonomous system of the client. */
  long clientAsn();

  /** Autonomous system of the server. */
  long serverAsn();

  /** Two letters. */
  String clientCountry();

  /** Two letters. */
  String serverCountry();
}
