package io.nightjar.blocklist;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import java.util.List;

/**
 * What is raised for what lists warn of. A list's {@link Threat} bounds the score: these are what
 * they are for malware.
 */
public final class BlocklistAlerts {
  private static final int UNANSWERED_SCORE = 10;
  private static final String WHO = "Ask check_reputation which lists hold it, and why.";

  /** From outside. */
  public static final AlertType CLIENT_CONTACT =
      flow(
              "blacklisted_client_contact",
              50,
              "A client that a block list holds opened a flow to a host that is not held by one")
          .client(100)
          .technique("T1190")
          .check("Look for answers: what did the server send, and on which ports does it answer?")
          .check("List the client's other flows of the hour: one that tries many is a scanner.");

  /** The same, when the server said nothing. */
  static final AlertType CLIENT_UNANSWERED =
      scored(CLIENT_CONTACT, UNANSWERED_SCORE).technique("T1595.001");

  /** To outside. */
  public static final AlertType SERVER_CONTACT =
      flow(
              "blacklisted_server_contact",
              200,
              "A client opened a flow to a server that a block list holds")
          .client(90)
          .technique("T1071")
          .check("Find the program on the client that opened the flow.")
          .check("Look whether the client comes back at even intervals.");

  /** A name. */
  public static final AlertType DOMAIN =
      flow(
              "blacklisted_domain",
              200,
              "The name of a flow (DNS query, TLS server name, HTTP host) is in a block list, or is below one that is")
          .client(90)
          .technique("T1071")
          .check("Look who else asked for the name, and what followed the answer.");

  /** A URL. */
  public static final AlertType URL =
      flow("blacklisted_url", 200, "A URL that was asked for is in a block list")
          .client(90)
          .technique("T1105")
          .check("Look at status and size of the answer: was something fetched?");

  /** A certificate. */
  public static final AlertType CERTIFICATE =
      flow("blacklisted_certificate", 50, "The hash of a server's certificate is in a block list")
          .client(50)
          .technique("T1573")
          .check(
              "Look at subject and issuer of the certificate, and who else speaks to the server.");

  /** JA3 or JA4. */
  public static final AlertType FINGERPRINT =
      flow(
              "blacklisted_fingerprint",
              50,
              "The TLS fingerprint (JA3, JA4) of a client is in a block list")
          .client(100)
          .technique("T1573")
          .check("Find the program with this fingerprint: harmless ones may share it.");

  /** An autonomous system. */
  public static final AlertType SYSTEM =
      flow(
              "blacklisted_asn",
              50,
              "A host of an autonomous system that is in a block list takes part in a flow")
          .check("Look what the flow is for, and who else speaks with the system.");

  /** A country. */
  public static final AlertType COUNTRY =
      AlertType.of(
              "blacklisted_country",
              Entity.FLOW,
              Category.POLICY,
              100,
              "A host in a country that flows shall not go to takes part in a flow")
          .check("Look whether the address is that of a network that serves many countries.");

  /** One of ours. */
  public static final AlertType LOCAL_HOST =
      AlertType.of(
              "blacklisted_local_host",
              Entity.HOST,
              Category.SECURITY,
              100,
              "A local host is in a block list: others saw it do harm, or a list is wrong")
          .check(WHO)
          .check("Look at what the host sends; ask the list to take it out once it is clean.");

  /** No newer list. */
  public static final AlertType DOWNLOAD_FAILED =
      AlertType.of(
              "blocklist_download_failed",
              Entity.SYSTEM,
              Category.SYSTEM,
              50,
              "A block list could not be refreshed; its last good copy stays in use")
          .check("list_blocklists names the problem; try the URL from the monitor's machine.");

  private BlocklistAlerts() {}

  private static AlertType flow(String key, int score, String meaning) {
    return AlertType.of(key, Entity.FLOW, Category.SECURITY, score, meaning).check(WHO);
  }

  /** The same type with another score, for a finding that is less bad than most. */
  static AlertType scored(AlertType type, int score) {
    return new AlertType(
        type.key(),
        type.entity(),
        type.category(),
        type.isOn(),
        score,
        type.clientShare(),
        type.technique(),
        type.meaning(),
        type.checks(),
        type.thresholds());
  }

  /** All of them. */
  public static List<AlertType> all() {
    return List.of(
        CLIENT_CONTACT,
        SERVER_CONTACT,
        DOMAIN,
        URL,
        CERTIFICATE,
        FINGERPRINT,
        SYSTEM,
        COUNTRY,
        LOCAL_HOST,
        DOWNLOAD_FAILED);
  }
}
