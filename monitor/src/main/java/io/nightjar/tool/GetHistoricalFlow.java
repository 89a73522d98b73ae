package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.IpAddress;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.HistoryQuestions;
import io.nightjar.query.HistoryQuestions.FlowQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flows that have ended, with every column. */
@WithinNetworks
@WithinInterfaces
public final class GetHistoricalFlow implements Tool<GetHistoricalFlow.Arguments> {
  private static final Duration USUAL_RANGE = Duration.ofDays(1);

  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument("the flow's number") String flowId,
      @Nullable @Argument("who began it") String clientIp,
      @Nullable @Argument(value = "its port", min = 0, max = 65_535) Integer clientPort,
      @Nullable @Argument("the other end") String serverIp,
      @Nullable @Argument(value = "its port", min = 0, max = 65_535) Integer serverPort,
      @Nullable @Argument("TCP, UDP, ...") String protocol,
      @Nullable @Argument("start, like -6h; a day before to without it") String from,
      @Nullable @Argument("end; now without it") String to,
      @Argument(value = "rows", byDefault = "3", min = 1, max = 100) Integer limit) {}

  private final HistoryQuestions history;

  /** Answers from these. */
  public GetHistoricalFlow(HistoryQuestions history) {
    this.history = history;
  }

  @Override
  public Card card() {
    return new Card(
        "get_historical_flow",
        "Flow of history",
        "Every column of flows that have ended, latest first: of a flow_id, or of two ends, in a range of time.",
        """
        {"client_ip": "192.168.1.10", "server_port": 443, "from": "-6h"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return List.of();
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    if (arguments.flowId() == null
        && arguments.clientIp() == null
        && arguments.serverIp() == null) {
      throw Ask.invalid(
          "flow_id, client_ip and server_ip are all missing",
          "pass the flow_id, or at least one end; use query for anything else");
    }
    if (arguments.flowId() != null && !arguments.flowId().strip().matches("\\d{1,20}")) {
      throw Ask.invalid(
          "flow_id: '" + UntrustedText.clean(arguments.flowId()) + "' is no flow number",
          "pass flow_id as the flow tools and the table flows give it");
    }
    Instant to = arguments.to() == null ? Instant.now() : TimeText.parse("to", arguments.to());
    Instant from =
        arguments.from() == null ? to.minus(USUAL_RANGE) : TimeText.parse("from", arguments.from());
    if (to.isBefore(from)) {
      throw Ask.invalid("to: " + to + " is before from, " + from, "give the earlier time as from");
    }
    FlowQuestion question =
        new FlowQuestion(
            arguments.flowId() == null ? null : arguments.flowId().strip(),
            text(Ask.optionalIp(arguments.clientIp())),
            arguments.clientPort(),
            text(Ask.optionalIp(arguments.serverIp())),
            arguments.serverPort(),
            arguments.protocol(),
            from,
            to,
            arguments.limit());
    return Ask.question(() -> history.flows(question));
  }

  private static @Nullable String text(@Nullable IpAddress address) {
    return address == null ? null : address.toString();
  }
}
