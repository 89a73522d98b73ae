package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Hosts;
import io.nightjar.query.Hosts.SortBy;
import io.nightjar.query.Hosts.Where;
import io.nightjar.query.Page;
import io.nightjar.query.PastHosts;
import io.nightjar.query.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts in memory, or in a range of history. */
@WithinNetworks
@WithinInterfaces
public final class ListHosts implements Tool<ListHosts.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "local networks, others, or any", byDefault = "\"any\"") Where where,
      @Argument(value = "what hosts are ordered by, most first", byDefault = "\"bytes\"")
          SortBy sortBy,
      @Nullable @Argument(value = "only on this VLAN", min = 0, max = 4095) Integer vlan,
      @Nullable @Argument(value = "only this country, two letters", example = "NL") String country,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      Span span,
      Paging paging)
      implements Paging.InPages {}

  private final Hosts hosts;
  private final PastHosts past;

  /** Answers from these. */
  public ListHosts(Hosts hosts, PastHosts past) {
    this.hosts = hosts;
    this.past = past;
  }

  @Override
  public Card card() {
    return new Card(
        "list_hosts",
        "Hosts",
        "Hosts, live or in a range, with traffic, flows, throughput, score, country and maker. Start here to see who is on the network.",
        """
        {"where": "local", "sort_by": "bytes"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Hosts.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    var filter =
        new Hosts.Filter(
            arguments.where(), arguments.vlan(), arguments.country(), arguments.interfaceName());
    Range range = arguments.span().range();
    return Pages.withCursor(
        Ask.question(
            () ->
                range == null
                    ? hosts.list(filter, arguments.sortBy(), page)
                    : past.list(filter, arguments.sortBy(), range, page)),
        page);
  }
}
