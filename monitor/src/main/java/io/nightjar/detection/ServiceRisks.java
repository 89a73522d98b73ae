package io.nightjar.detection;

import java.util.List;

/** What services, and where they are, can be wrong with. */
final class ServiceRisks {
  private static final String SERVER =
      "Ask who runs the server, and whether it should offer this to the client.";

  static final List<Risk> ALL =
      List.of(
          Risk.of(
                  5,
                  "Known Protocol on Non Standard Port",
                  "known_proto_on_non_std_port",
                  10,
                  "A known protocol on a port it is not used on: often a tunnel or a hidden"
                      + " service")
              .technique("T1571")
              .check(SERVER),
          Risk.of(
                  17,
                  "Malformed Packet",
                  "malformed_packet",
                  10,
                  "A packet that breaks its protocol's format")
              .client(90)
              .check(
                  "See whether other clients send the server such packets: a scanner, or"
                      + " a faulty program."),
          Risk.of(
                  18,
                  "SSH Obsolete Client Version/Cipher",
                  "ssh_obsolete_client",
                  20,
                  "The SSH client is of an old version or offers weak ciphers")
              .client(90)
              .check("Bring the client up to date."),
          Risk.of(
                  19,
                  "SSH Obsolete Server Version/Cipher",
                  "ssh_obsolete_server",
                  20,
                  "The SSH server is of an old version or offers weak ciphers")
              .client(10)
              .check("Bring the server up to date."),
          Risk.of(
                  20,
                  "SMB Insecure Version",
                  "smb_insecure_version",
                  60,
                  "SMB version 1, which worms spread by")
              .technique("T1210")
              .check("Turn SMB 1 off at both ends.")
              .check("See how many hosts the client asked for SMB within minutes."),
          Risk.of(
                  22,
                  "Unsafe Protocol",
                  "unsafe_protocol",
                  10,
                  "A protocol that is not safe by design, such as Telnet")
              .check(SERVER),
          Risk.of(26, "Risky ASN", "risky_asn", 30, "An autonomous system known for abuse")
              .check(SERVER),
          Risk.of(
                  30,
                  "Desktop/File Sharing Session",
                  "desktop_or_file_sharing_session",
                  10,
                  "Somebody's desktop or files are reached from afar")
              .technique("T1219")
              .check(SERVER),
          Risk.of(
                  36,
                  "Clear-Text Credentials",
                  "clear_text_credentials",
                  80,
                  "User name and password in clear text")
              .technique("T1040")
              .check("Take the account for known to others: change its password.")
              .check("Move the service to an encrypted protocol."));

  private ServiceRisks() {}
}
