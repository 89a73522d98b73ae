package io.nightjar.host;

import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** How many others a host dealt with. Counted when a flow begins, domains when it is recorded. */
public final class Contacts {
  private @Nullable Cardinality servers;
  private @Nullable Cardinality clients;
  private @Nullable Cardinality ports;
  private @Nullable Cardinality domains;

  /** The host began a flow to this address and port. */
  public void contacted(IpAddress server, int protocol, int port) {
    servers = seen(servers, Cardinality.mix(server.high(), server.low()));
    if (port != 0) {
      ports = seen(ports, Cardinality.mix(protocol, port));
    }
  }

  /** This address began a flow to the host. */
  public void contactedBy(IpAddress client) {
    clients = seen(clients, Cardinality.mix(client.high(), client.low()));
  }

  /** The host asked for this domain name. */
  public void askedFor(String domain) {
    domains = seen(domains, Cardinality.mix(domain.hashCode(), domain.length()));
  }

  private static Cardinality seen(@Nullable Cardinality some, long hash) {
    Cardinality seen = some == null ? new Cardinality() : some;
    seen.see(hash);
    return seen;
  }

  void addAll(Contacts other) {
    servers = sum(servers, other.servers);
    clients = sum(clients, other.clients);
    ports = sum(ports, other.ports);
    domains = sum(domains, other.domains);
  }

  private static @Nullable Cardinality sum(@Nullable Cardinality one, @Nullable Cardinality other) {
    if (other == null) {
      return one;
    }
    Cardinality sum = one == null ? new Cardinality() : one;
    sum.addAll(other);
    return sum;
  }

  /** Addresses it began flows to. */
  public long servers() {
    return count(servers);
  }

  /** Addresses that began flows to it. */
  public long clients() {
    return count(clients);
  }

  /** Ports, with their protocol, it began flows to. */
  public long ports() {
    return count(ports);
  }

  /** Domain names it asked for by DNS. */
  public long domains() {
    return count(domains);
  }

  private static long count(@Nullable Cardinality some) {
    return some == null ? 0 : some.count();
  }
}
