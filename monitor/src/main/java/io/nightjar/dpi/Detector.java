package io.nightjar.dpi;

import io.nightjar.flow.Flow;
import io.nightjar.packet.Packet;

/** Finds out which application flows are. Belongs to one worker. */
public sealed interface Detector extends AutoCloseable
    permits DeferredDetector, NdpiDetector, PortDetector {
  /** Looks at a packet of a flow that {@link Flow#isDetected} does not say is done. */
  void inspect(Flow flow, Packet packet);

  /** The last word on a flow: no more packets come. Frees what detection held of it. */
  void conclude(Flow flow);

  /** Flows that were told by their ports because there was no memory to inspect them. */
  default long refused() {
    return 0;
  }

  /** Frees everything; flows must have been concluded. */
  @Override
  void close();
}
