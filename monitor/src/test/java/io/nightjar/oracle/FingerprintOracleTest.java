package io.nightjar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.dpi.Detector;
import io.nightjar.dpi.NdpiDetector;
import io.nightjar.flow.FlowRecord;
import io.nightjar.natives.ndpi.DpiEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Fingerprints and names equal what other programs make of the same captures. */
class FingerprintOracleTest {
  private static final String IDENTITY = "pcaps/identity/";
  private static final String EXPECTED = "pcaps/_expected/identity/";

  /** JA4's own reference implementation. */
  @TestFactory
  List<DynamicTest> ja4EqualsItsReference() {
    return List.of(
            "foxio-badcurveball.pcap",
            "foxio-chrome-cloudflare-quic-with-secrets.pcapng",
            "foxio-latest.pcapng",
            "foxio-macos_tcp_flags.pcap",
            "foxio-ssh2.pcapng",
            "foxio-tls-handshake.pcapng",
            "foxio-tls-sni.pcapng")
        .stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertEquals(reference(name), fingerprinted(name))))
        .toList();
  }

  /** Ports and fingerprint of every stream that has one. */
  private static Set<String> reference(String name) throws IOException {
    Path snapshot = SharedData.path(EXPECTED + name + "/ja4-rust.snap");
    Set<String> found = new TreeSet<>();
    String ports = "";
    for (String line : Files.readAllLines(snapshot)) {
      String text = line.strip();
      if (text.startsWith("src_port: ")) {
        ports = text.substring(10);
      } else if (text.startsWith("dst_port: ")) {
        ports += " " + text.substring(10);
      } else if (text.startsWith("ja4: ")) {
        found.add(ports + " " + text.substring(5));
      }
    }
    return found;
  }

  private static Set<String> fingerprinted(String name) throws InterruptedException {
    Set<String> found = new TreeSet<>();
    for (FlowRecord record : OfflineRun.of(SharedData.path(IDENTITY + name)).records()) {
      if (!record.fingerprints().ja4().isEmpty()) {
        found.add(record.srcPort() + " " + record.dstPort() + " " + record.fingerprints().ja4());
      }
    }
    return found;
  }

  @Test
  void suricataMakesTheSameJa4OfQuic() throws Exception {
    var run = OfflineRun.of(SharedData.path(IDENTITY + "suricata-ja4-quic.pcap"));
    String ja4 = "q13d0310h3_55b375c5d22e_cd85d2d88918";
    assertEquals(11, count(run, record -> record.fingerprints().ja4(), ja4));
    run = OfflineRun.of(SharedData.path(IDENTITY + "suricata-ja4-tls-quic.pcap"));
    assertEquals(1, count(run, record -> record.fingerprints().ja4(), ja4));
    String tls = "t13d1516h2_8daaf6152771_e5627efa2ab1";
    assertEquals(1, count(run, record -> record.fingerprints().ja4(), tls));
  }

  @Test
  void zeekSeesTheSameQuicServerName() throws Exception {
    var run = OfflineRun.of(SharedData.path(IDENTITY + "zeek-quic_win11_firefox_google.pcap"));
    assertEquals(1, count(run, record -> record.dst().hostName(), "www.google.com"));
  }

  private static long count(OfflineRun run, Function<FlowRecord, String> value, String sought) {
    return run.records().stream().filter(each -> value.apply(each).equals(sought)).count();
  }

  @TestFactory
  List<DynamicTest> tsharkMakesTheSameFingerprints() {
    return List.of(
            IDENTITY + "foxio-latest.pcapng",
            IDENTITY + "foxio-ssh2.pcapng",
            IDENTITY + "suricata-bug-8333-geoip.pcap",
            "pcaps/malware/slips-test-cc-capture-2.pcap")
        .stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Path file = SharedData.path(name);
                      var run = OfflineRun.of(file);
                      assertEquals(
                          tshark(file, "tls.handshake.ja3"),
                          all(run, record -> record.fingerprints().ja3()));
                      assertEquals(
                          tshark(file, "ssh.kex.hassh"),
                          all(run, record -> record.fingerprints().hassh()));
                      assertEquals(
                          tshark(file, "ssh.kex.hasshserver"),
                          all(run, record -> record.fingerprints().hasshServer()));
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> tsharkMakesTheSameCommunityIds() {
    return List.of(
            "pcaps/scan/slips-test12-icmp-portscan.pcap",
            "pcaps/identity/foxio-latest.pcapng",
            "pcaps/identity/suricata-community-id-ipv6.pcap",
            "ndpi/pcap/1kxun.pcap")
        .stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Path file = SharedData.path(name);
                      Set<String> ours = all(OfflineRun.of(file), FlowRecord::communityId);
                      Set<String> theirs = tshark(file, "communityid");
                      assertTrue(
                          ours.containsAll(theirs),
                          () -> {
                            theirs.removeAll(ours);
                            return "missing " + theirs;
                          });
                    }))
        .toList();
  }

  private static Set<String> all(OfflineRun run, Function<FlowRecord, String> value) {
    return run.records().stream()
        .map(value)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tshark(Path file, String field)
      throws IOException, InterruptedException {
    Set<String> values = new TreeSet<>();
    for (String line :
        Program.lines(
            "tshark",
            "-n",
            "-r",
            file.toString(),
            "--enable-protocol",
            "communityid",
            "-Y",
            field,
            "-T",
            "fields",
            "-e",
            field)) {
      values.addAll(List.of(line.strip().split(",", -1)));
    }
    values.remove("");
    return values;
  }

  @Test
  void dhcpNamesTheAddressItGives() throws Exception {
    var names = names("pcaps/discovery/zeek-dhcp.pcap");
    assertEquals("btest.is.cool", names.get("128.2.6.189"), names::toString);
  }

  /** The names of servers, by address, where one thread read everything. */
  private static Map<String, String> names(String capture) throws InterruptedException {
    Supplier<Detector> detectors = () -> new NdpiDetector(DpiEngine.open(), Long.MAX_VALUE);
    var run = OfflineRun.of(SharedData.path(capture), 1, detectors);
    Map<String, String> names = new TreeMap<>();
    run.records().forEach(each -> names.put(each.dst().ip().toString(), each.dst().hostName()));
    return names;
  }

  @Test
  void dnsNamesTheServersThatAreThenAsked() throws Exception {
    var names = names("ndpi/pcap/1kxun.pcap");
    Map<String, Set<String>> told = answers("ndpi/pcap/1kxun.pcap");
    names.keySet().retainAll(told.keySet());
    assertFalse(names.isEmpty(), told::toString);
    names.forEach(
        (address, name) ->
            assertTrue(
                told.getOrDefault(address, Set.of()).contains(name),
                () -> address + " is called " + name + ", not of " + told.get(address)));
  }

  /** Addresses in DNS answers and the names asked for. */
  private static Map<String, Set<String>> answers(String capture)
      throws IOException, InterruptedException {
    Map<String, Set<String>> answers = new TreeMap<>();
    for (String line :
        Program.lines(
            "tshark",
            "-n",
            "-r",
            SharedData.path(capture).toString(),
            "-Y",
            "dns.a && udp.srcport == 53",
            "-T",
            "fields",
            "-e",
            "dns.qry.name",
            "-e",
            "dns.a")) {
      String[] fields = line.split("\t", -1);
      for (String address : fields[1].split(",", -1)) {
        answers.computeIfAbsent(address, _ -> new TreeSet<>()).add(fields[0]);
      }
    }
    return answers;
  }
}
