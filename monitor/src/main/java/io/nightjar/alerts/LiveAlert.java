package io.nightjar.alerts;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Talk;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An alert in memory, which findings are added to. Guarded by the book's lock. */
final class LiveAlert {
  private static final int MOST_FLOWS = 8;
  private static final int MOST_EVIDENCE = 16;
  private static final int MOST_TEXT = 253;

  private final long id;
  private final AlertKey key;
  private final Finding opening;
  private final String probe;
  private final Deque<Long> flows = new ArrayDeque<>(MOST_FLOWS);
  private Finding latest;
  private Instant first;
  private Instant last;
  private Optional<Instant> ended = Optional.empty();
  private long count;
  private AlertState state;
  private Alert.Mark mark = Alert.Mark.OPEN;

  /** When a finding last came, by the clock. */
  Instant touched;

  /** Since when what history has is no longer so. */
  Optional<Instant> dirtySince = Optional.empty();

  LiveAlert(long id, AlertKey key, String probe, Finding opening, AlertState state, Instant now) {
    this.id = id;
    this.key = key;
    this.probe = probe;
    this.opening = opening;
    this.latest = opening;
    this.first = opening.time();
    this.last = opening.time();
    this.state = state;
    this.touched = now;
  }

  /** As an earlier run left it. */
  static LiveAlert restored(Alert alert, AlertKey key, Instant now) {
    Finding finding =
        new Finding(
            alert.type(),
            alert.subject(),
            alert.interfaceName(),
            alert.first(),
            alert.source(),
            alert.target(),
            0,
            Optional.empty(),
            alert.evidence());
    LiveAlert live =
        new LiveAlert(alert.id(), key, alert.probe(), finding, AlertState.ENGAGED, now);
    live.last = alert.last();
    live.count = alert.count();
    live.mark = alert.mark();
    return live;
  }

  void add(Finding finding, Instant now) {
    latest = finding;
    count++;
    first = finding.time().isBefore(first) ? finding.time() : first;
    last = finding.time().isAfter(last) ? finding.time() : last;
    touched = now;
    if (finding.flowId() != 0) {
      flows.addFirst(finding.flowId());
      if (flows.size() > MOST_FLOWS) {
        flows.removeLast();
      }
    }
  }

  void release(Instant when) {
    state = AlertState.RELEASED;
    ended = Optional.of(when.isBefore(first) ? first : when);
  }

  void mark(Alert.Mark given) {
    mark = given;
  }

  long id() {
    return id;
  }

  AlertKey key() {
    return key;
  }

  Alert.Mark mark() {
    return mark;
  }

  Alert snapshot(Instant now) {
    Optional<Talk> talk = latest.talk();
    boolean isFlow = talk.isPresent();
    return new Alert(
        id,
        opening.type(),
        probe,
        capped(subject(isFlow)),
        opening.interfaceName(),
        key.capture(),
        isFlow ? known(key.source(), talk.get().client()) : cause(),
        isFlow ? known(key.target(), talk.get().server()) : latest.victim(),
        talk,
        first,
        last,
        ended,
        count,
        List.copyOf(flows),
        evidence(),
        state,
        mark,
        now);
  }

  /** Who caused it; an alert about a host, of which nothing else is known, is that host's. */
  private Optional<IpAddress> cause() {
    boolean isHost = opening.type().entity() == Entity.HOST;
    if (!isHost || latest.attacker().isPresent() || latest.victim().isPresent()) {
      return latest.attacker();
    }
    try {
      return Optional.of(IpAddress.parse(opening.subject()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private String subject(boolean isFlow) {
    if (!isFlow || !key.target().isEmpty()) {
      return opening.subject();
    }
    return key.source().isEmpty() ? "many hosts" : key.source() + " to many hosts";
  }

  private static Optional<IpAddress> known(String part, IpAddress address) {
    return part.isEmpty() ? Optional.empty() : Optional.of(address);
  }

  private List<Finding.Evidence> evidence() {
    return latest.evidence().stream()
        .limit(MOST_EVIDENCE)
        .map(
            each ->
                new Finding.Evidence(
                    capped(each.name()), capped(each.value()), capped(each.limit())))
        .toList();
  }

  private static String capped(String text) {
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
  }
}
