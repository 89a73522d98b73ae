package io.nightjar.identity;

import io.nightjar.flow.Fingerprints;
import io.nightjar.flow.Flow;
import io.nightjar.host.Clue;
import io.nightjar.host.Host;
import io.nightjar.host.HostIdentity;
import io.nightjar.host.HostName;
import io.nightjar.host.HostTable;
import io.nightjar.host.NameSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was read: a flow's fingerprints, a host's clues, an address's names. Owned by
 * one worker.
 */
final class Introductions {
  private final Directory directory;
  private final HostTable hosts;
  private final Digests digests = new Digests();

  Introductions(Directory directory, HostTable hosts) {
    this.directory = directory;
    this.hosts = hosts;
  }

  /** A TLS client offered this. */
  void hello(Flow flow, ClientHello hello, Ja4.Transport transport, boolean fromClient) {
    Host sender = fromClient ? flow.client() : flow.server();
    Host receiver = fromClient ? flow.server() : flow.client();
    Fingerprints prints =
        Fingerprints.tls(Ja3.of(hello, digests), Ja4.of(hello, transport, digests));
    flow.fingerprinted(prints);
    sent(sender, "ja4 " + prints.ja4());
    NameSource source = transport == Ja4.Transport.QUIC ? NameSource.QUIC_SNI : NameSource.TLS_SNI;
    used(flow, sender, receiver, source, hello.serverName);
    directory.counters().count(IdentityEvent.HANDSHAKES_READ);
  }

  /** One side of SSH offered this. */
  void keyExchange(Flow flow, SshKeyExchange offer, boolean fromClient) {
    if (fromClient) {
      flow.fingerprinted(flow.fingerprints().withHassh(offer.hassh(digests)));
      sent(flow.client(), "hassh " + flow.fingerprints().hassh());
    } else {
      flow.fingerprinted(flow.fingerprints().withHasshServer(offer.hasshServer(digests)));
      sent(flow.server(), "hassh_server " + flow.fingerprints().hasshServer());
    }
    directory.counters().count(IdentityEvent.HANDSHAKES_READ);
  }

  private void sent(Host host, String fingerprint) {
    HostIdentity identity = identify(host);
    if (identity != null) {
      identity.sent(fingerprint);
    }
  }

  /** One host asked another for this name. */
  void used(Flow flow, Host client, Host server, NameSource source, String name) {
    if (!name.isEmpty() && !isAddress(name)) {
      directory.learn(
          server.ip(), new HostName(source, name, flow.lastSeenNanos(), 0, client.ip()));
    }
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  /** A host sent a text that may tell what it is. */
  void clues(Host host, List<Clue> clues) {
    if (clues.isEmpty()) {
      return;
    }
    HostIdentity identity = identify(host);
    if (identity != null) {
      clues.forEach(identity::add);
    }
  }

  private @Nullable HostIdentity identify(Host host) {
    HostIdentity identity = hosts.identify(host);
    if (identity == null) {
      directory.counters().count(IdentityEvent.IDENTITIES_REFUSED);
    }
    return identity;
  }
}
