package io.nightjar.history;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.flow.ConnState;
import io.nightjar.flow.Fingerprints;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowRecord.Direction;
import io.nightjar.flow.FlowRecord.Endpoint;
import io.nightjar.flow.FlowRecord.Export;
import io.nightjar.host.TcpCounts;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.spool.EncodedBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Flow records for tests. */
final class Flows {
  private Flows() {}

  /** A DNS flow, seen now, of no capture file. */
  static FlowRecord dns(long id) {
    return flow(id, Instant.now(), "");
  }

  static FlowRecord flow(long id, Instant at, String capture) {
    long nanos = at.getEpochSecond() * 1_000_000_000L + at.getNano();
    return new FlowRecord(
        id,
        true,
        "test",
        "lo",
        capture,
        nanos,
        nanos + 1_500_000_000L,
        7,
        new FlowRecord.Tunnel(
            "vxlan", 42, IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::9")),
        4,
        17,
        40_000 + Math.floorMod(id, 20_000),
        53,
        endpoint("192.168.1." + Math.floorMod(id, 250), "00:1b:21:3c:4d:5e", true),
        endpoint("45.142.222.50", "00:1b:21:3c:4d:5f", false),
        new Direction(100, 1, 0, TcpCounts.NONE),
        new Direction(900, 2, 0, TcpCounts.NONE),
        ConnState.OTH,
        new FlowRecord.Latency(10, 20_000, 0),
        application(),
        "1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        new Fingerprints("ja3", "ja4", "hassh", "hasshServer"),
        new Export(IpAddress.parse("2001:db8::7"), 1, 2, 3, 1000));
  }

  /** One batch of flows of the file {@code f}, of five hours, in blocks as writers make them. */
  static EncodedBatch batch(int rows) {
    RowBatch<FlowRecord> batch = new RowBatch<>(RowFormat.FLOWS);
    Instant now = Instant.now();
    for (int i = 0; i < rows; i++) {
      batch.add(flow(i, now.minusSeconds(i * 18_000L / rows), "f"));
    }
    List<EncodedBatch> encoded = new ArrayList<>();
    batch.encodeTo(encoded::add);
    return encoded.getFirst();
  }

  private static Endpoint endpoint(String ip, String mac, boolean local) {
    return new Endpoint(
        IpAddress.parse(ip),
        MacAddress.parse(mac),
        local ? "" : "NL",
        local ? 0 : 64_500,
        "Größe",
        local,
        "hôst");
  }

  private static Application application() {
    return new Application(
        "dns",
        "DNS.Evil",
        "Network",
        Detection.DPI,
        "very.malicious.example",
        "it's\ta\\b",
        List.of("Risky ASN", "it's"),
        true,
        List.of("prompt_injection_attempt"),
        150,
        new Application.Tls("TLSv1.3", "CN=a", "CN=b", "ja3", "ja4"),
        new Application.Http("GET", "/x", 404, "curl"),
        new Application.Dns("very.malicious.example", 28, 3));
  }
}
