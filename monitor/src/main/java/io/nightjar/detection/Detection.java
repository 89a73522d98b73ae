package io.nightjar.detection;

import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which checks flows are shown to, and where their findings go.
 *
 * @param makers of the checks, in the order flows are shown to them
 * @param packets is shown the first packets of each flow
 */
public record Detection(AlertGate gate, List<FlowCheck.Maker> makers, PacketCheck packets) {
  /** No check at all. */
  public static final Detection NONE =
      new Detection(AlertGate.closed(), List.of(), PacketCheck.NONE);

  /** All checks of this package. */
  public static Detection usual(AlertGate gate) {
    return new Detection(gate, FlowChecks.ALL, PacketCheck.NONE);
  }

  /** The same, with one more check. */
  public Detection with(FlowCheck.Maker maker) {
    return new Detection(gate, Stream.concat(makers.stream(), Stream.of(maker)).toList(), packets);
  }

  /** The same, with first packets shown to this. */
  public Detection watching(PacketCheck check) {
    return new Detection(gate, makers, check);
  }

  /** A watch over the flows of an interface, or of a capture file, for one worker. */
  public FlowWatch watch(String interfaceName, String capture) {
    AlertSettings settings = gate.settings();
    List<FlowCheck> checks =
        makers.stream()
            .map(maker -> maker.make(settings))
            .filter(check -> check.types().stream().anyMatch(settings::isOn))
            .toList();
    return new FlowWatch(checks, packets, gate, interfaceName, capture);
  }
}
