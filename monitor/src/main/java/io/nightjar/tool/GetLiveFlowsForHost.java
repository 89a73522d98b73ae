package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.LiveFlows;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live flows of one host. */
@WithinNetworks
@WithinInterfaces
public final class GetLiveFlowsForHost implements Tool<GetLiveFlowsForHost.Arguments> {
  /** What can be asked. */
  public record Arguments(
      FlowChoice flows,
      @Argument(value = "flows at most", byDefault = "25", min = 1, max = 1000) Integer maxFlows,
      @Nullable @Argument("a next_cursor") String cursor)
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
    FlowFilter filter = arguments.flows().filter();
    Page page = Pages.of(arguments.maxFlows(), arguments.cursor());
    return Pages.withCursor(Ask.question(() -> flows.list(filter, page)), page);
  }
}
