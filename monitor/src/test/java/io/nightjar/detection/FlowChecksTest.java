package io.nightjar.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Severity;
import io.nightjar.flow.FlowRecord;
import io.nightjar.host.HostFigures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of flows, on captures of which others say what they show. */
class FlowChecksTest {
  private static final AlertSettings ALL_ON =
      new AlertSettings(
          FlowChecks.types().stream()
              .collect(Collectors.toMap(AlertType::key, _ -> true, (one, _) -> one)),
          Map.of());

  @ParameterizedTest
  @CsvSource({
    "exploit/sanders-http_dvwa_sqlinjection.pcapng, url_possible_sql_injection",
    "exploit/zeek-cooper-grill-dvwa.pcapng, url_possible_sql_injection",
    "exploit/sanders-http_dvwa_directorytraversal.pcapng, path_traversal",
    "exfil/comnet24s-examples.elastic.github.com.pcap, dns_data_exfiltration",
    "exfil/comnet24s-learn.netrack.github.com.pcap, dns_data_exfiltration",
    "exfil/sanders-tickedoffdeveloper.pcapng, clear_text_credentials",
    "exfil/zeek-ssh-on-port-80.pcap, known_proto_on_non_std_port",
    "identity/zeek-tls-expired-cert.pcap, tls_certificate_expired",
    "flood/suricata-rsmurf6.pcap, group_source_address",
    "tcphealth/sanders-tcp_retransmissions.pcapng, tcp_packets_issues",
    "tcphealth/sanders-tcp_zerowindowrecovery.pcapng, tcp_zero_window",
    "tcphealth/sanders-tcp_refuseconnection.pcapng, connection_refused",
    "scan/sanders-synscan.pcapng, connection_failed",
    "identity/suricata-bug-8333-geoip.pcap, remote_access",
  })
  void seesWhatTheCaptureShows(String capture, String alert) throws InterruptedException {
    AlertedFile file = AlertedFile.of(SharedData.path("pcaps/" + capture));
    assertTrue(file.keys().contains(alert), capture + ": " + file.keys());
  }

  @ParameterizedTest
  @CsvSource({
    "pcaps/identity/suricata-community-id-ipv6.pcap, remote_to_remote",
  })
  void raisesWhatIsOffOnceItIsTurnedOn(String capture, String alert) throws InterruptedException {
    assertFalse(AlertedFile.of(SharedData.path(capture)).keys().contains(alert));
    Set<String> keys = AlertedFile.of(SharedData.path(capture), ALL_ON).keys();
    assertTrue(keys.contains(alert), capture + ": " + keys);
  }

  @Test
  void backscatterRaisesNothing() throws InterruptedException {
    AlertedFile file = AlertedFile.of(SharedData.path("pcaps/scan/simplescan-backscatter.trace"));
    assertEquals(Set.of(), file.keys());
    assertTrue(file.records().size() > 900);
  }

  @ParameterizedTest
  @CsvSource({"scan/zeek-5-pings.pcap", "identity/foxio-tls3.pcapng", "ot/ics-modbus_test.pcap"})
  void benignTrafficRaisesNothingOfErrorOrAbove(String capture) throws InterruptedException {
    Set<String> errors = new TreeSet<>();
    for (Finding each : AlertedFile.of(SharedData.path("pcaps/" + capture)).findings()) {
      if (each.type().severity().compareTo(Severity.ERROR) >= 0) {
        errors.add(each.type().key());
      }
    }
    assertEquals(Set.of(), errors);
  }

  @Test
  void aFlowHasTheKeysAndTheScoreOfItsAlertsAndItsHostsTheirShare() throws InterruptedException {
    AlertedFile file =
        AlertedFile.of(SharedData.path("pcaps/exploit/sanders-http_dvwa_sqlinjection.pcapng"));
    Map<String, Integer> scores =
        FlowChecks.types().stream()
            .collect(Collectors.toMap(AlertType::key, AlertType::score, (one, _) -> one));
    int alerted = 0;
    for (FlowRecord record : file.records()) {
      List<String> keys = record.application().alerts();
      assertEquals(
          keys.stream().mapToInt(key -> scores.getOrDefault(key, 0)).sum(),
          record.application().score());
      List<String> found =
          file.findings().stream()
              .filter(finding -> finding.flowId() == record.flowId())
              .map(finding -> finding.type().key())
              .toList();
      assertEquals(new TreeSet<>(found), new TreeSet<>(keys));
      assertEquals(found.size(), keys.size(), "each once");
      alerted += keys.isEmpty() ? 0 : 1;
    }
    assertTrue(alerted > 0);
    long all = file.findings().stream().mapToLong(each -> each.type().score()).sum();
    long ofHosts = file.hosts().stream().mapToLong(each -> each.host().score()).sum();
    assertEquals(2 * all, ofHosts, "both ends have the score of their flows");
    assertTrue(shares(file.hosts(), true) > shares(file.hosts(), false), "the client attacks");
  }

  private static long shares(List<HostFigures> hosts, boolean asClient) {
    return hosts.stream()
        .mapToLong(each -> each.host().scores().sum(asClient, Category.SECURITY))
        .sum();
  }

  @Test
  void aThresholdIsWhatTheUserSetsItTo() throws InterruptedException {
    AlertSettings strict =
        new AlertSettings(
            Map.of(),
            Map.of(
                "data_exfiltration.sent_bytes",
                1e5,
                "data_exfiltration.sent_to_received",
                1.0,
                "elephant_flow.bytes",
                1e4));
    String capture = "pcaps/malware/sanders-ratinfected.pcapng";
    assertFalse(AlertedFile.of(SharedData.path(capture)).keys().contains("elephant_flow"));
    AlertSettings wild = new AlertSettings(Map.of(), Map.of("elephant_flow.bytes", -5.0));
    assertFalse(AlertedFile.of(SharedData.path(capture), wild).keys().contains("elephant_flow"));
    Set<String> keys = AlertedFile.of(SharedData.path(capture), strict).keys();
    assertTrue(keys.contains("elephant_flow"), keys.toString());
  }

  @Test
  void everyRiskIsAnAlertOfItsOwn() {
    assertEquals(41, Risks.ALL.size());
    for (int i = 0; i < 41; i++) {
      assertEquals(i + 1, Risks.ALL.get(i).id());
      assertFalse(Risks.ALL.get(i).type().checks().isEmpty());
    }
  }
}
