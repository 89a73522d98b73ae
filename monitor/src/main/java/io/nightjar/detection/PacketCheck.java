package io.nightjar.detection;

import io.nightjar.flow.Flow;
import io.nightjar.packet.Packet;

/**
 * Looks at the first packets of each flow. Called on the threads of all workers: it must neither
 * wait nor, where it finds nothing, allocate.
 */
@FunctionalInterface
public interface PacketCheck {
  /** Finds nothing. */
  PacketCheck NONE = (flow, _, _, _) -> flow.checkEnded();

  /**
   * Looks at a packet of a flow that is not {@linkplain Flow#isChecked checked}, already counted;
   * {@link Flow#checkEnded} when it has seen enough.
   */
  void look(Flow flow, Packet packet, boolean fromClient, Verdict verdict);
}
