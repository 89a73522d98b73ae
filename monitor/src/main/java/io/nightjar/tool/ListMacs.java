package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Devices;
import io.nightjar.query.Devices.SortBy;
import io.nightjar.query.Page;
import io.nightjar.query.PastDevices;
import io.nightjar.query.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The devices in memory, or in a range of history. */
@WithinNetworks
@WithinInterfaces
public final class ListMacs implements Tool<ListMacs.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "what devices are ordered by, most first", byDefault = "\"bytes\"")
          SortBy sortBy,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      Span span,
      Paging paging)
      implements Paging.InPages {}

  private final Devices devices;
  private final PastDevices past;

  /** Answers from these. */
  public ListMacs(Devices devices, PastDevices past) {
    this.devices = devices;
    this.past = past;
  }

  @Override
  public Card card() {
    return new Card(
        "list_macs",
        "Devices",
        "MAC addresses, live or in a range, with maker, addresses, traffic each way, first and last seen. get_mac_info tells more of one.",
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
    return Devices.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    Range range = arguments.span().range();
    return Pages.withCursor(
        Ask.question(
            () ->
                range == null
                    ? devices.list(arguments.sortBy(), arguments.interfaceName(), page)
                    : past.list(arguments.sortBy(), arguments.interfaceName(), range, page)),
        page);
  }
}
