package io.nightjar.policy;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a run's answer means for the alerts of its policy. */
final class PolicyRun {
  /** The most alerts of a policy at one time. */
  static final int MOST_ALERTS = 100;

  private PolicyRun() {}

  /**
   * Tells the sink what is so and what is no longer so.
   *
   * @return how the policy goes now
   */
  static Progress tell(Violations found, Progress before, AlertSink sink, Instant now) {
    List<Engaged> chosen = chosen(found, before);
    for (Engaged each : chosen) {
      Finding finding = found.findings().get(each);
      if (finding != null) {
        sink.engaged(finding);
      }
    }
    Set<Engaged> still = new LinkedHashSet<>(chosen);
    for (Engaged each : before.engaged()) {
      if (!still.contains(each)) {
        sink.released(each.over(now));
      }
    }
    long more = Math.max(0, found.findings().size() - chosen.size());
    return before.answered(now, found, more, chosen);
  }

  /**
   * What has an alert already comes first, so that none ends while it is still so; of an answer
   * that was cut, what did not come may still be so.
   */
  private static List<Engaged> chosen(Violations found, Progress before) {
    Set<Engaged> chosen = new LinkedHashSet<>();
    for (Engaged each : before.engaged()) {
      if (!found.whole() || found.findings().containsKey(each)) {
        chosen.add(each);
      }
    }
    for (Engaged each : found.findings().keySet()) {
      if (chosen.size() >= MOST_ALERTS) {
        break;
      }
      chosen.add(each);
    }
    return new ArrayList<>(chosen);
  }

  /** Ends all alerts of a policy that is asked no more. */
  static Progress end(Progress before, AlertSink sink, Instant now) {
    before.engaged().forEach(each -> sink.released(each.over(now)));
    return before.quiet();
  }
}
