package io.nightjar.guide;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import io.nightjar.tool.Argument;
import io.nightjar.tool.Tool;
import io.nightjar.tool.ToolProblem;
import io.nightjar.tool.WithinInterfaces;
import io.nightjar.tool.WithinNetworks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passages of the documentation. */
@WithinNetworks
@WithinInterfaces
public final class SearchDocs implements Tool<SearchDocs.Arguments> {
  private static final int MOST_CHARACTERS = 300;

  /** What can be asked. */
  public record Arguments(
      @Argument(value = "a few words", required = true, example = "limits of SQL") String query,
      @Argument(value = "passages at most", byDefault = "5", min = 1, max = 20) Integer limit) {}

  private final Documentation documentation;

  /** Searches this documentation. */
  public SearchDocs(Documentation documentation) {
    this.documentation = documentation;
  }

  @Override
  public Card card() {
    return new Card(
        "search_docs",
        "Documentation",
        "Passages of Nightjar's own documentation: options, tools, columns, risks, limits, what words mean.",
        """
        {"query": "limits of SQL"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.text("title", "the page"),
        Column.text("section", "its heading"),
        Column.text("link", "file and anchor in the sources"),
        Column.text("passage", "Markdown"));
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    String query = arguments.query();
    if (query.isBlank() || query.length() > MOST_CHARACTERS) {
      throw new ToolProblem(
          ToolProblem.Kind.INVALID,
          "query has " + query.strip().length() + " characters",
          "pass 1 to " + MOST_CHARACTERS + " characters, a few words");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Passage each : documentation.search(query, arguments.limit())) {
      rows.add(Arrays.asList(each.title(), each.section(), each.link(), each.text()));
    }
    List<String> notes =
        rows.isEmpty()
            ? List.of("nothing fits: use other words; the documentation is in English")
            : List.of("the resource monitor://docs/PAGE.md has the whole page");
    return new Table(columns(), rows, rows.size(), false, null, Instant.now(), Source.LIVE, notes);
  }
}
