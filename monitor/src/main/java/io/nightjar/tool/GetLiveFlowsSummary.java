package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowFilter.HostRole;
import io.nightjar.query.FlowGroups;
import io.nightjar.query.FlowGroups.By;
import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Live flows in groups. */
public final class GetLiveFlowsSummary implements Tool<GetLiveFlowsSummary.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument(value = "only flows of this host", example = "192.168.1.10") String ip,
      @Nullable @Argument(value = "only on this VLAN", min = 0, max = 4095) Integer vlan,
      @Argument(value = "what the host must be in the flow", byDefault = "\"any\"") HostRole role,
      @Argument(value = "what groups are of", byDefault = "\"application\"") By groupBy,
      @Argument(value = "what groups are ordered by", byDefault = "\"bytes\"") Metric sortBy,
      @Argument(value = "only flows with a risk", byDefault = "false") Boolean alertedOnly,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      @Argument(value = "rows at most", byDefault = "25", min = 1, max = 1000) Integer limit,
      @Nullable @Argument("next_cursor of the page before") String cursor)
      implements Paged {}

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
    FlowFilter filter =
        new FlowFilter(
            Ask.optionalIp(arguments.ip()),
            arguments.vlan(),
            arguments.role(),
            arguments.alertedOnly(),
            arguments.interfaceName());
    Page page = Pages.of(arguments.limit(), arguments.cursor());
    return Pages.withCursor(
        Ask.question(() -> groups.groups(filter, arguments.groupBy(), arguments.sortBy(), page)),
        page);
  }
}
