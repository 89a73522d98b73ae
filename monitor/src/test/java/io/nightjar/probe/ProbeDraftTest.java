package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeDraftTest {
  private static ProbeDraft draft(
      Measurement measurement, String target, @Nullable Double threshold, String granularity) {
    return new ProbeDraft(measurement, target, threshold, granularity, null, null, "");
  }

  private static void refused(ProbeDraft draft, String came, String expected) {
    ProbeDraft.Problem problem = assertThrows(ProbeDraft.Problem.class, draft::checked);
    assertTrue(String.valueOf(problem.getMessage()).contains(came), problem.getMessage());
    assertTrue(problem.expected().contains(expected), problem.expected());
  }

  @ParameterizedTest
  @CsvSource({
    "ICMP, Router.Example.ORG., router.example.org",
    "ICMP, 2001:DB8:0::7, 2001:db8::7",
    "ICMP, bücher.example, xn--bcher-kva.example",
    "TCP, Example.org:22, example.org:22",
    "TCP, [2001:db8::7]:22, [2001:db8::7]:22",
    "TLS_CERTIFICATE, example.org, example.org:443",
    "TLS_CERTIFICATE, 2001:db8::7, [2001:db8::7]:443",
    "HTTP, example.org, http://example.org/",
    "HTTP, HTTP://Example.org:80/a?b=c#d, http://example.org/a?b=c",
    "HTTPS, https://[2001:db8::7]:8443/x, https://[2001:db8::7]:8443/x",
    "THROUGHPUT, https://example.org/big, https://example.org/big",
    "DNS, Example.org@192.0.2.53, example.org@192.0.2.53",
    "DNS, example.org@[2001:db8::53]:5353, example.org@[2001:db8::53]:5353",
    "DNS, example.org, example.org",
  })
  void aTargetHasOneForm(Measurement measurement, String written, String form) {
    Probe probe = draft(measurement, written, null, "min").checked();
    assertEquals(form, probe.target());
    assertEquals(probe, Probe.of(probe.row()), "what is kept is what was");
  }

  @ParameterizedTest
  @CsvSource({
    "ICMP, '', neither a host name",
    "ICMP, 127.1, neither a host name",
    "ICMP, 0x7f000001, neither a host name",
    "ICMP, 2130706433, neither a host name",
    "ICMP, -dash.example, neither a host name",
    "ICMP, a b, neither a host name",
    "ICMP, fe80::1%eth0, neither a host name",
    "TCP, example.org, has no port",
    "TCP, example.org:0, a port is",
    "TCP, example.org:65536, a port is",
    "HTTP, ftp://example.org/, only http:// and https://",
    "HTTP, https://example.org/, is probed as https",
    "HTTPS, https://user:secret@example.org/, user or password",
    "HTTPS, file:///etc/passwd, only http:// and https://",
    "HTTPS, https:///x, no host",
    "HTTPS, https://exa mple.org/, is no URL",
    "DNS, 192.0.2.53, pass name@server",
  })
  void whatIsNoTargetIsRefusedInWords(Measurement measurement, String written, String saying) {
    refused(draft(measurement, written, null, "min"), saying, measurement.text());
  }

  @Test
  void aPasswordIsNotRepeated() {
    ProbeDraft draft = draft(Measurement.HTTP, "http://user:secret@example.org/", null, "min");
    String told =
        String.valueOf(assertThrows(ProbeDraft.Problem.class, draft::checked).getMessage());
    assertTrue(!told.contains("secret"), told);
  }

  @Test
  void thresholdsAndGranularitiesAreTheKinds() {
    refused(draft(Measurement.ICMP, "a.example", -1.0, "min"), "-1 came", "0 to 10000 ms");
    refused(draft(Measurement.ICMP, "a.example", 10_001.0, "min"), "10001", "0 to 10000 ms");
    refused(draft(Measurement.ICMP, "a.example", Double.NaN, "min"), "NaN", "0 to 10000 ms");
    refused(draft(Measurement.CICMP, "a.example", 100.5, "min"), "100.5", "0 to 100 %");
    refused(draft(Measurement.ICMP, "a.example", null, "day"), "'day'", "min, 5mins, hour");
    refused(draft(Measurement.CICMP, "a.example", null, "hour"), "'hour'", "one of min");
    assertEquals(99, draft(Measurement.CICMP, "a.example", null, "min").checked().threshold());
  }

  @Test
  void expectationsBelongToTheKindsThatHaveThem() {
    refused(
        new ProbeDraft(Measurement.ICMP, "a.example", null, "min", 200, null, ""),
        "expected_status",
        "http");
    refused(
        new ProbeDraft(Measurement.HTTP, "a.example", null, "min", 99, null, ""),
        "99",
        "100 to 599");
    refused(
        new ProbeDraft(Measurement.TCP, "a.example:1", null, "min", null, "x", ""),
        "not for tcp",
        "dns");
    refused(
        new ProbeDraft(Measurement.DNS, "a.example", null, "min", null, "x", ""),
        "no address",
        "address");
    refused(
        new ProbeDraft(Measurement.ICMP, "a.example", null, "min", null, null, "sometimes"),
        "'sometimes' is no window",
        "daily");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindDeclaresWhatItIs(Measurement measurement) {
    ProbeType type = ProbeKinds.type(measurement);
    assertEquals(measurement, type.measurement());
    assertTrue(type.usualThreshold() >= 0 && type.usualThreshold() <= type.mostThreshold());
    assertTrue(!type.granularities().isEmpty() && !type.about().isBlank());
    assertTrue(type.baselines().isEmpty() || type.baselines().size() == 4);
    assertTrue(type.baselines().values().stream().allMatch(each -> each <= type.mostThreshold()));
    for (Granularity each : type.granularities()) {
      assertTrue(type.longest().plusSeconds(1).compareTo(each.period()) < 0, "runs overlap");
    }
  }

  @Test
  void betweenGoodAndBadThereIsRoom() {
    ProbeType icmp = ProbeKinds.type(Measurement.ICMP);
    assertTrue(icmp.isExceeded(50.1, 50) && !icmp.isExceeded(50, 50));
    assertTrue(!icmp.isClear(46, 50) && icmp.isClear(45, 50));
    ProbeType cicmp = ProbeKinds.type(Measurement.CICMP);
    assertTrue(cicmp.isExceeded(98.9, 99) && !cicmp.isExceeded(99, 99));
    assertTrue(!cicmp.isClear(99.4, 99) && cicmp.isClear(99.5, 99) && cicmp.isClear(100, 100));
  }
}
