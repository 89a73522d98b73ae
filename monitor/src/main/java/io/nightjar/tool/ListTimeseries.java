package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import io.nightjar.query.ProbeSeries;
import io.nightjar.query.TimeSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time series there are. */
@WithinInterfaces
public final class ListTimeseries implements Tool<ListTimeseries.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument(value = "list the keys of this series", example = "host:traffic")
          String series,
      Paging paging)
      implements Paging.InPages {}

  private final TimeSeries series;

  /** Answers from these. */
  public ListTimeseries(TimeSeries series) {
    this.series = series;
  }

  @Override
  public Card card() {
    return new Card(
        "list_timeseries",
        "What time series there are",
        "Time series in history with interval, number of keys, first and last point; with series:"
            + " its keys, most bytes first.",
        """
        {}\
        """,
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return TimeSeries.LISTED;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    String name = arguments.series() == null ? "" : arguments.series().strip();
    String only =
        name.isEmpty() || ProbeSeries.named(name).isPresent()
            ? name
            : GetTimeseries.named(name).label();
    return Pages.withCursor(Ask.question(() -> series.list(only, page)), page);
  }
}
