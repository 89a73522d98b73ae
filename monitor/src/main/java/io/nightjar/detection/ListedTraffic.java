package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.blocklist.BlocklistAlerts;
import io.nightjar.blocklist.FlowHit;
import io.nightjar.blocklist.FlowReputation;
import io.nightjar.flow.Flow;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Flows with addresses, names or fingerprints that lists warn of. */
public final class ListedTraffic implements FlowCheck {
  private final FlowReputation lists;

  /** Shown to each flow in turn. */
  private final ListedFacts facts = new ListedFacts();

  /** Asks these lists. */
  public ListedTraffic(FlowReputation lists) {
    this.lists = lists;
  }

  @Override
  public List<AlertType> types() {
    return BlocklistAlerts.all();
  }

  @Override
  public void detected(Flow flow, Verdict verdict) {
    ask(facts.of(flow, false), flow, verdict);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    ask(facts.of(flow, true), flow, verdict);
  }

  private void ask(ListedFacts asked, Flow flow, Verdict verdict) {
    Instant time = Instant.EPOCH.plusMillis(TimeUnit.NANOSECONDS.toMillis(verdict.nowNanos()));
    for (FlowHit hit : lists.of(asked, flow.application().alerts(), time)) {
      verdict.raise(hit.type(), hit.evidence().toArray(Evidence[]::new));
    }
  }
}
