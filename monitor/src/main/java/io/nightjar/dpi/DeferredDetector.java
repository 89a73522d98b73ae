package io.nightjar.dpi;

import io.nightjar.flow.Flow;
import io.nightjar.packet.Packet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A detector that opens another when the first packet comes: opening an engine takes longer than a
 * start may. Frames that come meanwhile wait in the source.
 */
public final class DeferredDetector implements Detector {
  private final Supplier<Detector> opener;
  private @Nullable Detector opened;

  /** Will open this one, on the worker's thread. */
  public DeferredDetector(Supplier<Detector> opener) {
    this.opener = opener;
  }

  private Detector detector() {
    Detector detector = opened == null ? opener.get() : opened;
    opened = detector;
    return detector;
  }

  @Override
  public void inspect(Flow flow, Packet packet) {
    detector().inspect(flow, packet);
  }

  @Override
  public void conclude(Flow flow) {
    detector().conclude(flow);
  }

  @Override
  public long refused() {
    return opened == null ? 0 : opened.refused();
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
