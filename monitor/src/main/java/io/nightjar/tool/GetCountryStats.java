package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.CountryTotals;
import io.nightjar.query.CountryTotals.SortBy;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Countries of the hosts in memory. */
public final class GetCountryStats implements Tool<GetCountryStats.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "what countries are ordered by", byDefault = "\"bytes\"") SortBy sortBy,
      @Argument(value = "rows at most", byDefault = "20", min = 1, max = 1000) Integer limit,
      @Nullable @Argument("next_cursor of the page before") String cursor)
      implements Paged {}

  private final CountryTotals countries;

  /** Answers from these. */
  public GetCountryStats(CountryTotals countries) {
    this.countries = countries;
  }

  @Override
  public Card card() {
    return new Card(
        "get_country_stats",
        "Countries",
        "Countries of the hosts in memory with hosts, bytes each way and score. Private and unknown addresses are left out.",
        """
        {"sort_by": "bytes"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return CountryTotals.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = Pages.of(arguments.limit(), arguments.cursor());
    return Pages.withCursor(Ask.question(() -> countries.list(arguments.sortBy(), page)), page);
  }
}
