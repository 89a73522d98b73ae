package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.identity.DnsMessage;
import io.nightjar.net.IpAddress;
import io.nightjar.probe.ProbeType.Operator;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Time of a DNS server's answer, and whether it is the right one. */
final class Dns implements ProbeKind {
  private static final int DNS_PORT = 53;

  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.DNS,
          "time until a DNS server tells the addresses of a name",
          "name@server[:port], or name to ask the system's server",
          "ms",
          Operator.GT,
          50,
          10_000,
          ProbeType.ANY,
          ProbeType.ROUND_TRIPS,
          ProbeType.USUAL_TIME);

  @Override
  public ProbeType type() {
    return TYPE;
  }

  @Override
  public String target(String text) {
    int at = text.indexOf('@');
    String name = HostName.parse(at < 0 ? text : text.substring(0, at));
    if (HostName.isAddress(name)) {
      throw new IllegalArgumentException(
          "'" + HostName.shown(text) + "': pass name@server, like example.org@192.0.2.53");
    }
    if (at < 0) {
      return name;
    }
    HostPort server = HostPort.parse(text.substring(at + 1), DNS_PORT);
    return name
        + "@"
        + (server.port() == DNS_PORT ? HostPort.bracketed(server.host()) : server.toString());
  }

  @Override
  public String host(String target) {
    int at = target.indexOf('@');
    return at < 0 ? "" : HostPort.parse(target.substring(at + 1), DNS_PORT).host();
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    Deadline deadline = Deadline.in(ProbeType.USUAL_TIME);
    int at = probe.target().indexOf('@');
    String name = at < 0 ? probe.target() : probe.target().substring(0, at);
    InetSocketAddress server =
        at < 0
            ? with.resolver().servers().getFirst()
            : server(probe.target().substring(at + 1), with, deadline);
    IpAddress asked = IpAddress.of(server.getAddress().getAddress());
    String text = probe.expectedText() == null ? "" : probe.expectedText();
    DnsReply reply;
    try {
      reply = ask(server, name, text, deadline);
    } catch (NoAnswer none) {
      throw none.with(none.outcome().at(asked));
    }
    Phases phases = new Phases(Outcome.rounded(reply.millis()), null, null, null, null);
    Outcome found = Outcome.up(reply.millis()).at(asked).with(phases);
    String wrong = wrong(reply, name, text);
    if (!wrong.isEmpty()) {
      throw NoAnswer.down(wrong).with(Outcome.none(State.DOWN, wrong).at(asked).with(phases));
    }
    return found;
  }

  private static InetSocketAddress server(String text, Instruments with, Deadline deadline)
      throws NoAnswer, InterruptedException {
    HostPort server = HostPort.parse(text, DNS_PORT);
    Destination to = with.find(server.host(), deadline);
    return new InetSocketAddress(to.first().toInetAddress(), server.port());
  }

  /** IPv6 addresses are asked for where one is expected, or the name has no others. */
  private static DnsReply ask(
      InetSocketAddress server, String name, String expected, Deadline deadline)
      throws NoAnswer, InterruptedException {
    if (expected.indexOf(':') >= 0) {
      return DnsClient.ask(server, name, DnsMessage.AAAA, deadline);
    }
    DnsReply v4 = DnsClient.ask(server, name, DnsMessage.A, deadline);
    return v4.code() == 0 && v4.addresses().isEmpty() && expected.isEmpty()
        ? DnsClient.ask(server, name, DnsMessage.AAAA, deadline)
        : v4;
  }

  private static String wrong(DnsReply reply, String name, String expected) {
    if (reply.code() != 0) {
      return "answered " + reply.codeText() + " for " + name;
    }
    List<IpAddress> addresses = reply.addresses();
    if (addresses.isEmpty()) {
      return "answered no address for " + name;
    }
    return expected.isEmpty() || addresses.contains(IpAddress.parse(expected))
        ? ""
        : "answered %s for %s, expected %s"
            .formatted(
                addresses.stream()
                    .limit(8)
                    .map(IpAddress::toString)
                    .collect(Collectors.joining(", ")),
                name,
                expected);
  }
}
