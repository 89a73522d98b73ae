package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.HostGroups;
import io.nightjar.query.HostGroups.By;
import io.nightjar.query.HostGroups.SortBy;
import io.nightjar.query.Page;
import io.nightjar.query.PastHostGroups;
import io.nightjar.query.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts in memory, or in a range of history, in groups: a tool for each thing they are grouped
 * by.
 */
@WithinNetworks
@WithinInterfaces
public final class ListHostGroups implements Tool<ListHostGroups.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "what groups are ordered by, most first", byDefault = "\"bytes\"")
          SortBy sortBy,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      Span span,
      Paging paging)
      implements Paging.InPages {}

  private final HostGroups groups;
  private final PastHostGroups past;
  private final By by;

  /** Answers from these, grouped by this. */
  public ListHostGroups(HostGroups groups, PastHostGroups past, By by) {
    this.groups = groups;
    this.past = past;
    this.by = by;
  }

  @Override
  public Card card() {
    return switch (by) {
      case COUNTRY ->
          card(
              "get_country_stats",
              "Countries",
              "Countries of hosts, live or in a range, with hosts, traffic each way and score. Private and unknown addresses are left out.");
      case ASN ->
          card(
              "list_asns",
              "Autonomous systems",
              "Autonomous systems of hosts, live or in a range, with hosts, traffic each way and score.");
      case VLAN ->
          card(
              "list_vlans",
              "VLANs",
              "VLANs of hosts, live or in a range, with hosts, traffic each way and score; 0 is untagged.");
      case NETWORK ->
          card(
              "list_networks",
              "Local networks",
              "Local networks (CIDR) of hosts, live or in a range, with hosts, traffic each way and score.");
    };
  }

  private static Card card(String name, String title, String description) {
    return new Card(
        name,
        title,
        description,
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
    return HostGroups.columns(by);
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    Range range = arguments.span().range();
    return Pages.withCursor(
        Ask.question(
            () ->
                range == null
                    ? groups.list(by, arguments.sortBy(), arguments.interfaceName(), page)
                    : past.list(by, arguments.sortBy(), arguments.interfaceName(), range, page)),
        page);
  }
}
