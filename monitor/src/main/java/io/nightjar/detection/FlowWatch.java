package io.nightjar.detection;

import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Talk;
import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.host.Host;
import io.nightjar.net.IpAddress;
import io.nightjar.net.IpProtocolNames;
import io.nightjar.packet.Packet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows the flows of one interface to all checks, and tells flow, hosts and gate what they raise.
 * Owned by one worker; only {@link #look} runs for packets, the first ones of a flow.
 */
public final class FlowWatch implements Verdict {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final FlowCheck[] checks;
  private final PacketCheck packets;
  private final AlertGate gate;
  private final String interfaceName;
  private final String capture;
  private @Nullable Flow flow;
  private long nowNanos;

  FlowWatch(
      List<FlowCheck> checks,
      PacketCheck packets,
      AlertGate gate,
      String interfaceName,
      String capture) {
    this.checks = checks.toArray(FlowCheck[]::new);
    this.packets = packets;
    this.gate = gate;
    this.interfaceName = interfaceName;
    this.capture = capture;
  }

  /** A watch that looks at nothing. */
  public static FlowWatch none() {
    return new FlowWatch(List.of(), PacketCheck.NONE, AlertGate.closed(), "", "");
  }

  /** A packet of a flow that is not {@linkplain Flow#isChecked checked} was counted. */
  public void look(Flow shown, Packet packet, boolean fromClient, long time) {
    flow = shown;
    nowNanos = time;
    packets.look(shown, packet, fromClient, this);
  }

  /** The flow's application is known for good. */
  public void detected(Flow shown, long time) {
    if (begin(shown, time)) {
      for (FlowCheck check : checks) {
        check.detected(shown, this);
      }
    }
  }

  /** The flow is about to be recorded. */
  public void settled(Flow shown, long time) {
    if (begin(shown, time)) {
      for (FlowCheck check : checks) {
        check.settled(shown, this);
      }
    }
  }

  private boolean begin(Flow shown, long time) {
    flow = shown;
    nowNanos = time;
    boolean isAnswerAlone = shown.fromClient().packets() == 0;
    return checks.length > 0 && !isAnswerAlone && !shown.isAggregate();
  }

  @Override
  public boolean isNews(AlertType type) {
    return flow != null && gate.settings().isOn(type) && !flow.hasRaised(type);
  }

  @Override
  public long nowNanos() {
    return nowNanos;
  }

  @Override
  public void raise(AlertType type, Evidence... why) {
    Flow raised = flow;
    if (raised == null || !isNews(type) || !gate.pass(finding(raised, type, List.of(why)))) {
      return;
    }
    boolean first = !raised.isAlerted();
    raised.raise(type);
    raised.client().alerted(type, true, first, nowNanos);
    raised.server().alerted(type, false, first, nowNanos);
  }

  private Finding finding(Flow raised, AlertType type, List<Evidence> why) {
    Host client = raised.client();
    Host server = raised.server();
    boolean byClient = 2 * type.clientShare() >= 100;
    Optional<IpAddress> attacker = Optional.of((byClient ? client : server).ip());
    Optional<IpAddress> victim = Optional.of((byClient ? server : client).ip());
    return new Finding(
        type,
        subject(raised),
        interfaceName,
        time(nowNanos),
        attacker,
        victim,
        raised.id(),
        Optional.of(talk(raised)),
        why);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  private static String subject(Flow raised) {
    String service =
        raised.serverPort() == 0
            ? IpProtocolNames.of(raised.protocol())
            : IpProtocolNames.of(raised.protocol()) + "/" + raised.serverPort();
    return raised.client().ip() + " to " + raised.server().ip() + " " + service;
  }

  private Talk talk(Flow raised) {
    Application application = raised.application();
    return new Talk(
        raised.client().ip(),
        raised.sourcePortOrType(),
        raised.server().ip(),
        raised.destinationPortOrCode(),
        raised.vlanId(),
        raised.protocol(),
        application.protocol(),
        application.name(),
        application.domainName(),
        application.tls().subject(),
        raised.client().origin().isLocal(),
        raised.server().origin().isLocal(),
        capture);
  }
}
