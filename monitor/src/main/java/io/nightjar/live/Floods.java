package io.nightjar.live;

import io.nightjar.flow.Flow;
import io.nightjar.host.Host;
import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Flows that stand for many: one for each flooding source and protocol number, kept while places in
 * the flow table are few. Owned by one worker.
 */
final class Floods {
  private static final int MOST_SOURCES = 1_024;

  private final IdentityHashMap<Host, @Nullable Flow[]> bySource = new IdentityHashMap<>();

  /** The flow that stands for those of this source, or null. */
  @Nullable Flow find(Host source, int protocol) {
    @Nullable Flow[] flows = bySource.get(source);
    return flows == null ? null : flows[protocol & 0xff];
  }

  /** Whether another source finds room; those who do not are counted under no address. */
  boolean hasRoomFor(Host source) {
    return bySource.size() < MOST_SOURCES || bySource.containsKey(source);
  }

  void add(Flow flow) {
    bySource.computeIfAbsent(flow.client(), _ -> new Flow[256])[flow.protocol() & 0xff] = flow;
  }

  void remove(Flow flow) {
    @Nullable Flow[] flows = bySource.get(flow.client());
    if (flows == null) {
      return;
    }
    flows[flow.protocol() & 0xff] = null;
    for (@Nullable Flow other : flows) {
      if (other != null) {
        return;
      }
    }
    bySource.remove(flow.client());
  }

  void forEach(Consumer<Flow> visitor) {
    for (@Nullable Flow[] flows : bySource.values()) {
      for (@Nullable Flow flow : flows) {
        if (flow != null) {
          visitor.accept(flow);
        }
      }
    }
  }
}
