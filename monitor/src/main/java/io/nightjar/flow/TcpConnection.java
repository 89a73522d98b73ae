package io.nightjar.flow;

import io.nightjar.host.TcpHealth;
import io.nightjar.packet.Packet;
import io.nightjar.packet.TcpHeader;
import io.nightjar.packet.TcpOptions;

/**
 * The TCP connection of a flow: both sides, how far they are, and its times. Owned by one worker.
 */
public final class TcpConnection {
  /** How late a segment may come and be taken for reordered, where the round trip is unknown. */
  private static final long REORDER_NANOS = 3_000_000;

  private final TcpSide client = new TcpSide();
  private final TcpSide server = new TcpSide();
  private final Handshake handshake = new Handshake();
  private final ResponseTime response = new ResponseTime();
  private long reorderNanos = REORDER_NANOS;
  private int recordedFlags;

  /** Follows a segment whose header was captured. */
  void add(Packet packet, boolean sentByClient) {
    if (packet.payloadOffset() - packet.transportOffset() < TcpHeader.BYTES) {
      return;
    }
    TcpSide side = sentByClient ? client : server;
    TcpSide peer = sentByClient ? server : client;
    if ((packet.tcpFlags() & TcpFlags.CONTROL) != 0 || side.state == TcpState.INACTIVE) {
      control(packet, side, peer, sentByClient);
    }
    side.add(packet, peer, reorderNanos);
    if (!response.isDecided()) {
      time(packet, sentByClient);
    }
  }

  private void control(Packet packet, TcpSide side, TcpSide peer, boolean sentByClient) {
    int flags = packet.tcpFlags();
    if ((flags & TcpFlags.SYN) != 0) {
      syn(packet, side, peer, sentByClient);
    }
    if ((flags & TcpFlags.RST) != 0) {
      side.reset();
    }
    side.state =
        side.state.afterSending(flags, packet.payloadWireBytes() == 0, sentByClient, peer.state);
    peer.state = peer.state.afterReceiving(flags, peer.flags());
  }

  private void syn(Packet packet, TcpSide side, TcpSide peer, boolean sentByClient) {
    int flags = packet.tcpFlags();
    int sequence = packet.tcpSequence();
    boolean isAnswer = (flags & TcpFlags.ACK) != 0;
    if (!isAnswer && side.isAnother(sequence)) {
      side.forget();
      peer.forget();
    }
    side.offers(
        TcpOptions.windowShift(
            packet.bytes(), packet.transportOffset() + TcpHeader.BYTES, packet.payloadOffset()));
    if (isAnswer) {
      side.agreeOnShift(peer);
    }
    handshake.syn(flags, sequence, sentByClient, packet.timeNanos());
  }

  private void time(Packet packet, boolean sentByClient) {
    if (sentByClient && (packet.tcpFlags() & TcpFlags.SYN) == 0) {
      handshake.answer(packet.tcpFlags(), packet.tcpAcknowledgment(), packet.timeNanos());
      long roundTripNanos = handshake.roundTripNanos();
      reorderNanos = roundTripNanos > 0 ? roundTripNanos : REORDER_NANOS;
    }
    if (packet.payloadWireBytes() > 0) {
      response.payload(sentByClient, handshake.hasBegun(), packet.timeNanos());
    }
  }

  /** How the connection went so far. */
  public ConnState state() {
    return ConnState.of(client, server);
  }

  /** Whether both sides ended the connection, or one reset it. */
  boolean hasEnded() {
    return client.state == TcpState.RESET
        || server.state == TcpState.RESET
        || (client.state == TcpState.CLOSED && server.state == TcpState.CLOSED);
  }

  /** Whether any payload was sent, by the sequence numbers. */
  public boolean carriedPayload() {
    return client.sentPayload() || server.sentPayload();
  }

  /** What the client sent. */
  public TcpSide client() {
    return client;
  }

  /** What the server sent. */
  public TcpSide server() {
    return server;
  }

  /** Its times so far. */
  FlowRecord.Latency latency() {
    return new FlowRecord.Latency(
        handshake.clientMicros(), handshake.serverMicros(), response.micros());
  }

  /**
   * What it adds to the health of its client or its server since the last record.
   *
   * @param first whether no record was made yet
   */
  TcpHealth unrecorded(boolean ofClient, boolean first) {
    TcpSide own = ofClient ? client : server;
    TcpSide peer = ofClient ? server : client;
    int roundTripMicros = ofClient ? handshake.clientMicros() : handshake.serverMicros();
    TcpHealth health = new TcpHealth();
    health.segments(own.unrecorded(), peer.unrecorded());
    health.flags((client.flags() | server.flags()) & ~recordedFlags);
    if (first) {
      health.connection(ofClient, state().outcome(), roundTripMicros);
    }
    return health;
  }

  /** All so far counts as recorded. */
  void record() {
    client.record();
    server.record();
    recordedFlags = client.flags() | server.flags();
  }
}
