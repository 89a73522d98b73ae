package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import io.nightjar.query.AlertFilter;
import io.nightjar.query.Alerts;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import io.nightjar.query.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts in memory, or in a range of history. */
@WithinNetworks
@WithinInterfaces
public final class ListAlerts implements Tool<ListAlerts.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument("this or worse") Severity severity,
      @Nullable @Argument("like data_exfiltration") String key,
      @Nullable @Argument("about what") Entity entity,
      @Nullable @Argument("only these") Category category,
      @Nullable @Argument("address") String host,
      @Nullable @Argument("interface or capture file") String interfaceName,
      @Nullable @Argument("by people") AlertStatus status,
      @Nullable @Argument("still so?") AlertState state,
      Span span,
      Paging paging)
      implements Paging.InPages {}

  private final Alerts alerts;

  /** Answers from these. */
  public ListAlerts(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public Card card() {
    return new Card(
        "list_alerts",
        "Alerts",
        "Alerts of flows, hosts and the monitor itself: live, worst first, or of a range. explain_alert tells why one was raised.",
        """
        {"severity": "warning"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Alerts.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    Range range = arguments.span().range();
    AlertFilter filter =
        new AlertFilter(
            arguments.severity(),
            arguments.key(),
            arguments.entity(),
            arguments.category(),
            Ask.optionalIp(arguments.host()),
            arguments.interfaceName(),
            arguments.status(),
            arguments.state());
    return Pages.withCursor(
        Ask.question(
            () -> range == null ? alerts.live(filter, page) : alerts.past(filter, range, page)),
        page);
  }
}
