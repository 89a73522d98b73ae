package io.nightjar.benchmarks;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.flow.ConnState;
import io.nightjar.flow.Fingerprints;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowRecord.Direction;
import io.nightjar.flow.FlowRecord.Endpoint;
import io.nightjar.host.TcpCounts;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Flow records as an office's uplink leaves them: half TLS, a quarter DNS, some HTTP, a little
 * OpenVPN, some of which nothing is known; 2,000 clients, 50,000 servers by a skewed choice, 5,000
 * names. The rarest server is 45.142.222.50 with port 8443, the rarest name holds "malicious". The
 * same seed gives the same records. Used by one thread.
 */
final class TypicalFlows {
  private static final int CLIENTS = 2_000;
  private static final int SERVERS = 50_000;
  private static final int NAMES = 5_000;
  private static final long FLOW_NANOS = 10_000;

  /** The one of a hundred flows that is OpenVPN. */
  private static final int VPN = 99;

  private final SplittableRandom random;
  private final List<Endpoint> clients;
  private final List<Endpoint> servers;
  private final List<String> names;
  private long timeNanos;
  private long nextId = 1;

  TypicalFlows(long seed, long startNanos) {
    random = new SplittableRandom(seed);
    timeNanos = startNanos;
    clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> end("10.1." + i / 250 + "." + (1 + i % 250), i, "", 0, true))
            .toList();
    servers =
        IntStream.range(0, SERVERS)
            .mapToObj(i -> end(address(i), 1, country(i), 64_500 + i % 400, false))
            .toList();
    names =
        IntStream.range(0, NAMES)
            .mapToObj(i -> (i == NAMES - 1 ? "malicious" : "host") + i + ".service.example")
            .toList();
  }

  private static String address(int i) {
    return i == SERVERS - 1
        ? "45.142.222.50"
        : (20 + i % 180) + "." + i / 180 % 250 + "." + i % 251 + "." + (1 + i % 254);
  }

  private static String country(int i) {
    return List.of("US", "DE", "NL", "IE", "GB", "FR", "SG", "JP").get(i % 8);
  }

  private static Endpoint end(String ip, int mac, String country, int asn, boolean local) {
    return new Endpoint(
        IpAddress.parse(ip),
        MacAddress.parse("00:1b:21:3c:%02x:%02x".formatted(mac >> 8 & 255, mac & 255)),
        country,
        asn,
        asn == 0 ? "" : "Autonomous System " + asn,
        local,
        "");
  }

  /** The next record, a hundred thousandth of a second after the one before. */
  FlowRecord next() {
    timeNanos += FLOW_NANOS;
    return next(timeNanos);
  }

  /** The next record, which began then. */
  FlowRecord next(long timeNanos) {
    int kind = random.nextInt(100);
    boolean udp = kind < 25 || kind == VPN;
    int server = skewed(SERVERS);
    String name = names.get(skewed(NAMES));
    long sent = random.nextInt(60, 4_000);
    long received = random.nextInt(60, 60_000);
    return new FlowRecord(
        nextId++ << 16 | random.nextInt(1 << 16),
        true,
        "benchmark",
        "eth0",
        "",
        timeNanos,
        timeNanos + random.nextInt(2_000_000_000),
        0,
        FlowRecord.Tunnel.NONE,
        4,
        udp ? 17 : 6,
        random.nextInt(32_768, 61_000),
        server == SERVERS - 1 ? 8443 : port(kind),
        clients.get(random.nextInt(CLIENTS)),
        servers.get(server),
        new Direction(sent, 1 + sent / 400, udp ? 0 : 0x1b, TcpCounts.NONE),
        new Direction(received, 1 + received / 1_200, udp ? 0 : 0x1b, TcpCounts.NONE),
        ConnState.SF,
        new FlowRecord.Latency(random.nextInt(900), random.nextInt(90_000), random.nextInt(9_000)),
        application(kind, name),
        "1:" + Long.toHexString(random.nextLong()) + "AAAAAAAAAAA=",
        Fingerprints.NONE,
        FlowRecord.Export.NONE);
  }

  private int port(int kind) {
    if (kind < 25) {
      return 53;
    }
    if (kind == VPN) {
      return 1194;
    }
    return kind < 80 ? 443 : kind < 90 ? 80 : random.nextInt(1, 65_536);
  }

  /** Small numbers often, large ones rarely. */
  private int skewed(int bound) {
    double x = random.nextDouble();
    return (int) (bound * x * x * x);
  }

  private static Application application(int kind, String name) {
    if (kind < 25) {
      return of(
          "dns",
          "DNS",
          "Network",
          name,
          Application.Tls.NONE,
          Application.Http.NONE,
          new Application.Dns(name, 1, 0));
    }
    if (kind < 80) {
      return of(
          "tls",
          "TLS." + name.charAt(4),
          "Web",
          name,
          new Application.Tls(
              "TLSv1.3",
              "",
              "",
              "773906b0efdefa24a7f2b8eb6985bf37",
              "t13d1516h2_8daaf6152771_02713d6af862"),
          Application.Http.NONE,
          Application.Dns.NONE);
    }
    if (kind < 90) {
      return of(
          "http",
          "HTTP",
          "Web",
          name,
          Application.Tls.NONE,
          new Application.Http("GET", "/index.html", 200, "Mozilla/5.0 (X11; Linux x86_64)"),
          Application.Dns.NONE);
    }
    return Application.UNKNOWN;
  }

  private static Application of(
      String protocol,
      String app,
      String category,
      String name,
      Application.Tls tls,
      Application.Http http,
      Application.Dns dns) {
    return new Application(
        protocol,
        app,
        category,
        Detection.DPI,
        name,
        name,
        List.of(),
        false,
        List.of(),
        0,
        tls,
        http,
        dns);
  }
}
