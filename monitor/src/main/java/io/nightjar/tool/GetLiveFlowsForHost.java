package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowFilter.HostRole;
import io.nightjar.query.LiveFlows;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live flows of one host. */
public final class GetLiveFlowsForHost implements Tool<GetLiveFlowsForHost.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable
          @Argument(value = "the host's address; all hosts without it", example = "192.168.1.10")
          String ip,
      @Nullable @Argument(value = "only on this VLAN", min = 0, max = 4095) Integer vlan,
      @Argument(value = "what the host must be in the flow", byDefault = "\"any\"") HostRole role,
      @Argument(value = "only flows with a risk", byDefault = "false") Boolean alertedOnly,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      @Argument(value = "flows at most", byDefault = "25", min = 1, max = 1000) Integer maxFlows,
      @Nullable @Argument("next_cursor of the page before") String cursor)
      implements Paged {}

  private final LiveFlows flows;

  /** Answers from these. */
  public GetLiveFlowsForHost(LiveFlows flows) {
    this.flows = flows;
  }

  @Override
  public Card card() {
    return new Card(
        "get_live_flows_for_host",
        "Live flows of a host",
        "Flows in memory of one host, most bytes first; total is the true total. Without ip: of all hosts. For sums by country, application and so on use get_live_flows_summary.",
        """
        {"ip": "192.168.1.10", "role": "client"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return LiveFlows.COLUMNS;
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
    Page page = Pages.of(arguments.maxFlows(), arguments.cursor());
    return Pages.withCursor(Ask.question(() -> flows.list(filter, page)), page);
  }
}
