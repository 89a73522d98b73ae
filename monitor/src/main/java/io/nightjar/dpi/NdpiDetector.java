package io.nightjar.dpi;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.flow.Flow;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.packet.Packet;

/**
 * Detection by payload, with libndpi. A flow is inspected until its protocol is known and no packet
 * can add to it, or until ndpiReader's packet budget is spent.
 */
public final class NdpiDetector implements Detector {
  private static final String HTTP = "http";
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DpiEngine engine;
  private final ProtocolNames names;
  private final FlowJson details;
  private final PortDetector ports = new PortDetector();

  /** Detection with this engine, which it closes. */
  public NdpiDetector(DpiEngine engine) {
    this.engine = engine;
    names = new ProtocolNames(engine);
    details = new FlowJson(engine::score);
  }

  @Override
  public void inspect(Flow flow, Packet packet) {
    if (packet.laterFragment()) {
      return;
    }
    if (flow.detection() == 0 && !begin(flow)) {
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

  private boolean begin(Flow flow) {
    long memory = engine.newFlow();
    flow.detectWith(memory);
    if (memory == 0) {
      ports.conclude(flow);
    }
    return memory != 0;
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
      case TCP -> flow.packets() > DpiEngine.MAX_TCP_PACKETS;
      case UDP -> flow.packets() > DpiEngine.MAX_UDP_PACKETS;
      default -> false;
    };
  }

  @Override
  public void conclude(Flow flow) {
    long memory = flow.detection();
    if (memory == 0) {
      flow.detectionEnded();
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
