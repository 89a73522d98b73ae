package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * One decoded frame. A worker has one and reuses it: {@link PacketDecoder} fills it, and what it
 * says is true until the next frame. Offsets are bytes from the start of {@link #bytes}; lengths
 * never reach past what was captured.
 */
public final class Packet {
  MemorySegment bytes = MemorySegment.NULL;
  long frameOffset;
  int capturedBytes;
  int wireBytes;

  /** Where what is being decoded ends in {@link #bytes}. */
  long end;

  /** Where it ended on the wire, which may be behind what was captured. */
  long wireEnd;

  long timeNanos;
  long srcMac;
  long dstMac;
  int vlanId;
  int innerVlanId;
  int etherType;
  int ipVersion;
  long ipOffset;
  int ipBytes;
  long srcHigh;
  long srcLow;
  long dstHigh;
  long dstLow;
  int protocol;
  int ttl;
  int dscp;
  boolean fragment;
  int fragmentId;
  int fragmentOffset;
  boolean moreFragments;
  long fragmentBegin;
  int fragmentWireBytes;
  boolean laterFragment;
  boolean transportWhole;
  long transportOffset;
  int srcPort;
  int dstPort;
  int icmpType;
  int icmpCode;
  int tcpFlags;
  int tcpSequence;
  int tcpAcknowledgment;
  int tcpWindow;
  long payloadOffset;
  int payloadBytes;
  int payloadWireBytes;
  Tunnel tunnel = Tunnel.NONE;
  long tunnelId;
  int tunnelIpVersion;
  long tunnelSrcHigh;
  long tunnelSrcLow;
  long tunnelDstHigh;
  long tunnelDstLow;

  /** Forgets the last frame and points at this one. */
  void begin(MemorySegment frameBytes, long offset, int captured, int wire, long nanos) {
    bytes = frameBytes;
    frameOffset = offset;
    capturedBytes = captured;
    wireBytes = wire;
    end = offset + captured;
    wireEnd = offset + wire;
    timeNanos = nanos;
    srcMac = 0;
    dstMac = 0;
    vlanId = 0;
    innerVlanId = 0;
    etherType = 0;
    tunnel = Tunnel.NONE;
    forgetNetwork();
  }

  /** Forgets the IP packet and what it carries. */
  private void forgetNetwork() {
    ipVersion = 0;
    ipOffset = 0;
    ipBytes = 0;
    srcHigh = 0;
    srcLow = 0;
    dstHigh = 0;
    dstLow = 0;
    protocol = 0;
    ttl = 0;
    dscp = 0;
    fragment = false;
    laterFragment = false;
    transportWhole = false;
    transportOffset = 0;
    srcPort = 0;
    dstPort = 0;
    icmpType = 0;
    icmpCode = 0;
    tcpFlags = 0;
    tcpSequence = 0;
    tcpAcknowledgment = 0;
    tcpWindow = 0;
    payloadOffset = 0;
    payloadBytes = 0;
    payloadWireBytes = 0;
  }

  /** Steps into the payload, which is a packet of its own; the outermost tunnel stays known. */
  void enter(Tunnel kind, long id) {
    if (tunnel == Tunnel.NONE) {
      tunnel = kind;
      tunnelId = id;
      tunnelIpVersion = ipVersion;
      tunnelSrcHigh = srcHigh;
      tunnelSrcLow = srcLow;
      tunnelDstHigh = dstHigh;
      tunnelDstLow = dstLow;
    }
    end = payloadOffset + payloadBytes;
    wireEnd = payloadOffset + payloadWireBytes;
    forgetNetwork();
  }

  /** Points at an IP packet that was put together elsewhere. */
  void become(MemorySegment whole, long at, int wholeBytes) {
    bytes = whole;
    end = at + wholeBytes;
    wireEnd = end;
    forgetNetwork();
  }

  /** Says of this packet all that is said of another. */
  void copyFrom(Packet other) {
    bytes = other.bytes;
    frameOffset = other.frameOffset;
    capturedBytes = other.capturedBytes;
    wireBytes = other.wireBytes;
    end = other.end;
    wireEnd = other.wireEnd;
    timeNanos = other.timeNanos;
    srcMac = other.srcMac;
    dstMac = other.dstMac;
    vlanId = other.vlanId;
    innerVlanId = other.innerVlanId;
    etherType = other.etherType;
    copyNetwork(other);
    copyTransport(other);
    tunnel = other.tunnel;
    tunnelId = other.tunnelId;
    tunnelIpVersion = other.tunnelIpVersion;
    tunnelSrcHigh = other.tunnelSrcHigh;
    tunnelSrcLow = other.tunnelSrcLow;
    tunnelDstHigh = other.tunnelDstHigh;
    tunnelDstLow = other.tunnelDstLow;
  }

  private void copyNetwork(Packet other) {
    ipVersion = other.ipVersion;
    ipOffset = other.ipOffset;
    ipBytes = other.ipBytes;
    srcHigh = other.srcHigh;
    srcLow = other.srcLow;
    dstHigh = other.dstHigh;
    dstLow = other.dstLow;
    protocol = other.protocol;
    ttl = other.ttl;
    dscp = other.dscp;
    fragment = other.fragment;
    fragmentId = other.fragmentId;
    fragmentOffset = other.fragmentOffset;
    moreFragments = other.moreFragments;
    fragmentBegin = other.fragmentBegin;
    fragmentWireBytes = other.fragmentWireBytes;
    laterFragment = other.laterFragment;
  }

  private void copyTransport(Packet other) {
    transportWhole = other.transportWhole;
    srcPort = other.srcPort;
    dstPort = other.dstPort;
    icmpType = other.icmpType;
    icmpCode = other.icmpCode;
    tcpFlags = other.tcpFlags;
    tcpSequence = other.tcpSequence;
    tcpAcknowledgment = other.tcpAcknowledgment;
    tcpWindow = other.tcpWindow;
    payloadOffset = other.payloadOffset;
    payloadBytes = other.payloadBytes;
    payloadWireBytes = other.payloadWireBytes;
  }

  /** Forgets what layer 4 says, except for the ports. */
  void forgetTransport() {
    transportWhole = false;
    icmpType = 0;
    icmpCode = 0;
    tcpFlags = 0;
    tcpSequence = 0;
    tcpAcknowledgment = 0;
    tcpWindow = 0;
    payloadBytes = 0;
    payloadWireBytes = 0;
  }

  /** Where the captured bytes of what is being decoded end. */
  long end() {
    return end;
  }

  /**
   * The memory the packet lies in; always native. That of the frame, or for a fragment that makes
   * its packet whole, memory of the decoder, where only the IP packet lies.
   */
  public MemorySegment bytes() {
    return bytes;
  }

  /** Where the frame begins in the memory it was decoded from. */
  public long frameOffset() {
    return frameOffset;
  }

  /** Bytes of the frame that were captured. */
  public int capturedBytes() {
    return capturedBytes;
  }

  /** Bytes the frame had on the wire; not below {@link #capturedBytes}. */
  public int wireBytes() {
    return wireBytes;
  }

  /** When the frame passed, in nanoseconds since 1970 UTC. */
  public long timeNanos() {
    return timeNanos;
  }

  /**
   * The source MAC address, as {@link io.nightjar.net.MacAddress} holds it; 0 where the link has
   * none.
   */
  public long srcMac() {
    return srcMac;
  }

  /** The destination MAC address; 0 where the link has none. */
  public long dstMac() {
    return dstMac;
  }

  /**
   * The outermost VLAN identifier other than 0 (IEEE 802.1Q), of the inner frame where a tunnel
   * carries one; 0 where there is no tag.
   */
  public int vlanId() {
    return vlanId;
  }

  /** The VLAN identifier after {@link #vlanId}; 0 where there is none. */
  public int innerVlanId() {
    return innerVlanId;
  }

  /** The EtherType behind all tags; 0 where the link carries none. */
  public int etherType() {
    return etherType;
  }

  /** 4 or 6; 0 where the frame is not IP. */
  public int ipVersion() {
    return ipVersion;
  }

  /** Where the IP header begins in {@link #bytes}. */
  public long ipOffset() {
    return ipOffset;
  }

  /** Captured bytes of the IP packet: header and payload, without link padding. */
  public int ipBytes() {
    return ipBytes;
  }

  /** The first 64 bits of the source address, as {@link io.nightjar.net.IpAddress} holds them. */
  public long srcHigh() {
    return srcHigh;
  }

  /** The last 64 bits of the source address. */
  public long srcLow() {
    return srcLow;
  }

  /** The first 64 bits of the destination address. */
  public long dstHigh() {
    return dstHigh;
  }

  /** The last 64 bits of the destination address. */
  public long dstLow() {
    return dstLow;
  }

  /** The IP protocol number behind all extension headers. */
  public int protocol() {
    return protocol;
  }

  /** Time to live, or hop limit. */
  public int ttl() {
    return ttl;
  }

  /** The differentiated services code point, 0 to 63 (RFC 2474). */
  public int dscp() {
    return dscp;
  }

  /**
   * Whether it is a fragment that shows nothing of layer 4 but the ports: not the first, and not
   * the one that makes its packet whole.
   */
  public boolean laterFragment() {
    return laterFragment;
  }

  /** Whether the layer 4 header was captured whole and its lengths hold. */
  public boolean transportWhole() {
    return transportWhole;
  }

  /** Where the layer 4 header begins in {@link #bytes}; 0 where there is none. */
  public long transportOffset() {
    return transportOffset;
  }

  /** The source port; 0 where the protocol has none. */
  public int srcPort() {
    return srcPort;
  }

  /** The destination port; 0 where the protocol has none. */
  public int dstPort() {
    return dstPort;
  }

  /** The ICMP or ICMPv6 type; 0 for other protocols. */
  public int icmpType() {
    return icmpType;
  }

  /** The ICMP or ICMPv6 code; 0 for other protocols. */
  public int icmpCode() {
    return icmpCode;
  }

  /** The eight TCP flags from CWR (128) to FIN (1) (RFC 9293 section 3.1). */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** The TCP sequence number, unsigned. */
  public int tcpSequence() {
    return tcpSequence;
  }

  /** The TCP acknowledgment number, unsigned. */
  public int tcpAcknowledgment() {
    return tcpAcknowledgment;
  }

  /** The TCP window as it stands in the header, not scaled. */
  public int tcpWindow() {
    return tcpWindow;
  }

  /**
   * Where the layer 4 payload begins in {@link #bytes}; of frames without IP, what their EtherType
   * or LLC header announces.
   */
  public long payloadOffset() {
    return payloadOffset;
  }

  /** Captured bytes of the payload. */
  public int payloadBytes() {
    return payloadBytes;
  }

  /**
   * Bytes of the layer 4 payload on the wire: by the IP header, or the UDP header or the frame
   * where that says less. Of a packet that comes in fragments and is put together, the fragment
   * that makes it whole has all of them, the others none.
   */
  public int payloadWireBytes() {
    return payloadWireBytes;
  }

  /** How the packet came: by the outermost tunnel that was opened. */
  public Tunnel tunnel() {
    return tunnel;
  }

  /** The tunnel's number: VNI, TEID, key or session; 0 for none. Only where there is a tunnel. */
  public long tunnelId() {
    return tunnelId;
  }

  /** 4 or 6. Only where there is a tunnel. */
  public int tunnelIpVersion() {
    return tunnelIpVersion;
  }

  /** The first 64 bits of the address the tunnel comes from. Only where there is a tunnel. */
  public long tunnelSrcHigh() {
    return tunnelSrcHigh;
  }

  /** The last 64 bits of the address the tunnel comes from. Only where there is a tunnel. */
  public long tunnelSrcLow() {
    return tunnelSrcLow;
  }

  /** The first 64 bits of the address the tunnel goes to. Only where there is a tunnel. */
  public long tunnelDstHigh() {
    return tunnelDstHigh;
  }

  /** The last 64 bits of the address the tunnel goes to. Only where there is a tunnel. */
  public long tunnelDstLow() {
    return tunnelDstLow;
  }
}
