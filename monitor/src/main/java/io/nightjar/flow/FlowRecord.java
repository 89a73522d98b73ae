package io.nightjar.flow;

import io.nightjar.host.TcpCounts;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.Packet;

/**
 * A flow, or what it did since its last record, on its way to history. A long flow leaves several
 * records of one {@code flowId} whose counts add up; {@code first} marks the first of them.
 *
 * @param flowId unique among all flows of all sources
 * @param probe the name of the monitor that saw it
 * @param interfaceName the interface, or the capture file's name
 * @param capture identifies the capture file's content; empty when live
 * @param firstSeenNanos start of the time this record covers, nanoseconds since the epoch
 * @param lastSeenNanos end of it, likewise
 * @param vlanId the outermost VLAN, 0 for none
 * @param tunnel how its first packet came
 * @param ipVersion 4 or 6
 * @param l4Protocol IANA protocol number
 * @param srcPort the client's port, or the ICMP type; 0 where there is none
 * @param dstPort the server's port, or the ICMP code; 0 where there is none
 * @param communityId Community ID v1, empty when not computed
 * @param fingerprints of the software at both ends
 */
public record FlowRecord(
    long flowId,
    boolean first,
    String probe,
    String interfaceName,
    String capture,
    long firstSeenNanos,
    long lastSeenNanos,
    int vlanId,
    Tunnel tunnel,
    int ipVersion,
    int l4Protocol,
    int srcPort,
    int dstPort,
    Endpoint src,
    Endpoint dst,
    Direction src2dst,
    Direction dst2src,
    ConnState connState,
    Latency latency,
    Application application,
    String communityId,
    Fingerprints fingerprints,
    Export export) {

  /**
   * One end of the flow; src is the client.
   *
   * @param country two letters, empty when unknown or not a public address
   * @param asn autonomous system number, 0 when unknown
   */
  public record Endpoint(
      IpAddress ip,
      MacAddress mac,
      String country,
      long asn,
      String asnName,
      boolean isLocal,
      String hostName) {}

  /**
   * What else a flow is called.
   *
   * @param client the client's name, empty when unknown
   * @param server the server's name, empty when unknown
   * @param communityId Community ID v1
   */
  public record Names(String client, String server, String communityId) {}

  /**
   * The outermost tunnel a flow's packets come through, as its first packet had it.
   *
   * @param type kind of tunnel, empty for none
   * @param id VNI, TEID, key or session, 0 for none
   * @param srcIp where the tunnel comes from, null for none
   * @param dstIp where it goes to, null for none
   */
  public record Tunnel(
      String type,
      long id,
      @org.jspecify.annotations.Nullable IpAddress srcIp,
      @org.jspecify.annotations.Nullable IpAddress dstIp) {
    /** The packets came as they are. */
    public static final Tunnel NONE = new Tunnel("", 0, null, null);

    /** That of a packet. */
    public static Tunnel of(Packet packet) {
      return packet.tunnel() == io.nightjar.packet.Tunnel.NONE
          ? NONE
          : new Tunnel(
              packet.tunnel().label(),
              packet.tunnelId(),
              new IpAddress(packet.tunnelSrcHigh(), packet.tunnelSrcLow()),
              new IpAddress(packet.tunnelDstHigh(), packet.tunnelDstLow()));
    }
  }

  /**
   * What went one way in the time of the record.
   *
   * @param bytes frame lengths on the wire, without FCS
   * @param tcpFlags OR of the TCP flags byte
   * @param tcp what went wrong in its TCP segments
   */
  public record Direction(long bytes, long packets, int tcpFlags, TcpCounts tcp) {}

  /**
   * Times of a TCP connection in microseconds, 0 unknown.
   *
   * @param clientRttMicros round trip between monitor and client in the handshake
   * @param serverRttMicros round trip between monitor and server in the handshake
   * @param responseMicros from the client's first payload to the server's first
   */
  public record Latency(long clientRttMicros, long serverRttMicros, long responseMicros) {
    /** Nothing known. */
    public static final Latency UNKNOWN = new Latency(0, 0, 0);
  }

  /**
   * Who exported the flow.
   *
   * @param exporterIp address of the exporter; null for a captured flow
   * @param inputIf SNMP index of the input interface, 0 unknown
   * @param outputIf SNMP index of the output interface, 0 unknown
   * @param samplingRate one of how many packets was looked at; 1 for all
   */
  public record Export(
      @org.jspecify.annotations.Nullable IpAddress exporterIp,
      long inputIf,
      long outputIf,
      long observationDomain,
      long samplingRate) {
    /** Captured here, every packet looked at. */
    public static final Export NONE = new Export(null, 0, 0, 0, 1);
  }
}
