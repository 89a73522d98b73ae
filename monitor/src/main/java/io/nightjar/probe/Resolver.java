package io.nightjar.probe;

import io.nightjar.identity.DnsMessage;
import io.nightjar.net.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Addresses of names, by the system's hosts and resolv.conf (resolv.conf(5)), asked anew each time:
 * a probe is to see what clients would see now. Safe for every thread.
 */
final class Resolver {
  private static final int DNS_PORT = 53;
  private static final int MOST_SERVERS = 3;
  private static final int ROUNDS = 2;
  private static final Duration ONE_SERVER = Duration.ofSeconds(2);
  private static final int NO_SUCH_NAME = 3;

  private final SystemFile hosts;
  private final SystemFile configuration;

  Resolver() {
    this(Path.of("/etc/hosts"), Path.of("/etc/resolv.conf"));
  }

  Resolver(Path hosts, Path configuration) {
    this.hosts = new SystemFile(hosts);
    this.configuration = new SystemFile(configuration);
  }

  /**
   * Looks a host up; an address is its own.
   *
   * @throws NoAnswer when it has no address, or nobody says
   */
  Destination find(String host, Deadline deadline) throws NoAnswer, InterruptedException {
    if (HostName.isAddress(host)) {
      return new Destination(host, List.of(IpAddress.parse(host)), false, 0);
    }
    long start = System.nanoTime();
    List<IpAddress> known = fromFile(host);
    List<IpAddress> addresses = known.isEmpty() ? ask(host, deadline) : known;
    return new Destination(host, addresses, true, Deadline.millisSince(start));
  }

  private List<IpAddress> fromFile(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return List.of(IpAddress.parse("127.0.0.1"));
    }
    List<IpAddress> found = new ArrayList<>();
    for (List<String> line : hosts.lines()) {
      boolean isNamed =
          line.stream().skip(1).anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(host));
      if (isNamed && HostName.isAddress(line.getFirst())) {
        found.add(IpAddress.parse(line.getFirst()));
      }
    }
    return found;
  }

  /** The servers the system asks. */
  List<InetSocketAddress> servers() {
    List<InetSocketAddress> servers =
        configuration.lines().stream()
            .filter(line -> line.size() > 1 && line.getFirst().equals("nameserver"))
            .filter(line -> HostName.isAddress(line.get(1)))
            .map(line -> IpAddress.parse(line.get(1)).toInetAddress())
            .map(address -> new InetSocketAddress(address, DNS_PORT))
            .limit(MOST_SERVERS)
            .toList();
    return servers.isEmpty()
        ? List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), DNS_PORT))
        : servers;
  }

  /** A name without a dot may be one of the domains that are searched. */
  private List<String> names(String host) {
    List<String> names = new ArrayList<>();
    if (host.indexOf('.') < 0) {
      configuration.lines().stream()
          .filter(line -> line.getFirst().equals("search") || line.getFirst().equals("domain"))
          .flatMap(line -> line.stream().skip(1))
          .forEach(domain -> names.add(host + "." + domain.toLowerCase(Locale.ROOT)));
    }
    names.add(host);
    return names;
  }

  private List<IpAddress> ask(String host, Deadline deadline)
      throws NoAnswer, InterruptedException {
    NoAnswer last = NoAnswer.down(host + " has no address");
    if (host.endsWith(".invalid")) {
      throw last; // RFC 6761 section 6.4: nobody is asked
    }
    for (String name : names(host)) {
      try {
        return addresses(name, deadline);
      } catch (NoAnswer none) {
        last = none;
      }
    }
    throw last;
  }

  private List<IpAddress> addresses(String name, Deadline deadline)
      throws NoAnswer, InterruptedException {
    for (int type : new int[] {DnsMessage.A, DnsMessage.AAAA}) {
      DnsReply reply = ask(name, type, deadline);
      if (!reply.addresses().isEmpty()) {
        return reply.addresses();
      }
      if (reply.code() == NO_SUCH_NAME) {
        throw NoAnswer.down("there is no name " + name + " in the DNS");
      }
    }
    throw NoAnswer.down(name + " has no address in the DNS");
  }

  private DnsReply ask(String name, int type, Deadline deadline)
      throws NoAnswer, InterruptedException {
    NoAnswer last = NoAnswer.down("no time was left to look up " + name);
    for (int round = 0; round < ROUNDS; round++) {
      for (InetSocketAddress server : servers()) {
        if (deadline.isOver()) {
          throw last;
        }
        try {
          DnsReply reply = DnsClient.ask(server, name, type, deadline.orIn(ONE_SERVER));
          if (reply.code() == 0 || reply.code() == NO_SUCH_NAME) {
            return reply;
          }
          last = NoAnswer.down(name + ": the DNS server answered " + reply.codeText());
        } catch (NoAnswer none) {
          last = none;
        }
      }
    }
    throw last;
  }
}
