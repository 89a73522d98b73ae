package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.OwnAddresses;
import io.nightjar.query.Page;
import java.util.List;

/** The addresses of the machine the monitor runs on. */
public final class GetInterfaceAddresses implements Tool<GetInterfaceAddresses.Arguments> {
  /** What can be asked. */
  public record Arguments(Paging paging) implements Paging.InPages {}

  private final OwnAddresses addresses;

  /** Answers from these. */
  public GetInterfaceAddresses(OwnAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public Card card() {
    return new Card(
        "get_interface_addresses",
        "The monitor's own addresses",
        "Addresses, networks, MAC, state and MTU of the network interfaces of the machine the monitor runs on.",
        """
        {}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return OwnAddresses.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    return Pages.withCursor(Ask.question(() -> addresses.list(page)), page);
  }
}
