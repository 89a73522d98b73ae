package io.nightjar.host;

import io.nightjar.alert.AlertType;
import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address seen on an interface, and what it did. Owned by one worker; others get copies: a copy
 * is an empty host this one was added to.
 */
public final class Host extends Traffic {
  /** Applications, categories, ports and alerts told apart; further ones are summed. */
  private static final int MOST_KEYS = 64;

  private final IpAddress ip;
  private final int vlanId;
  private final Origin origin;
  private final @Nullable PacketMix packetMix;
  private @Nullable Traffic network;
  private @Nullable Contacts contacts;
  private @Nullable Requests requests;
  private @Nullable Tally<String> applications;
  private @Nullable Tally<String> categories;
  private @Nullable Tally<String> protocols;
  private @Nullable Tally<Integer> serverPorts;
  private @Nullable Tally<String> risks;
  private @Nullable ScoreWindow scores;
  private @Nullable TcpHealth tcp;
  private long mac;
  private long flowsAsClient;
  private long flowsAsServer;
  private long activeAsClient;
  private long activeAsServer;
  private long alertedFlows;
  private long score;
  private int ttl;
  private long resolvedMac;
  int hash;
  @Nullable HostIdentity identity;

  Host(IpAddress ip, int vlanId, Origin origin, long nowNanos) {
    super(nowNanos);
    this.ip = ip;
    this.vlanId = vlanId;
    this.origin = origin;
    packetMix = origin.isLocal() ? new PacketMix() : null;
  }

  /** Counts a frame this host sent. */
  public void sentFrame(int bytes, long sourceMac, int timeToLive, long nowNanos) {
    sent(bytes, nowNanos);
    mac = sourceMac;
    ttl = timeToLive;
    if (network != null) {
      network.sent(bytes, nowNanos);
    }
  }

  /** Counts a frame this host was sent. */
  public void receivedFrame(int bytes, long nowNanos) {
    received(bytes, nowNanos);
    if (network != null) {
      network.received(bytes, nowNanos);
    }
  }

  /** Says which local network's traffic this host's is too; for a host of one. */
  public void belongsTo(Traffic localNetwork) {
    network = localNetwork;
  }

  /** Whether it is local and nobody has said to which network it belongs. */
  public boolean lacksNetwork() {
    return network == null && origin.isLocal();
  }

  /** A flow of this host began. */
  public void flowOpened(boolean asClient) {
    if (asClient) {
      flowsAsClient++;
      activeAsClient++;
    } else {
      flowsAsServer++;
      activeAsServer++;
    }
  }

  /** A flow of this host left memory. */
  public void flowClosed(boolean asClient) {
    if (asClient) {
      activeAsClient--;
    } else {
      activeAsServer--;
    }
  }

  /** Remembers a port this host answered on; at most {@value #MOST_KEYS}, then only known ones. */
  public void servedOn(int port) {
    serverPorts = serverPorts == null ? new Tally<>(MOST_KEYS, 1) : serverPorts;
    serverPorts.count(port);
  }

  /**
   * An alert was raised for one of this host's flows.
   *
   * @param first whether it is the flow's first
   */
  public void alerted(AlertType type, boolean asClient, boolean first, long nowNanos) {
    score += type.score();
    alertedFlows += first ? 1 : 0;
    risks = risks == null ? new Tally<>(MOST_KEYS, 1) : risks;
    risks.count(type.key());
    int share = asClient ? type.clientScore() : type.serverScore();
    if (share > 0) {
      scores().add(asClient, type.category(), share, nowNanos);
    }
  }

  /** Adds what a TCP connection of this host did. */
  public void connected(TcpHealth more) {
    if (tcp == null) {
      tcp = new TcpHealth();
    }
    tcp.add(more);
  }

  /** Adds what one of this host's flows did to its application and, of a local host, category. */
  public void used(String application, String category, Amount amount, int flows) {
    applications = added(applications, application, amount, flows);
    if (origin.isLocal()) {
      categories = added(categories, category, amount, flows);
    }
  }

  /** Adds what one of this host's flows did to its transport protocol. */
  public void spoke(String protocol, Amount amount, int flows) {
    protocols = added(protocols, protocol, amount, flows);
  }

  private static Tally<String> added(
      @Nullable Tally<String> tally, String key, Amount amount, int flows) {
    Tally<String> kept = tally == null ? new Tally<>(MOST_KEYS, Usage.WIDTH) : tally;
    Usage.add(kept, key, amount, flows);
    return kept;
  }

  /** Adds everything of the same host as another worker saw it, or of a host to its copy. */
  public void addAll(Host other) {
    boolean later = other.lastSeenNanos() >= lastSeenNanos();
    addSummary(other, later);
    applications = Tally.sum(applications, other.applications);
    categories = Tally.sum(categories, other.categories);
    protocols = Tally.sum(protocols, other.protocols);
    serverPorts = Tally.sum(serverPorts, other.serverPorts);
    risks = Tally.sum(risks, other.risks);
    if (other.scores != null) {
      scores().addAll(other.scores);
    }
    if (other.contacts != null) {
      contacts().addAll(other.contacts);
    }
    if (other.requests != null) {
      requests().addAll(other.requests);
    }
    if (packetMix != null && other.packetMix != null) {
      packetMix.addAll(other.packetMix);
    }
  }

  private void addSummary(Host other, boolean later) {
    addTraffic(other);
    mac = mac == 0 || (later && other.mac != 0) ? other.mac : mac;
    ttl = ttl == 0 || (later && other.ttl != 0) ? other.ttl : ttl;
    flowsAsClient += other.flowsAsClient;
    flowsAsServer += other.flowsAsServer;
    activeAsClient += other.activeAsClient;
    activeAsServer += other.activeAsServer;
    alertedFlows += other.alertedFlows;
    score += other.score;
    if (other.tcp != null) {
      connected(other.tcp);
    }
  }

  /** A copy of the numbers alone. */
  public Host summary() {
    Host copy = new Host(ip, vlanId, origin, firstSeenNanos());
    copy.addSummary(this, true);
    return copy;
  }

  /** A copy of everything. */
  public Host copy() {
    Host copy = new Host(ip, vlanId, origin, firstSeenNanos());
    copy.addAll(this);
    return copy;
  }

  /** The address. */
  public IpAddress ip() {
    return ip;
  }

  /** The VLAN it was seen on, 0 for none. */
  public int vlanId() {
    return vlanId;
  }

  /** What look-up data says of the address. */
  public Origin origin() {
    return origin;
  }

  /** The link-layer source of its last frame, 0 when there is none. */
  public long mac() {
    return mac;
  }

  /** ARP says which device has this address; whether it said another before. */
  public boolean resolvedTo(long deviceMac) {
    boolean moved = resolvedMac != 0 && resolvedMac != deviceMac;
    resolvedMac = deviceMac;
    return moved;
  }

  /** Time to live of its last packet. */
  public int ttl() {
    return ttl;
  }

  /** What it gave away of itself; null for nothing. {@link HostTable#identify} makes it. */
  public @Nullable HostIdentity identity() {
    return identity;
  }

  /** Whether it can be forgotten: no flow, and nothing heard since. */
  public boolean isIdleSince(long nanos) {
    return activeAsClient == 0 && activeAsServer == 0 && lastSeenNanos() < nanos;
  }

  /** Flows it began, ever. */
  public long flowsAsClient() {
    return flowsAsClient;
  }

  /** Flows others began with it, ever. */
  public long flowsAsServer() {
    return flowsAsServer;
  }

  /** Flows it began that are in memory. */
  public long activeAsClient() {
    return activeAsClient;
  }

  /** Flows others began that are in memory. */
  public long activeAsServer() {
    return activeAsServer;
  }

  /** Flows of both roles still in memory. */
  public long activeFlows() {
    return activeAsClient + activeAsServer;
  }

  /** Its flows that had an alert. */
  public long alertedFlows() {
    return alertedFlows;
  }

  /** Its share of the scores of the latest minute; made when first asked for. */
  public ScoreWindow scores() {
    scores = scores == null ? new ScoreWindow() : scores;
    return scores;
  }

  /** The same, as of this moment. */
  void agedScores(long nowNanos) {
    if (scores != null) {
      scores.advance(nowNanos);
    }
  }

  /** Sum of its flows' scores. */
  public long score() {
    return score;
  }

  /** How TCP went for it, by its flows' records so far; a copy. */
  public TcpHealth tcp() {
    return tcp == null ? new TcpHealth() : tcp.copy();
  }

  /** Whom it dealt with; made when first asked for. */
  public Contacts contacts() {
    contacts = contacts == null ? new Contacts() : contacts;
    return contacts;
  }

  /** What it asked and answered; made when first asked for. */
  public Requests requests() {
    requests = requests == null ? new Requests() : requests;
    return requests;
  }

  /** Sizes of its packets; null for a host that is not local. */
  public @Nullable PacketMix packetMix() {
    return packetMix;
  }

  /** {@link Usage} by application; of flows in memory, that of their records so far. */
  public @Nullable Tally<String> applications() {
    return applications;
  }

  /** {@link Usage} by category, of a local host. */
  public @Nullable Tally<String> categories() {
    return categories;
  }

  /** {@link Usage} by transport protocol. */
  public @Nullable Tally<String> protocols() {
    return protocols;
  }

  /** Flows by port it answered on. */
  public @Nullable Tally<Integer> serverPorts() {
    return serverPorts;
  }

  /** Its flows by alert. */
  public @Nullable Tally<String> risks() {
    return risks;
  }
}
