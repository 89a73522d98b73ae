package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowGroups;
import io.nightjar.query.FlowGroups.By;
import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.Page;
import java.util.List;

/** Live flows in groups. */
@WithinNetworks
@WithinInterfaces
public final class GetLiveFlowsSummary implements Tool<GetLiveFlowsSummary.Arguments> {
  /** What can be asked. */
  public record Arguments(
      FlowChoice flows,
      @Argument(value = "what groups are of", byDefault = "\"application\"") By groupBy,
      @Argument(value = "what groups are ordered by", byDefault = "\"bytes\"") Metric sortBy,
      Paging paging)
      implements Paging.InPages {}

  private final FlowGroups groups;

  /** Answers from these. */
  public GetLiveFlowsSummary(FlowGroups groups) {
    this.groups = groups;
  }

  @Override
  public Card card() {
    return new Card(
        "get_live_flows_summary",
        "Live flows, summed up",
        "Groups over all matching flows in memory: by country, destination, source, application, protocol, category, asn, port, conversation or domain, with flows, alerted flows, bytes, packets and score.",
        """
        {"group_by": "application"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return FlowGroups.columns(By.DOMAIN);
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    FlowFilter filter = arguments.flows().filter();
    Page page = arguments.paging().page();
    return Pages.withCursor(
        Ask.question(() -> groups.groups(filter, arguments.groupBy(), arguments.sortBy(), page)),
        page);
  }
}
