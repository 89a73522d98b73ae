package io.nightjar.live;

import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.flow.FlowSide;
import io.nightjar.host.Amount;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Traffic by application of one interface: the first 1,000 pairs of application and category, and
 * the rest together. A flow counts from the moment detection ends, with all it did before. Owned by
 * one worker.
 */
public final class Applications {
  /** The name of all that found no room of their own. */
  public static final String OTHER = "(other)";

  private static final int MOST = 1_000;

  private record Key(String application, String category) {}

  private final Map<Key, ApplicationTraffic> byKey = new HashMap<>();
  private @Nullable ApplicationTraffic other;

  Applications() {}

  /** Counts a flow whose application is now known. */
  void begin(Flow flow, long nowNanos) {
    ApplicationTraffic traffic = of(flow.application(), nowNanos);
    FlowSide client = flow.fromClient();
    FlowSide server = flow.fromServer();
    traffic.flow(
        new Amount(client.bytes(), server.bytes(), client.packets(), server.packets()), nowNanos);
    flow.countsTo(traffic);
  }

  private ApplicationTraffic of(Application application, long nowNanos) {
    Key key = new Key(application.name(), application.category());
    ApplicationTraffic known = byKey.get(key);
    if (known != null) {
      return known;
    }
    if (byKey.size() >= MOST) {
      other = other == null ? new ApplicationTraffic(OTHER, OTHER, nowNanos) : other;
      return other;
    }
    ApplicationTraffic made = new ApplicationTraffic(key.application, key.category, nowNanos);
    byKey.put(key, made);
    return made;
  }

  /** Every application, in no order. */
  public void forEach(Consumer<ApplicationTraffic> visitor) {
    byKey.values().forEach(visitor);
    if (other != null) {
      visitor.accept(other);
    }
  }
}
