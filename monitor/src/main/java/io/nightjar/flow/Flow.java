package io.nightjar.flow;

import io.nightjar.alert.AlertType;
import io.nightjar.host.Device;
import io.nightjar.host.Host;
import io.nightjar.host.TcpHealth;
import io.nightjar.host.Traffic;
import io.nightjar.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in memory: one VLAN, protocol and pair of addresses and ports, both ways. The
 * client is who sent the first SYN, else the first packet. Owned by one worker; others get copies.
 * Times are nanoseconds since the epoch.
 */
public final class Flow {
  private static final int TCP = 6;
  private static final int UDP = 17;

  final int hash;
  private final long id;
  private final int vlanId;
  private final FlowRecord.Tunnel tunnel;
  private final int protocol;
  private final Host client;
  private final Host server;
  private final int clientPort;
  private final int serverPort;
  private final int icmpTypeAndCode;
  private final FlowSide fromClient = new FlowSide();
  private final FlowSide fromServer = new FlowSide();
  private final @Nullable TcpConnection tcp;
  private final int ipVersion;
  private final long firstSeenNanos;
  private Device clientDevice;
  private Device serverDevice;
  private long lastSeenNanos;
  private long recordedUntilNanos;
  private boolean recorded;
  private Application application = Application.UNKNOWN;
  private long detection;
  private boolean detected;
  private int inspectedPackets;
  private boolean ending;
  private long detectedAs;
  private @Nullable Traffic applicationTraffic;
  private AlertType @Nullable [] raised;
  private @Nullable Fingerprints fingerprints;
  private boolean introduced;
  private boolean aggregate;
  private boolean checked;

  /* Links of the timer wheel's list this flow is in. */
  @Nullable Flow nextInSlot;
  @Nullable Flow previousInSlot;
  int slot = -1;

  /**
   * A flow of this first packet.
   *
   * @param fromServerFirst whether the packet was sent by the server (a SYN-ACK whose SYN was
   *     missed)
   */
  public Flow(
      long id,
      int hash,
      Packet packet,
      boolean fromServerFirst,
      Host client,
      Host server,
      Device clientDevice,
      Device serverDevice) {
    this.id = id;
    this.hash = hash;
    this.client = client;
    this.server = server;
    this.clientDevice = clientDevice;
    this.serverDevice = serverDevice;
    vlanId = packet.vlanId();
    tunnel = FlowRecord.Tunnel.of(packet);
    protocol = packet.protocol();
    tcp = protocol == TCP ? new TcpConnection() : null;
    ipVersion = packet.ipVersion();
    clientPort = fromServerFirst ? packet.dstPort() : packet.srcPort();
    serverPort = fromServerFirst ? packet.srcPort() : packet.dstPort();
    icmpTypeAndCode = (packet.icmpType() << 8) | packet.icmpCode();
    firstSeenNanos = packet.timeNanos();
    lastSeenNanos = firstSeenNanos;
    recordedUntilNanos = firstSeenNanos;
  }

  /**
   * A flow that stands for many of one source and protocol; it has no ports, is not inspected, and
   * every packet of it is the client's.
   *
   * @param source who sends them
   * @param others stands for whoever they go to
   */
  public static Flow aggregate(
      long id, Packet packet, Host source, Host others, Device from, Device to) {
    Flow flow = new Flow(id, 0, packet, false, source, others, from, to);
    flow.aggregate = true;
    flow.introduced = true;
    flow.checked = true;
    flow.detected = true;
    flow.application = Application.AGGREGATED;
    return flow;
  }

  /** Whether it stands for many flows. */
  public boolean isAggregate() {
    return aggregate;
  }

  /** Whether the packet was sent by the client; only meaningful for a packet of this flow. */
  public boolean isFromClient(Packet packet) {
    return isSentByClient(packet) || aggregate;
  }

  private boolean isSentByClient(Packet packet) {
    return packet.srcPort() == clientPort
        && packet.srcLow() == client.ip().low()
        && packet.srcHigh() == client.ip().high()
        && packet.dstPort() == serverPort
        && packet.dstLow() == server.ip().low()
        && packet.dstHigh() == server.ip().high();
  }

  boolean isFromServer(Packet packet) {
    return packet.srcPort() == serverPort
        && packet.dstPort() == clientPort
        && packet.srcLow() == server.ip().low()
        && packet.srcHigh() == server.ip().high()
        && packet.dstLow() == client.ip().low()
        && packet.dstHigh() == client.ip().high();
  }

  boolean holds(Packet packet) {
    return packet.protocol() == protocol
        && packet.vlanId() == vlanId
        && (isSentByClient(packet) || isFromServer(packet));
  }

  /** Counts a packet of this flow. */
  public void add(Packet packet, boolean sentByClient) {
    FlowSide side = sentByClient ? fromClient : fromServer;
    side.add(packet.wireBytes());
    if (packet.timeNanos() > lastSeenNanos) {
      lastSeenNanos = packet.timeNanos();
    }
    if (tcp != null && !aggregate && !packet.laterFragment()) {
      tcp.add(packet, sentByClient);
    }
  }

  /** Whether this SYN begins another connection on the ports of one that has ended. */
  public boolean isEndedAndReopenedBy(Packet packet) {
    return (packet.tcpFlags() & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN && hasEnded();
  }

  /** Whether the connection has just ended; true once. */
  public boolean endsNow() {
    if (ending || !hasEnded()) {
      return false;
    }
    ending = true;
    return true;
  }

  /** Whether both sides ended the TCP connection, or one reset it. */
  public boolean hasEnded() {
    return tcp != null && tcp.hasEnded();
  }

  /** How the connection went so far. */
  public ConnState connState() {
    if (tcp != null) {
      return tcp.state();
    }
    if (protocol != UDP) {
      return ConnState.OTH;
    }
    return fromServer.packets > 0 ? ConnState.SF : ConnState.S0;
  }

  /** What was not recorded yet, as a record; the flow then counts it as recorded. */
  public FlowRecord takeRecord(
      String probe, String interfaceName, String capture, FlowRecord.Names names) {
    FlowRecord record = FlowSnapshot.unrecorded(this, probe, interfaceName, capture, names);
    fromClient.record();
    fromServer.record();
    if (tcp != null) {
      tcp.record();
    }
    recorded = true;
    recordedUntilNanos = lastSeenNanos;
    return record;
  }

  /** All of the flow so far, for readers on other threads. */
  public FlowRecord snapshot(String probe, String interfaceName, FlowRecord.Names names) {
    return FlowSnapshot.whole(this, probe, interfaceName, names);
  }

  /** The client's port, or the ICMP type of the first packet. */
  public int sourcePortOrType() {
    return aggregate ? 0 : isIcmp() ? icmpTypeAndCode >>> 8 : clientPort;
  }

  /** The server's port, or the ICMP code of the first packet. */
  public int destinationPortOrCode() {
    return aggregate ? 0 : isIcmp() ? icmpTypeAndCode & 0xff : serverPort;
  }

  private boolean isIcmp() {
    return protocol == 1 || protocol == 58;
  }

  /** Whether packets came that no record holds yet. */
  public boolean hasUnrecorded() {
    return fromClient.packets + fromServer.packets
        > fromClient.recordedPackets + fromServer.recordedPackets;
  }

  /** Whether the next record is the flow's first. */
  public boolean isFirstRecord() {
    return !recorded;
  }

  /** What no record holds yet of how TCP went for its client or its server; empty if not TCP. */
  public @Nullable TcpHealth unrecordedHealth(boolean ofClient) {
    return tcp == null ? null : tcp.unrecorded(ofClient, !recorded);
  }

  /** Unique among all flows. */
  public long id() {
    return id;
  }

  /** Outermost VLAN, 0 for none. */
  public int vlanId() {
    return vlanId;
  }

  /** The outermost tunnel its first packet came through. */
  public FlowRecord.Tunnel tunnel() {
    return tunnel;
  }

  /** IANA protocol number. */
  public int protocol() {
    return protocol;
  }

  /** 4 or 6. */
  public int ipVersion() {
    return ipVersion;
  }

  /** Who began it. */
  public Host client() {
    return client;
  }

  /** The other end. */
  public Host server() {
    return server;
  }

  /** The server's port, 0 where there is none. */
  public int serverPort() {
    return serverPort;
  }

  /** The client's port, 0 where there is none. */
  public int clientPort() {
    return clientPort;
  }

  /** Link-layer address of the client's frames. */
  public Device clientDevice() {
    return clientDevice;
  }

  /** Link-layer address of the server's frames. */
  public Device serverDevice() {
    return serverDevice;
  }

  /** One end now sends from another link-layer address. */
  public void movedTo(Device device, boolean isClient) {
    if (isClient) {
      clientDevice = device;
    } else {
      serverDevice = device;
    }
  }

  /** What the client sent. */
  public FlowSide fromClient() {
    return fromClient;
  }

  /** What the server sent. */
  public FlowSide fromServer() {
    return fromServer;
  }

  /** Its TCP connection; null for any other protocol. */
  public @Nullable TcpConnection tcp() {
    return tcp;
  }

  /** Bytes both ways. */
  public long bytes() {
    return fromClient.bytes + fromServer.bytes;
  }

  /** Packets both ways. */
  public long packets() {
    return fromClient.packets + fromServer.packets;
  }

  /** Time of its first packet. */
  public long firstSeenNanos() {
    return firstSeenNanos;
  }

  /** Time of its latest packet. */
  public long lastSeenNanos() {
    return lastSeenNanos;
  }

  /** End of the time that records cover. */
  public long recordedUntilNanos() {
    return recordedUntilNanos;
  }

  /** What the flow is about, as far as known. */
  public Application application() {
    return application;
  }

  /** Says what the flow is about; what checks of ours raised for it stays. */
  public void become(Application known) {
    application = raised == null ? known : alerted(known, raised);
  }

  /** Whether this alert was raised for it before. */
  public boolean hasRaised(AlertType type) {
    if (raised != null) {
      for (AlertType each : raised) {
        if (each.equals(type)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether any alert was raised for it. */
  public boolean isAlerted() {
    return raised != null;
  }

  /** An alert is raised for it; raised before, nothing changes. */
  public void raise(AlertType type) {
    if (hasRaised(type)) {
      return;
    }
    AlertType[] all = raised == null ? new AlertType[1] : Arrays.copyOf(raised, raised.length + 1);
    all[all.length - 1] = type;
    raised = all;
    application = alerted(application, all);
  }

  private static Application alerted(Application known, AlertType[] types) {
    List<String> keys = new ArrayList<>(types.length);
    int score = 0;
    for (AlertType each : types) {
      keys.add(each.key());
      score += each.score();
    }
    return known.alerted(List.copyOf(keys), score);
  }

  /** Whether no further packet is shown to checks of first packets. */
  public boolean isChecked() {
    return checked;
  }

  /** Checks of first packets have seen enough of it. */
  public void checkEnded() {
    checked = true;
  }

  /** One more of its packets was shown to the detection engine. */
  public void inspected() {
    inspectedPackets++;
  }

  /** Packets shown to the detection engine. */
  public int inspectedPackets() {
    return inspectedPackets;
  }

  /** The detection engine's memory for this flow, 0 for none. */
  public long detection() {
    return detection;
  }

  /** Sets the detection engine's memory for this flow. */
  public void detectWith(long memory) {
    detection = memory;
  }

  /** The traffic of the application this flow's packets count to; null until it is known. */
  public @Nullable Traffic applicationTraffic() {
    return applicationTraffic;
  }

  /** Says to which application's traffic packets count from now on. */
  public void countsTo(Traffic application) {
    applicationTraffic = application;
  }

  /** Whether detection has ended. */
  public boolean isDetected() {
    return detected;
  }

  /** Ends detection. */
  public void detectionEnded() {
    detected = true;
    detection = 0;
  }

  /** Fingerprints of its handshake, as far as seen. */
  public Fingerprints fingerprints() {
    return fingerprints == null ? Fingerprints.NONE : fingerprints;
  }

  /** Says what its handshake showed. */
  public void fingerprinted(Fingerprints known) {
    fingerprints = known;
  }

  /** Whether no further packet can tell who its ends are. */
  public boolean isIntroduced() {
    return introduced;
  }

  /** No further packet tells who its ends are. */
  public void introductionEnded() {
    introduced = true;
  }

  /** The detection engine's latest protocol, in its own encoding; 0 unknown. */
  public long detectedAs() {
    return detectedAs;
  }

  /** Sets the detection engine's latest protocol. */
  public void detectedAs(long protocol) {
    detectedAs = protocol;
  }
}
