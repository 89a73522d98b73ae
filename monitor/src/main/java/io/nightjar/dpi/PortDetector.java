package io.nightjar.dpi;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.flow.Flow;
import io.nightjar.packet.Packet;
import java.util.Locale;
import java.util.Map;

/** Detection by well-known ports (IANA's service names), where libndpi is missing. */
public final class PortDetector implements Detector {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private static final Map<Integer, String> SERVICES =
      Map.ofEntries(
          Map.entry(20, "FTP_DATA"),
          Map.entry(21, "FTP_CONTROL"),
          Map.entry(22, "SSH"),
          Map.entry(23, "Telnet"),
          Map.entry(25, "SMTP"),
          Map.entry(53, "DNS"),
          Map.entry(67, "DHCP"),
          Map.entry(68, "DHCP"),
          Map.entry(69, "TFTP"),
          Map.entry(80, "HTTP"),
          Map.entry(88, "Kerberos"),
          Map.entry(110, "POP3"),
          Map.entry(123, "NTP"),
          Map.entry(137, "NetBIOS"),
          Map.entry(139, "NetBIOS"),
          Map.entry(143, "IMAP"),
          Map.entry(161, "SNMP"),
          Map.entry(162, "SNMP"),
          Map.entry(179, "BGP"),
          Map.entry(389, "LDAP"),
          Map.entry(443, "TLS"),
          Map.entry(445, "SMBv23"),
          Map.entry(502, "Modbus"),
          Map.entry(514, "Syslog"),
          Map.entry(587, "SMTP"),
          Map.entry(853, "TLS"),
          Map.entry(993, "IMAPS"),
          Map.entry(995, "POPS"),
          Map.entry(1194, "OpenVPN"),
          Map.entry(1883, "MQTT"),
          Map.entry(3306, "MySQL"),
          Map.entry(3389, "RDP"),
          Map.entry(5060, "SIP"),
          Map.entry(5353, "MDNS"),
          Map.entry(5432, "PostgreSQL"),
          Map.entry(6379, "Redis"),
          Map.entry(8080, "HTTP"),
          Map.entry(8443, "TLS"));

  /** What is usually on this port, by nDPI's names; empty when nothing. */
  public static String usual(int port) {
    return SERVICES.getOrDefault(port, "");
  }

  @Override
  public void inspect(Flow flow, Packet packet) {
    conclude(flow);
  }

  @Override
  public void conclude(Flow flow) {
    if (!flow.isDetected()) {
      flow.become(byPort(flow));
      flow.detectionEnded();
    }
  }

  private static Application byPort(Flow flow) {
    String name =
        switch (flow.protocol()) {
          case ICMP -> "ICMP";
          case ICMPV6 -> "ICMPV6";
          default -> SERVICES.getOrDefault(flow.serverPort(), usual(flow.clientPort()));
        };
    return name.isEmpty()
        ? Application.UNKNOWN
        : Application.UNKNOWN.named(name.toLowerCase(Locale.ROOT), name, Detection.PORT);
  }

  @Override
  public void close() {}
}
