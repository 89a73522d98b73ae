package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowGroups;
import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.Page;
import io.nightjar.query.Range;
import io.nightjar.query.TopTalkers;
import io.nightjar.query.TopTalkers.By;
import java.util.List;

/** Who or what moves most. */
@WithinNetworks
@WithinInterfaces
public final class GetTopTalkers implements Tool<GetTopTalkers.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "what is ranked", byDefault = "\"host\"") By by,
      @Argument(value = "what it is ranked by", byDefault = "\"bytes\"") Metric metric,
      Span span,
      Paging paging)
      implements Paging.InPages {}

  private static final FlowFilter EVERYTHING =
      new FlowFilter(null, null, FlowFilter.HostRole.ANY, false, null);

  private final FlowGroups live;
  private final TopTalkers history;

  /** Answers from these. */
  public GetTopTalkers(FlowGroups live, TopTalkers history) {
    this.live = live;
    this.history = history;
  }

  @Override
  public Card card() {
    return new Card(
        "top_talkers",
        "Top talkers",
        "Ranks hosts, conversations, applications, countries, autonomous systems, ports or domains by bytes, packets, flows or score: live, or in a range of history when from is given.",
        """
        {"by": "host", "metric": "bytes", "from": "-6h"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return TopTalkers.columns(true);
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    Range range = arguments.span().range();
    return Pages.withCursor(
        Ask.question(
            () ->
                range == null
                    ? live.groups(EVERYTHING, live(arguments.by()), arguments.metric(), page)
                    : history.of(
                        arguments.by(), arguments.metric(), range.from(), range.to(), page)),
        page);
  }

  private static FlowGroups.By live(By by) {
    return switch (by) {
      case HOST -> FlowGroups.By.HOST;
      case SOURCE -> FlowGroups.By.SOURCE;
      case DESTINATION -> FlowGroups.By.DESTINATION;
      case CONVERSATION -> FlowGroups.By.CONVERSATION;
      case APPLICATION -> FlowGroups.By.APPLICATION;
      case PROTOCOL -> FlowGroups.By.PROTOCOL;
      case CATEGORY -> FlowGroups.By.CATEGORY;
      case COUNTRY -> FlowGroups.By.COUNTRY;
      case ASN -> FlowGroups.By.ASN;
      case PORT -> FlowGroups.By.PORT;
      case DOMAIN -> FlowGroups.By.DOMAIN;
    };
  }
}
