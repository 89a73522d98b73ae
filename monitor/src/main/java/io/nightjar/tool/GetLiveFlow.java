package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.LiveFlows;
import java.util.List;

/** One live flow. */
@WithinNetworks
@WithinInterfaces
public final class GetLiveFlow implements Tool<GetLiveFlow.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "flow_id of get_live_flows_for_host", required = true) String flowId) {}

  private final LiveFlows flows;

  /** Answers from these. */
  public GetLiveFlow(LiveFlows flows) {
    this.flows = flows;
  }

  @Override
  public Card card() {
    return new Card(
        "get_live_flow",
        "One live flow",
        "Everything known of one flow in memory: both ends with names, Community ID, counters each way, TCP state, round-trip times, application, TLS, HTTP and DNS facts, JA3, JA4 and HASSH fingerprints, risks.",
        """
        {"flow_id": "7410000000000000001"}""",
        Role.VIEWER,
        true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return LiveFlows.FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    long id = id(arguments.flowId());
    return Ask.question(() -> flows.one(id))
        .orElseThrow(
            () ->
                Ask.notFound(
                    "flow_id: no flow in memory has this number",
                    "it may have ended: query history with flow_id = that number"));
  }

  private static long id(String text) throws ToolProblem {
    try {
      return Long.parseUnsignedLong(text.strip());
    } catch (NumberFormatException _) {
      throw Ask.invalid(
          "flow_id: '" + UntrustedText.clean(text) + "' is no flow number",
          "pass flow_id as get_live_flows_for_host gives it");
    }
  }
}
