package io.nightjar.query;

import io.nightjar.alert.Alert;
import io.nightjar.alerts.AlertBook;
import io.nightjar.alerts.StoredAlerts;
import io.nightjar.history.History;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions about alerts, in memory and in history. */
public final class Alerts {
  private static final int MOST_OF_A_HOST = 20;

  private static final List<Fact<Alert>> FACTS =
      List.of(
          Fact.text("alert_id", "for explain_alert", each -> Long.toUnsignedString(each.id())),
          Fact.text("severity", "by the score", each -> each.type().severity().text()),
          Fact.text("key", "which alert", each -> each.type().key()),
          Fact.text("category", "who should care", each -> each.type().category().text()),
          new Fact<>(Column.untrusted("subject", "what it is about"), Alert::subject),
          Fact.text("src_ip", "client, or who caused it", each -> text(each.source())),
          Fact.text("dst_ip", "server, or who suffered it", each -> text(each.target())),
          new Fact<>(
              Column.untrusted("domain_name", "of its latest flow"),
              each -> each.talk().map(talk -> talk.domain()).orElse("")),
          new Fact<>(Column.untrusted("interface", "where it was seen"), Alert::interfaceName),
          Fact.integer("count", "how often it was found", Alert::count),
          Fact.time("first_seen", "first found", Alert::first),
          Fact.time("last_seen", "last found", Alert::last),
          Fact.text("state", "happened, engaged or released", each -> each.state().text()),
          Fact.text("status", "open, acknowledged or closed", each -> each.mark().status().text()),
          new Fact<>(Column.untrusted("label", "given by people"), each -> each.mark().label()));

  /** What a row is. */
  public static final List<Column> COLUMNS = Fact.columns(FACTS);

  private static final String PAST =
      """
      SELECT toString(alert_id) AS alert_id, severity, key, category, subject, src_ip, dst_ip,
        domain_name, interface, count, time AS first_seen, last_seen, state, status, label
      FROM alerts FINAL WHERE time <= {to:DateTime('UTC')} AND last_seen >= {from:DateTime('UTC')}
        AND $filter ORDER BY last_seen DESC, alert_id""";

  private final AlertBook book;
  private final StoredAlerts stored;
  private final Past past;

  /** Asks these. */
  public Alerts(AlertBook book, StoredAlerts stored, History history) {
    this.book = book;
    this.stored = stored;
    this.past = new Past(history);
  }

  private static String text(Optional<IpAddress> address) {
    return address.map(IpAddress::toString).orElse("");
  }

  /** Alerts in memory, worst first, of those the latest. */
  public Table live(AlertFilter filter, Page page) {
    List<Alert> found = found(filter).toList();
    List<String> notes =
        found.isEmpty()
            ? List.of("no alert in memory matches; give from, like -7d, for those of history")
            : List.of();
    return Tables.page(
        COLUMNS,
        found.stream()
            .skip(page.offset())
            .limit(page.limit())
            .map(each -> Fact.row(FACTS, each))
            .toList(),
        found.size(),
        page,
        Instant.now(),
        notes);
  }

  private Stream<Alert> found(AlertFilter filter) {
    Asker asker = Asker.current();
    return book.live().stream()
        .filter(alert -> AlertFilter.isSeen(alert, asker) && filter.matches(alert))
        .sorted(
            Comparator.comparingInt((Alert each) -> each.type().score())
                .thenComparing(Alert::last)
                .thenComparingLong(Alert::id)
                .reversed());
  }

  /** Alerts of a range of history, latest first. */
  public Table past(AlertFilter filter, Range range, Page page) {
    Map<String, Object> parameters = new HashMap<>(filter.parameters());
    parameters.putAll(range.parameters());
    return past.page(
        COLUMNS,
        PAST.replace("$filter", AlertFilter.WHERE),
        parameters,
        page,
        _ -> {},
        List.of("what changed within the last seconds may be missing: leave from out for live"));
  }

  /** The alert of this number that the asker may see. */
  public Optional<Alert> find(long id) {
    Asker asker = Asker.current();
    Optional<Alert> live = book.find(id);
    return live.isPresent()
        ? live.filter(alert -> AlertFilter.isSeen(alert, asker))
        : stored.find(id);
  }

  /** Alerts in memory about a host, a line each, worst first. */
  public List<String> of(IpAddress host) {
    return found(AlertFilter.of(host))
        .filter(Alert::isActive)
        .limit(MOST_OF_A_HOST)
        .map(
            alert ->
                "%s %s, found %d times, alert_id %s"
                    .formatted(
                        alert.type().severity().text(),
                        alert.type().key(),
                        alert.count(),
                        Long.toUnsignedString(alert.id())))
        .toList();
  }

  /** Has this be what people made of an alert. */
  public void mark(Alert alert, Alert.Mark mark) {
    book.mark(alert, mark);
  }

  /** Another text whenever an alert came, ended, or was marked. */
  public String version() {
    return String.valueOf(book.version());
  }
}
