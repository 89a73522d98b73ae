package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowGroups;
import io.nightjar.query.FlowGroups.Metric;
import io.nightjar.query.Page;
import io.nightjar.query.Table;
import io.nightjar.query.TopTalkers;
import io.nightjar.query.TopTalkers.By;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who or what moves most. */
@WithinNetworks
public final class GetTopTalkers implements Tool<GetTopTalkers.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "what is ranked", byDefault = "\"host\"") By by,
      @Argument(value = "what it is ranked by", byDefault = "\"bytes\"") Metric metric,
      @Nullable
          @Argument(
              value =
                  "start of the range: ISO time, epoch seconds, or -6h, -30m, -7d; live state without it",
              example = "-6h")
          String from,
      @Nullable
          @Argument(
              value = "end of the range, in the same forms; now without it",
              example = "2026-01-31T12:00:00Z")
          String to,
      Paging paging)
      implements Paging.InPages {}

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
    Table table =
        arguments.from() == null ? live(arguments, page) : past(arguments, arguments.from(), page);
    return Pages.withCursor(table, page);
  }

  private Table live(Arguments arguments, Page page) throws ToolProblem {
    var everything = new FlowFilter(null, null, FlowFilter.HostRole.ANY, false, null);
    FlowGroups.By by =
        switch (arguments.by()) {
          case HOST -> FlowGroups.By.HOST;
          case CONVERSATION -> FlowGroups.By.CONVERSATION;
          case APPLICATION -> FlowGroups.By.APPLICATION;
          case COUNTRY -> FlowGroups.By.COUNTRY;
          case ASN -> FlowGroups.By.ASN;
          case PORT -> FlowGroups.By.PORT;
          case DOMAIN -> FlowGroups.By.DOMAIN;
        };
    return Ask.question(() -> live.groups(everything, by, arguments.metric(), page));
  }

  private Table past(Arguments arguments, String start, Page page) throws ToolProblem {
    Instant from = TimeText.parse("from", start);
    Instant to = arguments.to() == null ? Instant.now() : TimeText.parse("to", arguments.to());
    if (to.isBefore(from)) {
      throw Ask.invalid("to: " + to + " is before from, " + from, "give the earlier time as from");
    }
    return Ask.question(() -> history.of(arguments.by(), arguments.metric(), from, to, page));
  }
}
