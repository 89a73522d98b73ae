package io.nightjar.dpi;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.flow.Flow;
import io.nightjar.flow.TcpFlags;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.packet.Packet;

/**
 * Detection by payload, with libndpi. A flow is inspected until its protocol is known and no packet
 * can add to it, or until its budget of packets is spent.
 */
public final class NdpiDetector implements Detector {
  private static final String HTTP = "http";
  private static final int TCP = 6;
  private static final int UDP = 17;

  /**
   * Packets of a flow that are shown to the engine. ndpiReader shows 80 and 24; with these, of
   * 6,009 flows of real captures 2 were told otherwise (FlowOracleTest).
   */
  private static final int TCP_BUDGET = 16;

  private static final int UDP_BUDGET = 5;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DpiEngine engine;
  private final long mostFlows;
  private final ProtocolNames names;
  private final FlowJson details = new FlowJson();
  private long refused;
  private final PortDetector ports = new PortDetector();

  /**
   * Detection with this engine, which it closes.
   *
   * @param mostFlows inspected at a time; further ones are told by their ports. From three quarters
   *     of that on, a flow begins with its first payload: a flood has none
   */
  public NdpiDetector(DpiEngine engine, long mostFlows) {
    this.engine = engine;
    this.mostFlows = mostFlows;
    names = new ProtocolNames(engine);
  }

  @Override
  public void inspect(Flow flow, Packet packet) {
    if (packet.laterFragment() || (flow.detection() != 0 && isBareAcknowledgment(packet))) {
      return;
    }
    flow.inspected();
    if (flow.detection() == 0 && (isFlooded(packet) || !begin(flow))) {
      return;
    }
    long protocol =
        engine.process(
            flow.detection(),
            packet.bytes(),
            packet.ipOffset(),
            packet.ipBytes(),
            packet.timeNanos() / NANOS_PER_MILLI);
    if (isSpent(flow)) {
      flow.detectedAs(protocol);
      conclude(flow);
    } else if (DpiEngine.application(protocol) != 0) {
      found(flow, packet, protocol);
    }
  }

  /** A TCP segment that neither opens nor carries anything; it would tell detection nothing. */
  private static boolean isBareAcknowledgment(Packet packet) {
    return packet.protocol() == TCP
        && packet.payloadWireBytes() == 0
        && (packet.tcpFlags() & TcpFlags.SYN) == 0;
  }

  private boolean begin(Flow flow) {
    long memory = engine.liveFlows() < mostFlows ? engine.newFlow() : 0;
    flow.detectWith(memory);
    if (memory == 0) {
      refused++;
      ports.conclude(flow);
    }
    return memory != 0;
  }

  private boolean isFlooded(Packet packet) {
    return packet.payloadWireBytes() == 0 && engine.liveFlows() > mostFlows - mostFlows / 4;
  }

  @Override
  public long refused() {
    return refused;
  }

  private void found(Flow flow, Packet packet, long protocol) {
    boolean news = flow.detectedAs() != protocol;
    flow.detectedAs(protocol);
    if (news) {
      Application name = names.of(protocol, Detection.DPI);
      flow.become(name.protocol().equals(HTTP) ? name.withHttpMethod(HttpMethod.of(packet)) : name);
    }
    if (!engine.wantsMore(flow.detection())) {
      conclude(flow);
    }
  }

  private static boolean isSpent(Flow flow) {
    return switch (flow.protocol()) {
      case TCP -> flow.inspectedPackets() >= TCP_BUDGET;
      case UDP -> flow.inspectedPackets() >= UDP_BUDGET;
      default -> false;
    };
  }

  @Override
  public void conclude(Flow flow) {
    long memory = flow.detection();
    if (memory == 0) {
      ports.conclude(flow);
      return;
    }
    long protocol = flow.detectedAs();
    Detection detection = Detection.DPI;
    if (DpiEngine.application(protocol) == 0) {
      protocol = engine.giveUp(memory);
      detection = engine.guessed() ? Detection.GUESS : Detection.DPI;
    }
    String method = flow.application().http().method();
    Application name = names.of(protocol, detection).withHttpMethod(method);
    flow.become(details.read(engine.json(memory, protocol), name));
    engine.freeFlow(memory);
    flow.detectionEnded();
  }

  @Override
  public void close() {
    engine.close();
  }
}
