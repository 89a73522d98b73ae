package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Devices;
import io.nightjar.query.Devices.SortBy;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The devices in memory. */
@WithinNetworks
public final class ListMacs implements Tool<ListMacs.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "what devices are ordered by, most first", byDefault = "\"bytes\"")
          SortBy sortBy,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      Paging paging)
      implements Paging.InPages {}

  private final Devices devices;

  /** Answers from these. */
  public ListMacs(Devices devices) {
    this.devices = devices;
  }

  @Override
  public Card card() {
    return new Card(
        "list_macs",
        "Devices",
        "MAC addresses in memory with maker, addresses, traffic each way, first and last seen. get_mac_info tells more of one.",
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
    return Pages.withCursor(
        Ask.question(() -> devices.list(arguments.sortBy(), arguments.interfaceName(), page)),
        page);
  }
}
